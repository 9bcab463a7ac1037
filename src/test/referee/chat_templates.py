"""Renders chat templates with transformers, for the tests of org.careloop.lm.text.

    python chat_templates.py SHARED    (SHARED holds models/llama3-tokenizer, models/smollm2-135m-instruct and, as far as
                                        they are to be rendered anew, the known templates models/chat-templates/*.jinja)

Writes renderings.jsonl (small templates, each for one habit of Jinja), conversations.jsonl (whole templates of our own
wording in the manner of the families', over conversations of every shape), known-renderings.jsonl (what the known
templates themselves make of these conversations; their text stays where it is), chats.jsonl (real templates, with ids)
and demo-texts.jsonl (texts with the ids that the demo policy's own tokenizer gives them).
"""

import hashlib
import json
import sys
from datetime import datetime
from pathlib import Path

from jinja2 import TemplateError

from transformers import AutoTokenizer
from transformers.utils.chat_template_utils import _compile_jinja_template

ROOT = Path(__file__).parents[3]
OUT = ROOT / "language-model/src/test/resources/org/careloop/lm/text"

# Braces, tags, markup, an ideographic space and a non-breaking one must come through as they are.
MESSAGES = [
    {"role": "user", "content": "Is {{ 38.5 }} {% a %} fever <b>?</b> é\n"},
    {"role": "assistant", "content": "\u3000Yes. 是的。\u00a0\n"},
    {"role": "user", "content": "B"},
]

SNIPPETS = {
    "trim_blocks": "{% if true %}\n  A\n  {% endif %}\nB\n",
    "lstrip_blocks": "   {% if true %}\n  A\n    {%- endif %}\n   {{ 'x' }}\nB\n\n",
    "indentation_kept": "  {%+ if true %}a{% endif %}   {% if true %}b{% endif %}",
    "last_line_break": "{{ 'x' }}\n",
    "comments": "{# hi #}\nX {# a #} Y\n  {# b #}\nZ {#- c -#} \n end",
    "strip_both": "a \n {%- if true -%} \n b \n {%- endif -%} \n {{- 'x' -}} \n c",
    "carriage_returns": "a\r\n{% if true %}\r\nb\r\n{% endif %}\r\n",
    "strings": "{{ 'a\nb' }}|{{ 'c\\nd\\te' }}|{{ \"it's\" }}|{{ 'say \"hi\"' }}|{{ 'back\\\\slash \\' %} }}' }}|{{ 'a' 'b' }}|{{ '\\u00e9' }}",
    "namespace": "{% set ns = namespace(found=false, t='') %}{% for m in messages %}{% if m['role']=='user' %}{% set ns.found = true %}{% set ns.t = ns.t + m.content %}{% endif %}{% endfor %}{{ ns.found }}{{ ns.t }}",
    "loop": "{% for m in messages %}{{ loop.first }}{{ loop.last }}{{ loop.index0 }}{{ loop.index }}{{ loop.length }}{{ loop.revindex }};{% endfor %}",
    "loop_neighbours": "{% for m in messages %}{{ loop.previtem.role if loop.previtem else '-' }}{{ loop.nextitem is defined }}{% endfor %}",
    "loop_scope": "{% set x = 1 %}{% for m in messages %}{% set x = 2 %}{% endfor %}{{ x }}{% if true %}{% set y = 'q' %}{% endif %}{{ y }}",
    "loop_filter": "{% for m in messages if m.role == 'user' %}{{ loop.index }}{{ m.content }}{% endfor %}",
    "loop_else": "{% for m in [] %}x{% else %}e{% endfor %}{% for m in nothing %}x{% endfor %}",
    "loop_jumps": "{% for i in [1,2,3,4] %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}",
    "loop_pairs": "{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}={{ v }};{% endfor %}{% for k, v in {'c': 3}|items %}{{ k }}{{ v }}{% endfor %}",
    "shadowing": "{% for message in messages %}{% set content = message['content'] | trim %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }};{% endfor %}",
    "slices": "{% for m in messages[1:] %}{{ m.role }}{% endfor %}{{ messages[-1].role }}{% for m in messages[::-1] %}{{ m.role }}{% endfor %}{{ messages[:1]|length }}{{ messages[5:]|length }}{{ 'abcdef'[1:-2] }}{{ 'abc'[-1] }}",
    "tests": "{{ tools is defined }}{{ tools is none }}{{ nothing is not defined }}{{ messages is iterable }}{{ 'a' is iterable }}{{ 'a' is string }}{{ none is none }}{{ {} is mapping }}{{ [] is sequence }}{{ 1 is number }}{{ true is boolean }}{{ 3 is odd }}{{ 'a' is eq 'a' }}",
    "not_binds_loosely": "{{ not date is defined }}{{ not messages is defined }}{{ not 'a' in ['b'] }}{{ not 'a' == 'b' }}{{ not true and false }}{{ not tools is none }}",
    "alternation": "{% for m in messages %}{{ (m['role'] == 'user') != (loop.index0 % 2 == 0) }}{% endfor %}",
    "concatenation": "{{ 'a' + 'b' + bos_token }}{{ 'a' ~ 1 ~ true ~ none ~ nothing }}{{ ('a' + ' b ' | trim) }}",
    "trim": "[{{ messages[1].content | trim }}][{{ ' a '.strip() }}][{{ 'xxa'.lstrip('x') }}][{{ 'a\\n\\n'.rstrip('\\n') }}][{{ '\\n a' | trim('\\n') }}]",
    "text_methods": "{{ 'a</t>b'.split('</t>')[-1] }}{{ ' a  b '.split() | length }}{{ 'a,b,c'.split(',', 1)[1] }}{{ 'abc'.startswith('a') }}{{ 'abc'.endswith('c') }}{{ 'b' in 'abc' }}{{ 'ab'.upper() }}{{ 'Ab' | lower }}{{ 'ab' | capitalize }}{{ 'a-b'.replace('-', '+') }}{{ ', '.join(['a','b']) }}{{ ['a','b'] | join('; ') }}",
    "constants": "{{ true }}{{ True }}{{ false }}{{ none }}{{ None }}|{{ nothing }}|{{ messages[0].nothing }}",
    "numbers": "{{ 1 + 2 * 3 }}{{ 7 // 2 }}{{ -7 // 2 }}{{ -7 % 3 }}{{ messages|length - 1 }}{{ -1 }}",
    "choice": "{{ 'a' if messages|length > 1 else 'b' }}{{ 'a' if false }}|{{ 'x' if 'a' in ['a'] and not false else 'y' }}",
    "and_or": "{% if messages and not tools %}y{% endif %}{{ tools or 'd' }}{{ '' or 'e' }}{{ 'f' and 'g' }}",
    "elif": "{% if messages[0].role == 'x' %}1{% elif messages[0].role == 'user' %}2{% else %}3{% endif %}",
    "truth": "{% if '' %}a{% endif %}{% if 'false' %}b{% endif %}{% if 0 %}c{% endif %}{% if [] %}d{% endif %}{% if {} %}e{% endif %}{% if ' ' %}f{% endif %}{% if '0' %}g{% endif %}",
    "equality": "{{ 'a' == 'a' }}{{ 1 == true }}{{ '1' == 1 }}{{ none == false }}{{ '' == none }}{{ [1, 'a'] == [1, 'a'] }}{{ nothing == nothing }}",
    "macro": "{% macro f(a, b='q') %}[{{ a }}{{ b }}]{% endmacro %}{{ f('x') }}{{ f('x', b='y') }}{{ f() }}",
    "capture": "{% set x %}ab{{ bos_token }}{% endset %}{{ x }}{% set a, b = 1, 2 %}{{ a }}{{ b }}",
    "json": "{{ {'a': 1, 'b': [true, none, 'é<\"\\n']} | tojson }}{{ {'a': 1, 'b': ['x'], 'c': []} | tojson(indent=2) }}",
    "default": "{{ nothing | default('d') }}{{ '' | default('e', true) }}{{ '' | default('f') }}",
    "selection": "{{ messages | selectattr('role', 'equalto', 'user') | list | length }}{{ messages | rejectattr('role', 'equalto', 'user') | map(attribute='role') | join }}",
    "selection_by_item": "{{ ['a', 'b', 'a'] | reject('equalto', 'a') | join(',') }}{{ [1, 2, 3, 4] | select('even') | list | length }}{{ ['', 'c'] | select | join }}{{ ['', 'd'] | reject | list | length }}",
    "mapping": "{% set d = {'a': 'x'} %}{{ d.a }}{{ d['a'] }}{{ d.get('a') }}{{ 'a' in d }}{{ d.get('z', 'q') }}{{ d.get('z') }}",
    "range": "{% for i in range(3) %}{{ i }}{% endfor %}{% for i in range(1, 3) %}{{ i }}{% endfor %}",
    "generation": "{% for m in messages %}{% generation %}{{ m.role }}{% endgeneration %}{% endfor %}",
    "lone_braces": "a } } {b} { % %} b",
    "unicode_content": "{{ messages[0].content }}{{ messages[1].content }}",
}

CHATS = [
    [{"role": "user", "content": "What is the capital of France?"}],
    [{"role": "user", "content": "  我发烧三天了，\n该怎么办？ "}],
    [{"role": "system", "content": "You are CareBot."}, {"role": "user", "content": "Hi"}],
    [
        {"role": "user", "content": "I have a sore throat."},
        {"role": "assistant", "content": " How long? \n"},
        {"role": "user", "content": "Three days; 38.5 °C."},
    ],
]


# Whole templates: turns in brackets that must alternate, roles renamed and trimmed, headers with a date, an instruction put
# in where there is none, thoughts taken out of earlier answers, a macro over chosen messages.
WHOLE = {
    "brackets": """\
{% if messages[0]['role'] == 'system' %}{% set turns = messages[1:] %}{% set before = messages[0]['content'].strip() + '\\n--\\n' %}
{%- else %}{% set turns = messages %}{% set before = false %}{% endif %}
{%- for turn in turns %}
    {%- if (turn['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('turns must alternate') }}{% endif %}
    {%- if loop.first and before != false %}{% set text = before + turn['content'] %}{% else %}{% set text = turn['content'] %}{% endif %}
    {%- if turn['role'] == 'user' %}{{ bos_token + '[ASK] ' + text.strip() + ' [/ASK]' }}
    {%- elif turn['role'] == 'assistant' %}{{ ' ' + text.strip() + ' ' + eos_token }}{% endif %}
{%- endfor %}""",
    "renamed-roles": """\
{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('no instruction here') }}{% endif %}{% for m in messages %}\
{% if m['role'] == 'assistant' %}{% set who = 'answer' %}{% else %}{% set who = m['role'] %}{% endif %}\
{{ '<turn ' + who + '>\\n' + m['content'] | trim + '</turn>\\n' }}{% endfor %}{% if add_generation_prompt %}{{'<turn answer>\\n'}}{% endif %}
""",
    "dated-headers": """\
{{- bos_token }}
{%- if custom is defined %}
    {%- set messages = custom %}
{%- endif %}
{%- if not today is defined %}
    {%- if strftime_now is defined %}
        {%- set today = strftime_now("%d %b %Y") %}
    {%- else %}
        {%- set today = "1 Jan 2000" %}
    {%- endif %}
{%- endif %}
{#- The instruction comes first, whoever gives it #}
{%- if messages[0]['role'] == 'system' %}
    {%- set instruction = messages[0]['content'] | trim %}
    {%- set messages = messages[1:] %}
{%- else %}
    {%- set instruction = "" %}
{%- endif %}
{{- "<head>system</head>\\n\\n" }}
{%- if tools is not none %}
    {{- "Tools: " + tools | reject('equalto', 'calculator') | join(", ") + "\\n" }}
{%- endif %}
{{- "Today: " + today + "\\n\\n" + instruction + "<end>" }}
{%- for message in messages %}
    {%- if not (message.role == 'tool' or 'calls' in message) %}
        {{- '<head>' + message['role'] + '</head>\\n\\n' + message['content'] | trim + '<end>' }}
    {%- elif message.calls | length != 1 %}
        {{- raise_exception("one call at a time") }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<head>assistant</head>\\n\\n' }}
{%- endif %}
""",
    "default-instruction": """\
{%- if tools %}
    {{- tools | tojson }}
{%- else %}
    {%- if messages[0]['role'] == 'system' %}
        {{- '<s>system\\n' + messages[0]['content'] + '</s>\\n' }}
    {%- else %}
        {{- '<s>system\\nBe careful.</s>\\n' }}
    {%- endif %}
{%- endif %}
{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) or (message.role == "assistant" and not message.calls) %}
        {{- '<s>' + message.role + '\\n' + message.content + '</s>' + '\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<s>assistant\\n' }}
{%- endif %}
""",
    "thoughts": """\
{%- set seen = namespace(searching=true, last=messages|length - 1) %}
{%- for message in messages[::-1] %}
    {%- set index = (messages|length - 1) - loop.index0 %}
    {%- if seen.searching and message.role == "user" and message.content is string and not(message.content.startswith('<r>') and message.content.endswith('</r>')) %}
        {%- set seen.searching = false %}
        {%- set seen.last = index %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- set content = message.content if message.content is string else '' %}
    {%- if message.role == "assistant" %}
        {%- set thought = '' %}
        {%- if message.thought is string %}
            {%- set thought = message.thought %}
        {%- elif '</think>' in content %}
            {%- set thought = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
            {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
        {%- endif %}
        {%- if loop.index0 > seen.last and (loop.last or (not loop.last and thought)) %}
            {{- 'A:' ~ '<think>\\n' ~ thought.strip('\\n') ~ '\\n</think>\\n\\n' ~ content.lstrip('\\n') }}
        {%- else %}
            {{- 'A:' + content }}
        {%- endif %}
        {{- '|\\n' }}
    {%- elif message.role in ['user', 'system'] %}
        {{- message.role[0] | upper ~ loop.index ~ ':' + content + '|\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- 'A:' }}
    {%- if thinking is defined and thinking is false %}
        {{- '<think>\\n\\n</think>\\n\\n' }}
    {%- endif %}
{%- endif %}
""",
    "macros": """\
{% macro line(message, mark='-') -%}
  {{ mark }} {{ message.role | capitalize }}: {{ message.content | trim | replace('\\n', ' / ') }}
{% endmacro -%}
{% set asked = messages | selectattr('role', 'equalto', 'user') | list %}
{{ asked | length }} of {{ messages | length }}: {{ asked[-1].content | length }}
{% for message in messages if message.role != 'system' %}
{{ line(message, mark='*') if loop.last else line(message) }}
{%- endfor %}
{%- set tail %}
{{ eos_token }}{% if add_generation_prompt %}>{% endif %}
{% endset %}
{{ tail }}""",
}

CONVERSATIONS = CHATS + [
    [
        {"role": "system", "content": " Be brief.\n"},
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "<think>\nGreet.\n</think>\n\nHello, how can I help?"},
        {"role": "user", "content": "I cough."},
        {"role": "assistant", "content": "<think>\na\n</think>\n\nSince when?"},
        {"role": "user", "content": "Monday"},
    ],
    [{"role": "user", "content": "I have a sore throat."}, {"role": "assistant", "content": "<think>\n\n</think>\n\nHow long?"}],
    [{"role": "user", "content": "One"}, {"role": "user", "content": "Two"}],
]


def rendered(source, messages):
    """What transformers makes of a conversation that goes on with the assistant unless it just spoke."""
    names = dict(
        messages=messages,
        bos_token="<bos>",
        eos_token="<eos>",
        tools=None,
        documents=None,
        add_generation_prompt=messages[-1]["role"] != "assistant",
        strftime_now=datetime(2026, 2, 3, 10, 15, 30).strftime,
    )
    try:
        return {"messages": messages, "rendered": _compile_jinja_template(source).render(**names)}
    except TemplateError as refusal:
        return {"messages": messages, "refused": str(refusal)}


def conversations():
    for name, template in WHOLE.items():
        yield {"name": name, "template": template, "chats": [rendered(template, chat) for chat in CONVERSATIONS]}


def known(folder):
    for file in sorted(folder.glob("*.jinja")):
        source = file.read_text(encoding="utf-8")
        digest = hashlib.sha256(source.encode()).hexdigest()
        yield {"file": file.name, "sha256": digest, "chats": [rendered(source, chat) for chat in CONVERSATIONS]}


def renderings():
    for name, template in SNIPPETS.items():
        names = dict(messages=MESSAGES, bos_token="<s>", add_generation_prompt=True, tools=None, documents=None)
        yield {"name": name, "template": template, "rendered": _compile_jinja_template(template).render(**names)}


TEXTS = [
    "",
    "I have had a fever of 38.5 °C since Monday.",
    "孩子发烧38.5度，怎么办？",
    "  two  spaces\n\nand\ttabs \n",
    "Führer 3×10⁹/L 🙂\u200d🩺 \u3000全角，。！",
    "<|user|>written out<|end|>",
]


def demo_texts():
    tokenizer = AutoTokenizer.from_pretrained(ROOT / "demo/policy")
    for text in TEXTS:
        yield {
            "text": text,
            "ids": tokenizer.encode(text, add_special_tokens=False),
            "whole": tokenizer.encode(text),
        }


def chats(shared):
    models = [shared / "models/llama3-tokenizer", shared / "models/smollm2-135m-instruct", ROOT / "demo/policy"]
    for model in models:
        tokenizer = AutoTokenizer.from_pretrained(model)
        for messages in CHATS:
            text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
            yield {"model": model.name, "messages": messages, "ids": tokenizer.encode(text, add_special_tokens=False)}


def write(name, rows):
    with open(OUT / name, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    write("renderings.jsonl", renderings())
    write("conversations.jsonl", conversations())
    templates = Path(sys.argv[1]) / "models/chat-templates"
    if templates.is_dir():
        write("known-renderings.jsonl", known(templates))
    write("chats.jsonl", chats(Path(sys.argv[1])))
    write("demo-texts.jsonl", demo_texts())

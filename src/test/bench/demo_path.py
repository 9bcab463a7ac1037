"""Writes the rows of demo/path from demo/corpus: dialogues to imitate, comparisons with scripted votes, prompts.

    python src/test/bench/demo_path.py demo

A dialogue is a question with a good response; a comparison a good and a poor response, of which the good one is preferred,
on either side in turn; a prompt is a question that neither has. Needs the standard library of Python alone.
"""

import json
import sys
from pathlib import Path


def topics(demo):
    for language in ("en", "zh"):
        for topic in json.loads((demo / f"corpus/topics.{language}.json").read_text())["topics"]:
            yield language, topic


def said(topic, question):
    """The conversation up to the question."""
    return [*topic.get("turns", []), {"role": "user", "content": question}]


def dialogues(language, topic):
    for i, question in enumerate(topic["questions"][:3]):
        answer = topic["good"][i % len(topic["good"])]
        yield {"messages": [*said(topic, question), {"role": "assistant", "content": answer}]}


def comparisons(language, topic):
    for i, question in enumerate(topic["questions"][3:6]):
        good, poor = topic["good"][i % len(topic["good"])], topic["poor"][i % len(topic["poor"])]
        a, b, verdict = (good, poor, "A") if i % 2 == 0 else (poor, good, "B")
        yield {"id": f"{language}-{topic['topic']}-{i}", "prompt": said(topic, question), "a": a, "b": b, "language": language,
               "votes": [{"annotator": "scripted-judge", "verdict": verdict}]}


def prompts(language, topic):
    for question in topic["questions"][6:7]:
        yield {"id": f"{language}-{topic['topic']}", "prompt": said(topic, question), "language": language}


def main():
    demo = Path(sys.argv[1])
    for rows in (dialogues, comparisons, prompts):
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for found in topics(demo) for row in rows(*found)]
        (demo / f"path/{rows.__name__}.jsonl").write_text("".join(lines))


if __name__ == "__main__":
    main()

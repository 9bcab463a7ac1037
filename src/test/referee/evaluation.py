"""Checks with transformers what `careloop evaluate` says, answer by answer.

    careloop evaluate --model DIR --benchmark FILE… [--examples FILE… --set shots=5] --out RESULT
    python src/test/referee/evaluation.py DIR RESULT --benchmark FILE… [--examples FILE… --shots 5]

Reads the published files with code of its own, takes the prompts from RESULT/asked.json, and computes in fp32 the log-likelihood of every option
as the sum over the tokens that the text with the option has more than the text without: one pass a text, without a cache. Fails when an answer
differs whose first two options are further apart than the tolerance, or when a log-likelihood differs by more than it (1e-3).
"""

import argparse
import csv
import itertools
import json
import pathlib
import sys
import time

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


def rows(paths):
    """Questions as dicts of id, subject, question, context, options, several."""
    for path in map(pathlib.Path, paths):
        if path.name.endswith(".csv"):
            yield from table(path)
        elif path.name.endswith(".jsonl"):
            for number, line in enumerate(open(path, encoding="utf-8"), 1):
                row = json.loads(line)
                yield dict(id=f"{path.stem}:{number}", subject=row.get("meta_info", ""), question=row["question"].strip(), options=row["options"], key=row["answer_idx"])
        else:
            data = json.load(open(path, encoding="utf-8"))
            if isinstance(next(iter(data.values())), str):
                continue
            wanted = [json.load(open(other)) for other in paths if other != str(path)]
            for number, row in data.items():
                if not wanted or number in wanted[0]:
                    options = {word: word for word in ("yes", "no", "maybe")}
                    context = "\n".join(part.strip() for part in row["CONTEXTS"])
                    yield dict(id=number, subject="", question=row["QUESTION"].strip(), context=context, options=options, key=row["final_decision"])


def table(path):
    lines = list(csv.reader(open(path, encoding="utf-8", newline="")))
    subject = path.stem.rsplit("_", 1)[0] if path.stem.endswith(("_test", "_dev", "_val")) else path.stem
    if lines[0][0] in ("", "id"):
        for line in lines[1:]:
            yield dict(id=f"{subject}:{line[0]}", subject=subject, question=line[1].strip(), options=dict(zip("ABCD", line[2:6])), key=line[6])
    else:
        number = 1
        for line in lines:
            yield dict(id=f"{subject}:{number}", subject=subject, question=line[0].strip(), options=dict(zip("ABCD", line[1:5])), key=line[5])
            number += 1


def fill(template, values):
    for blank, value in values.items():
        template = template.replace("{" + blank + "}", value)
    return template


def texts(prompts, row, shots):
    def question(one):
        lines = "\n".join(fill(prompts["option"], {"letter": letter, "text": text.strip()}) for letter, text in one["options"].items())
        return fill(prompts["question"], {"context": one.get("context", ""), "options": lines, "question": one["question"]})

    name = prompts["subjectNames"].get(row["subject"], row["subject"].replace("_", " "))
    before = fill(prompts["header"], {"subject": name})
    for shot in shots:
        before += question(shot) + fill(prompts["answer"], {"letter": shot["key"]}) + prompts["between"]
    before += question(row)
    return before, {letter: before + fill(prompts["answer"], {"letter": letter}) for letter in row["options"]}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("model")
    arguments.add_argument("result")
    arguments.add_argument("--benchmark", nargs="+", required=True)
    arguments.add_argument("--examples", nargs="+")
    arguments.add_argument("--shots", type=int, default=0)
    arguments.add_argument("--first", type=int, default=10**9, help="only so many questions")
    arguments.add_argument("--tolerance", type=float, default=1e-3)
    options = arguments.parse_args()
    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(options.model)
    model = AutoModelForCausalLM.from_pretrained(options.model, dtype=torch.float32).eval()
    result = pathlib.Path(options.result)
    prompts = json.load(open(result / "asked.json", encoding="utf-8"))["prompts"]
    shots = list(rows(options.examples))[: options.shots] if options.shots else []
    start, here = time.monotonic(), []
    for row in itertools.islice(rows(options.benchmark), options.first):
        before, whole = texts(prompts, row, shots)
        length = len(tokenizer(before)["input_ids"])
        found = {}
        with torch.no_grad():
            passes = {}
            for letter, text in whole.items():
                ids = tokenizer(text)["input_ids"]
                read = tuple(ids[:-1])
                if read not in passes:  # options of one token share a pass
                    passes[read] = model(torch.tensor([read]), logits_to_keep=len(read) - length + 1).logits[0].float().log_softmax(-1)
                target = torch.tensor(ids[length:])
                found[letter] = passes[read].gather(1, target.unsqueeze(1)).sum().item()
        here.append((row, found))
    took = time.monotonic() - start
    ours = {row["doc_id"]: row for row in map(json.loads, open(result / "answers.jsonl", encoding="utf-8"))}
    furthest, different, right, right_ours, count = 0.0, 0, 0, 0, len(here)
    for row, found in here:
        mine = ours[row["id"]]
        ordered = sorted(found.values(), reverse=True)
        furthest = max([furthest] + [abs(found[letter] - mine["resps"][letter]) for letter in found])
        best = max(found, key=found.get)
        different += best != mine["filtered_resps"] and ordered[0] - ordered[1] > options.tolerance
        right += best == row["key"]
        right_ours += mine["acc"]
    print(f"{count} questions, {count - different} answers alike, furthest log-likelihood {furthest:.1e} (tolerance {options.tolerance:.0e}), right {right} here, {right_ours} there, {took:.1f} s")
    sys.exit(0 if count and not different and furthest <= options.tolerance and right == right_ours else 1)


if __name__ == "__main__":
    main()

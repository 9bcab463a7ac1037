"""How fast two models answer the same questions behind shared examples, here and with transformers.

    python src/test/bench/exam_speed.py ./careloop FOLDER --model DIR --before DIR

Writes 100 questions in MMLU's layout and five worked examples (src/test/referee/evaluation_questions.py), and lets both models answer
them twice in turns: by `careloop evaluate --before`, and by this file with transformers as it is usually written, a pass for each question
with each of its options. Both have one thread and weights in fp32. Prints wall and processor time (user and system) of the whole processes, from
their start to the end, and of the passes alone here; fails when an answer is missing or a log-likelihood differs by more than 1e-3.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "referee"))
import evaluation  # noqa: E402
import evaluation_questions  # noqa: E402

SHOTS = 5
QUESTIONS = 100
TOLERANCE = 1e-3


def write(folder):
    made = evaluation_questions.questions(QUESTIONS + SHOTS, False, 4, 1)
    evaluation_questions.table(folder / "physiology_test.csv", made[:QUESTIONS])
    evaluation_questions.table(folder / "physiology_dev.csv", made[QUESTIONS:])


def ask(folder, prompts, models, out):
    """What another process of this file does: every text read whole, for each model."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.set_num_threads(1)
    words = json.loads(Path(prompts).read_text())["prompts"]
    shots = list(evaluation.rows([folder / "physiology_dev.csv"]))
    result = {"seconds": 0, "models": []}
    for directory in models:
        tokenizer = AutoTokenizer.from_pretrained(directory)
        model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32).eval()
        answers, start = {}, time.process_time()
        for row in evaluation.rows([folder / "physiology_test.csv"]):
            before, whole = evaluation.texts(words, row, shots)
            length = len(tokenizer(before)["input_ids"])
            found = {}
            for letter, text in whole.items():
                ids = torch.tensor([tokenizer(text)["input_ids"]])
                with torch.no_grad():
                    log_probs = model(ids).logits[0, length - 1 : -1].log_softmax(-1)
                found[letter] = log_probs.gather(1, ids[0, length:].unsqueeze(1)).sum().item()
            answers[row["id"]] = found
        result["seconds"] += time.process_time() - start
        result["models"].append(answers)
    Path(out).write_text(json.dumps(result))


def measured(command):
    """Wall and processor seconds of a process and those that it starts."""
    start, before = time.monotonic(), os.times()
    subprocess.run(command, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    after = os.times()
    return time.monotonic() - start, after.children_user + after.children_system - before.children_user - before.children_system


def furthest(theirs, result):
    ours = {row["doc_id"]: row["resps"] for row in map(json.loads, open(result / "answers.jsonl", encoding="utf-8"))}
    return max(abs(value - ours[question][letter]) for question, found in theirs.items() for letter, value in found.items())


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("careloop")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--model", required=True)
    arguments.add_argument("--before", required=True)
    arguments.add_argument("--turns", type=int, default=2)
    options = arguments.parse_args()
    folder, models = options.folder, [options.model, options.before]
    write(folder)
    times = []
    for turn in range(1, options.turns + 1):
        result, out = folder / f"result-{turn}", folder / f"transformers-{turn}.json"
        ours = measured([*shlex.split(options.careloop), "evaluate", "--model", options.model, "--before", options.before,
                         "--benchmark", str(folder / "physiology_test.csv"), "--examples", str(folder / "physiology_dev.csv"),
                         "--set", f"shots={SHOTS}", "--out", str(result)])
        theirs = measured([sys.executable, __file__, "ask", str(folder), str(result / "asked.json"), *models, str(out)])
        there = json.loads(out.read_text())
        distance = max(furthest(answers, where) for answers, where in zip(there["models"], (result, result / "before")))
        times.append(theirs[1] / ours[1])
        print(f"turn {turn}: careloop {ours[0]:.1f} s, {ours[1]:.1f} s of processor; transformers {theirs[0]:.1f} s, {theirs[1]:.1f} s of processor, "
              f"{there['seconds']:.1f} of them in passes; {times[-1]:.1f} times, wall {theirs[0] / ours[0]:.1f}; furthest log-likelihood {distance:.1e}; load {os.getloadavg()[0]:.1f}")
        if distance > TOLERANCE:
            sys.exit(f"a log-likelihood differs by more than {TOLERANCE:.0e}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["ask"]:
        ask(Path(sys.argv[2]), sys.argv[3], sys.argv[4:-1], sys.argv[-1])
    else:
        main()

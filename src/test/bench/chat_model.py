"""Whether a real chat model gets better, and not only its score: SmolLM2-135M-Instruct against a reward model of PandaLM's votes.

    python src/test/bench/chat_model.py ./careloop FOLDER --model DIR --data DIR

DIR of --model is SmolLM2-135M-Instruct as a Hugging Face directory; that of --data holds pandalm-human-pairs/testset-v1.json and
xlinghealth/xlinghealth-en-zh.jsonl. FOLDER keeps everything; the same command again goes on where it stopped. One thread, some three
hours. Needs the standard library of Python alone.

1. PandaLM's prompts are parted by their SHA-256. From the votes on one part the judge is learnt, from those on the other the watch,
   which no policy ever learns from.
2. RLOO with preset chat-small from two seeds on 300 English prompts, of which 32 at most are held out.
3. PPO from the same seeds with as many iterations as take the same time, by a probe of two.
4. The table, the criteria of docs/benchmarks.md, and FOLDER/answers-*.md: twenty held-out answers before and after, to be read.

Other values than those of the preset: --set name=value, for the policies, and --reward-set name=value. --pairs N and --no-ppo make it short.
"""

import argparse
import hashlib
import json
import math
import os
import subprocess
from pathlib import Path

KL_LIMIT = 10
LENGTH_SHARE = .3
SCORE = "objective/scores"


def rows(path, items):
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items))


def said(prompt):
    return [{"role": "user", "content": prompt}]


def pandalm(data):
    """999 pairs with three votes each; answers that are missing are left out."""
    verdicts = {1: "A", 2: "B"}
    pairs = []
    for row in json.loads((data / "pandalm-human-pairs/testset-v1.json").read_text()):
        prompt = row["instruction"] + ("\n\n" + row["input"] if row["input"] else "")
        a, b = (str(row[name]) for name in ("response1", "response2"))
        if a.strip() and b.strip() and a != b:
            votes = [{"annotator": f"annotator-{i}", "verdict": verdicts.get(row[f"annotator{i}"], "SAME")} for i in (1, 2, 3)]
            pairs.append({"id": str(row["idx"]), "prompt": said(prompt), "a": a, "b": b, "votes": votes, "language": "en"})
    return pairs


def is_judges(pair):
    return hashlib.sha256(pair["prompt"][0]["content"].encode()).digest()[0] % 2 == 0


def some(pairs, most):
    """At most so many, spread over the file, whose neighbours share their prompt."""
    return pairs if most is None else pairs[::max(1, len(pairs) // most)][:most]


def prepare(folder, data, most_pairs):
    """The data of all runs, written once."""
    if (folder / "prompts.jsonl").exists():
        return
    pairs = pandalm(data)
    judge = [pair for pair in pairs if is_judges(pair)]
    watch = [pair for pair in pairs if not is_judges(pair)]
    rows(folder / "judge.jsonl", some(judge, most_pairs))
    rows(folder / "watch.jsonl", some(watch, most_pairs))
    prompts = list(dict.fromkeys(pair["prompt"][0]["content"] for pair in pairs))
    for line in (data / "xlinghealth/xlinghealth-en-zh.jsonl").open():
        prompts.append(json.loads(line)["question_en"].strip())
    prompts = [prompt for prompt in dict.fromkeys(prompts) if len(prompt) <= 600][:300]
    rows(folder / "prompts.jsonl", ({"id": f"p{i}", "prompt": said(prompt)} for i, prompt in enumerate(prompts)))


class Runs:
    def __init__(self, careloop, folder, model):
        self.careloop, self.folder, self.model = careloop, folder, model

    def run(self, kind, name, *arguments, settings=()):
        """Does a run, or what is left of it; returns its directory."""
        out = self.folder / name
        status = out / "status.json"
        if not status.exists() or json.loads(status.read_text())["phase"] != "DONE":
            chosen = [word for setting in settings for word in ("--set", setting)]
            command = [self.careloop, kind, "--model", str(self.model), "--out", str(out), *map(str, arguments), *chosen]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return out

    def reward(self, name, settings):
        return self.run("reward", name, "--comparisons", self.folder / f"{name}.jsonl", settings=settings)

    def policy(self, kind, name, settings):
        return self.run(
            kind, name, "--reward", self.folder / "judge/model", "--watch", self.folder / "watch/model", "--watch", "repetition",
            "--prompts", self.folder / "prompts.jsonl", settings=["preset=chat-small", *settings])


def metrics(run):
    return [json.loads(line) for line in (run / "metrics.jsonl").open()]


def seconds(lines):
    return sum(line.get("time/step", 0) for line in lines)


def report(name, run, folder):
    """A table line and the criteria."""
    lines = metrics(run)
    held = [line for line in lines if f"eval/{SCORE}" in line]
    first, last = held[0], held[-1]
    n = first[f"eval/{SCORE}_n"]
    deviation = (first[f"eval/{SCORE}_high"] - first[f"eval/{SCORE}_low"]) / 2 / 1.96 * math.sqrt(n)

    def change(figure):
        return "{:+.2f} ({:+.2f} to {:+.2f})".format(*(last[f"eval/{figure}_change{end}"] for end in ("", "_low", "_high")))

    print(f"| {name} | {last['step']} | {seconds(lines) / 60:.0f} | {first[f'eval/{SCORE}']:.2f}, sd {deviation:.2f} | {change(SCORE)} "
          f"| {change('watch/watch')} | {change('watch/repetition')} | {last['eval/objective/kl']:.1f} "
          f"| {first['eval/val/eos_rate']:.2f} → {last['eval/val/eos_rate']:.2f} "
          f"| {first['eval/val/response_length']:.0f} → {last['eval/val/response_length']:.0f} |")
    share = last["eval/val/response_length"] / first["eval/val/response_length"]
    saved = json.loads((run / "model/report.json").read_text())
    gain = saved["course"].get("again", {"change": last[f"eval/{SCORE}_change"]})["change"]
    criteria = {
        f"score up by half a deviation ({gain:+.2f})": gain >= deviation / 2,
        f"KL under {KL_LIMIT}": last["eval/objective/kl"] < KL_LIMIT,
        "as many end": last["eval/val/eos_rate"] >= first["eval/val/eos_rate"],
        "length within 30 %": abs(share - 1) <= LENGTH_SHARE,
        "watch up": last["eval/watch/watch_change"] > 0,
    }
    answers(run, folder / f"answers-{name}.md")
    alarms = sorted({key for line in lines for key in line if key.startswith("guard/")})
    return criteria, saved, alarms


def answers(run, out):
    text = []
    for line in (run / "samples.jsonl").open():
        row = json.loads(line)
        text.append(f"## {row['prompt'][-1]['content']}\n\n**Before** ({row['referenceScore']:.2f})\n\n{row['reference']}\n\n"
                    f"**After** ({row['currentScore']:.2f}, KL {row['kl']:.1f})\n\n{row['current']}\n")
    out.write_text("\n".join(text))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("careloop")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--set", action="append", default=[], dest="settings")
    parser.add_argument("--reward-set", action="append", default=[])
    parser.add_argument("--pairs", type=int)
    parser.add_argument("--no-ppo", action="store_true")
    given = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    prepare(folder, given.data, given.pairs)
    runs = Runs(given.careloop, folder, given.model.resolve())
    for name in ("judge", "watch"):
        made = runs.reward(name, ["epochs=1", "maxLength=512", *given.reward_set])
        held = json.loads((made / "model/report.json").read_text())["heldOut"]
        print(f"{name}: held-out accuracy {held['accuracy']}, longer wins {held['baselines']['longerWins']['accuracy']}")

    done = {}
    for seed in given.seeds:
        shared = ["samples=20", "bestOf=16", f"seed={seed}", *given.settings]
        rloo = runs.policy("rloo", f"rloo-{seed}", shared)
        done[f"rloo-{seed}"] = rloo
        if not given.no_ppo:
            probe = runs.policy("ppo", "ppo-probe", [*shared, "iterations=2", "bestOf=0", "samples=0", "evaluationShare=0"])
            spent = metrics(rloo)
            own = sum(line.get("time/evaluate", 0) + line.get("time/samples", 0) for line in spent)
            iterations = round((seconds(spent) - own) / (seconds(metrics(probe)) / 2))
            done[f"ppo-{seed}"] = runs.policy("ppo", f"ppo-{seed}", [*shared, f"iterations={max(1, iterations)}"])

    print("| run | iterations | minutes | held-out score before | change | watch | repetition | KL | end | length |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    found = {name: report(name, run, folder) for name, run in done.items()}
    for name, (criteria, saved, alarms) in found.items():
        print(f"{name}: " + ", ".join(f"{what}: {'yes' if met else 'NO'}" for what, met in criteria.items()))
        print("  best of n: " + ", ".join(f"{best['answers']}: {best['score']:.2f} (KL {best['divergence']:.2f} at most)"
                                          for best in saved["course"].get("bestOf", [])))
        print("  served: " + ", ".join(f"{form['form']} {form.get('score', math.nan):.2f}" for form in saved["saved"]["served"]))
        print("  alarms: " + (", ".join(alarms) or "none"))


if __name__ == "__main__":
    main()

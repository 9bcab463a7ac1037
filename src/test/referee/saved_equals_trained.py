"""Checks that what runs write is what they trained, and how much of an adapter is heard over a trunk of sixteen bits.

    python src/test/referee/saved_equals_trained.py runs CARELOOP MODEL FOLDER

Trains with `CARELOOP sft`, `reward`, `dpo` and `ppo` from MODEL, each with an adapter and without, over a trunk in f32 and in bf16: sixteen runs
in FOLDER. Then loads what each offers with transformers and PEFT, in f32, and compares with what the product says of the same files:
log-probabilities and scores must be within 1e-5 on average, the divergence from the reference within 1 %; and the run's own report must say that
the files are within its bound of the model in memory. A last run merges in bf16 and must say what that lost.

    java -cp … org.careloop.lm.sft.LearningShift MODEL ROWS BEGINNING 32 1,2,3
    python src/test/referee/saved_equals_trained.py shift MODEL BEGINNING 1,2,3

How far PEFT moves the mean log-probability of the same answers from the same first adapter, in f32 and in bf16.

Ends with code 1 where a check fails.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import torch
from peft import PeftModel
from reward_model_parity import conversation
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification, AutoTokenizer

DIFFERENCE = 1e-5
DIVERGENCE = 0.01
RATES = (1e-5, 6e-5)


# ---- runs


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def read(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def data(folder):
    ask = [[{"role": "user", "content": f"What did friend number {i} do?"}] for i in range(12)]
    good, bad = "He said thank you and ran home to his mom.", "He went away and sat down."
    votes = [{"annotator": "one", "verdict": "A"}]
    return {
        "prompts": write(folder / "prompts.jsonl", [{"id": f"p{i}", "prompt": p} for i, p in enumerate(ask)]),
        "comparisons": write(
            folder / "comparisons.jsonl",
            [{"id": f"c{i}", "prompt": p, "a": good, "b": bad, "votes": votes} for i, p in enumerate(ask)],
        ),
        "dialogues": write(
            folder / "dialogues.jsonl", [{"messages": p + [{"role": "assistant", "content": good}]} for p in ask]
        ),
        "responses": write(
            folder / "responses.jsonl",
            [{"id": f"r{i}", "prompt": p, "response": (good, bad)[i % 2]} for i, p in enumerate(ask)],
        ),
    }


def arguments(kind, files, reward):
    few = ["--set", "maxNewTokens=12"]
    return {
        "sft": ["--data", files["dialogues"], "--set", "epochs=3"],
        "reward": ["--comparisons", files["comparisons"], "--set", "epochs=3"],
        "dpo": ["--comparisons", files["comparisons"], "--set", "epochs=3", *few],
        "ppo": ["--reward", reward, "--prompts", files["prompts"], "--set", "iterations=3", "--set", "rollouts=8", *few],
    }[kind]


def said(careloop, command, model, files, out, dtype):
    """What the product says of a model: log-probabilities or scores of the responses."""
    option = "--reward" if command == "score" else "--model"
    given = [careloop, command, option, str(model), "--responses", files["responses"], "--out", str(out), "--set", f"dtype={dtype}"]
    subprocess.run(given, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return read(out)


def log_probs(model, rows):
    """Of every token of the responses, one after another, and those of the whole vocabulary at their places."""
    chosen, whole = [], []
    with torch.no_grad():
        for row in rows:
            prompt, response = row["promptTokens"], row["tokens"]
            logits = model(torch.tensor([prompt + response])).logits[0, len(prompt) - 1 : -1]
            whole.append(logits.float().log_softmax(-1))
            chosen.append(whole[-1].gather(1, torch.tensor(response).unsqueeze(1)).squeeze(1))
    return torch.cat(chosen), torch.cat(whole)


def scores(model, tokenizer, rows):
    with torch.no_grad():
        return torch.cat([model(torch.tensor([conversation(tokenizer, row)])).logits[:, 0] for row in rows])


def divergence(after, before):
    return (after.exp() * (after - before)).sum(-1).mean().item()


def apart(one, other):
    return (one - other).abs().mean().item()


def rounded(base, out):
    """A copy in bf16, as models are published: an adapter trained over a trunk in bf16 belongs to the rounded base."""
    if (out / "model.safetensors").exists():
        return
    shutil.copytree(base, out, ignore=shutil.ignore_patterns("*.safetensors*"))
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.bfloat16)
    save_file({name: weight.clone() for name, weight in model.state_dict().items() if name != "lm_head.weight" or not model.config.tie_word_embeddings},
              out / "model.safetensors", metadata={"format": "pt"})


class Judge:
    def __init__(self, careloop, base, folder):
        self.careloop, self.base, self.folder = careloop, str(folder / "base"), folder
        self.files = data(folder)
        rounded(Path(base), folder / "base")
        self.failed = False

    def check(self, name, value, bound):
        bad = not value <= bound
        self.failed |= bad
        return f"{value:.1e}{' TOO MUCH' if bad else ''}"

    def run(self, kind, lora, dtype, *settings):
        name = f"{kind}-{'adapter' if lora == 'on' else 'full'}-{dtype}" + "".join(f"-{s}" for s in settings)
        out = self.folder / name
        if not (out / "model/report.json").exists():
            given = [self.careloop, kind, "--model", self.base, "--out", str(out), "--set", f"lora={lora}", "--set", f"dtype={dtype}"]
            given += arguments(kind, self.files, str(self.folder / f"reward-{'adapter' if lora == 'on' else 'full'}-{dtype}"))
            given += [word for setting in settings for word in ("--set", setting)]
            subprocess.run(given, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return name, out / "model"

    def judge(self, kind, lora, dtype):
        name, model = self.run(kind, lora, dtype)
        saved = json.loads((model / "report.json").read_text())["saved"]
        own = [self.check(name, saved[part], saved["bound"]) for part in ("adapter", "model") if part in saved]
        theirs = self.rewards(model) if kind == "reward" else self.policies(model)
        cells = [self.check(name, value, DIFFERENCE) for value in theirs[0]] + [self.check(name, theirs[1], DIVERGENCE)]
        print(f"{name}: report {', '.join(own)} of {saved['bound']:.0e}; transformers {cells[0]}"
              + (f", PEFT {cells[1]}" if len(cells) == 3 else "") + f"; divergence off by {cells[-1]}", flush=True)

    def policies(self, model):
        rows = said(self.careloop, "logprobs", model, self.files, self.folder / "said.jsonl", "f32")
        ours = torch.tensor([value for row in rows for value in row["logprobs"]])
        load = lambda place: AutoModelForCausalLM.from_pretrained(place, dtype=torch.float32).eval()
        found, whole = log_probs(load(model), rows)
        base, before = log_probs(load(self.base), rows)
        differences, kls = [apart(found, ours)], [divergence(whole, before)]
        if (model / "adapter").exists():
            kept = said(self.careloop, "logprobs", model / "adapter", self.files, self.folder / "said.jsonl", "f32")
            ours = torch.tensor([value for row in kept for value in row["logprobs"]])
            found, whole = log_probs(PeftModel.from_pretrained(load(self.base), model / "adapter").eval(), rows)
            differences.append(apart(found, ours))
            kls.append(divergence(whole, before))
        return differences, abs(kls[0] / kls[-1] - 1)

    def rewards(self, model):
        shift = json.loads((model / "careloop.json").read_text())["rewardShift"]
        tokenizer = AutoTokenizer.from_pretrained(model)
        rows = said(self.careloop, "score", model, self.files, self.folder / "said.jsonl", "f32")
        ours = torch.tensor([row["score"] + shift for row in rows])
        load = lambda place: AutoModelForSequenceClassification.from_pretrained(place, num_labels=1, dtype=torch.float32)
        differences = [apart(scores(load(model).eval(), tokenizer, rows), ours)]
        if (model / "adapter").exists():
            trunk = load(self.base)
            trunk.config.pad_token_id = tokenizer.pad_token_id
            laid = PeftModel.from_pretrained(trunk, model / "adapter").eval()
            differences.append(apart(scores(laid, tokenizer, rows), ours))
        return differences, 0.0


def runs(careloop, base, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    judge = Judge(careloop, base, folder)
    for lora in ("on", "off"):
        for dtype in ("f32", "bf16"):
            for kind in ("sft", "reward", "dpo", "ppo"):
                judge.judge(kind, lora, dtype)
    name, model = judge.run("dpo", "on", "bf16", "saveAs=bf16")
    saved = json.loads((model / "report.json").read_text())["saved"]
    served = {form["form"]: form["kl"] for form in saved["served"]}
    print(f"{name}: {100 * saved['lost']['share']:.0f} % of {saved['lost']['changed']} changed weights round back; "
          f"divergence a token as trained {served['TRAINED']:.3g}, merged in bf16 {served['MERGED_BF16']:.3g}, "
          f"adapter over bf16 {served['ADAPTER_BF16']:.3g}, f32 {served['F32']:.3g}")
    card = (model / "README.md").read_text()
    judge.failed |= "Rounded to bf16, " not in card
    sys.exit(1 if judge.failed else 0)


# ---- shift


def mean(model, texts):
    """Mean log-probability of the learnt tokens of all texts."""
    length = max(len(text["ids"]) for text in texts)
    ids = torch.zeros(len(texts), length, dtype=torch.long)
    attention, learnt = torch.zeros_like(ids), torch.zeros(len(texts), length, dtype=torch.bool)
    for row, text in enumerate(texts):
        n = len(text["ids"])
        ids[row, :n], attention[row, :n] = torch.tensor(text["ids"]), 1
        learnt[row, :n] = torch.tensor(text["learnt"])
    logits = model(input_ids=ids, attention_mask=attention).logits[:, :-1].float()
    chosen = logits.log_softmax(-1).gather(2, ids[:, 1:].unsqueeze(2)).squeeze(2)
    return chosen[learnt[:, 1:]].mean()


def shift(base, beginning, steps):
    torch.set_num_threads(1)
    steps = [int(step) for step in steps.split(",")]
    texts = read(Path(beginning) / "texts.jsonl")
    for rate in RATES:
        for dtype in (torch.float32, torch.bfloat16):
            trunk = AutoModelForCausalLM.from_pretrained(base, dtype=dtype)
            model = PeftModel.from_pretrained(trunk, Path(beginning) / "adapter", is_trainable=True)
            factors = [factor for factor in model.parameters() if factor.requires_grad]
            adam = torch.optim.AdamW(factors, lr=rate, betas=(0.9, 0.999), eps=1e-8, weight_decay=0)
            shown = {}
            with torch.no_grad():
                before = mean(model, texts).item()
            for step in range(1, steps[-1] + 1):
                adam.zero_grad()
                (-mean(model, texts)).backward()
                adam.step()
                if step in steps:
                    with torch.no_grad():
                        shown[step] = mean(model, texts).item() - before
            print(json.dumps({"rate": rate, "trunk": str(dtype), "factors": str(factors[0].dtype), "shift": shown}), flush=True)


if __name__ == "__main__":
    {"runs": runs, "shift": shift}[sys.argv[1]](*sys.argv[2:])

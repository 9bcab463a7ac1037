"""Follows a run of `careloop dpo` with torch, transformers and TRL on the same batches.

    python src/test/referee/dpo_parity.py votes ROWS              (24 comparisons of our own with divided votes, strengths, ties)
    careloop dpo --model DIR --comparisons ROWS --out RUN --set lora=off --set epochs=3 --set batchPairs=6 …
    java -cp … org.careloop.ppo.dpo.DpoBatchesForTransformers RUN BATCHES
    python src/test/referee/dpo_parity.py follow DIR RUN BATCHES

With `ties=none`, `margin=0` and `labelSmoothing=0` the loss of each step is that of TRL's own `DPOTrainer`, a row for each
vote. TRL has no loss for strengths, ties or smoothing of this kind; there it is the one written out below. Fails when a loss, the
margin of rewards or the parameter of the tie model differs by more than 1e-4 at any step.
"""

import json
import math
import sys
import tempfile
from pathlib import Path

import torch
from torch.nn.functional import logsigmoid
from transformers import AutoModelForCausalLM, AutoTokenizer

# The defaults of DpoSettings, where the run says nothing else.
DEFAULTS = dict(beta=0.1, ties="rao-kupper", tieLearningRate=0.02, margin=1.0, labelSmoothing=0.0, centring=0.0)
DEFAULTS |= dict(warmUp=0.1, maxGradientNorm=1.0)
TOLERANCE = 1e-4


def votes(out):
    """Two of three like a flower better than a stone; some find them alike, some say clearly."""
    with open(out, "w", encoding="utf-8") as file:
        for i in range(24):
            good, bad = f"Lily found {2 + i % 5} red flowers.", f"Tom had {2 + i % 4} old stones."
            flower = "A" if i % 2 else "B"
            stone = "B" if i % 2 else "A"
            given = [flower, flower if i % 3 else stone, "SAME" if i % 4 == 0 else flower]
            row = {
                "id": f"c{i}",
                "prompt": [{"role": "user", "content": f"What did friend number {i} find?"}],
                "a": good if flower == "A" else bad,
                "b": bad if flower == "A" else good,
                "votes": [
                    {"annotator": f"n{n}", "verdict": v, "strength": 1 if v == "SAME" else 1 + (i + n) % 3, "weight": 1 + n / 2}
                    for n, v in enumerate(given)
                ],
            }
            file.write(json.dumps(row) + "\n")


def decisive(vote):
    return vote["verdict"] in ("A", "B")


def log_probs(model, sequences):
    """Of whole responses: [(prompt, response)] to a vector."""
    values = []
    for prompt, response in sequences:
        ids = torch.tensor([prompt + response])
        logits = model(input_ids=ids).logits[0, len(prompt) - 1 : -1].log_softmax(-1)
        values.append(logits.gather(1, torch.tensor(response)[:, None]).sum())
    return torch.stack(values)


class Written:
    """The loss as it stands in the papers, one vote after the other."""

    def __init__(self, settings, all_votes):
        weight = sum(v["weight"] for v in all_votes)
        rate = sum(v["weight"] for v in all_votes if not decisive(v)) / weight
        self.settings = settings
        self.ties = settings["ties"] if rate > 0 else "none"
        # At equal scores a tie has probability tanh(threshold / 2) by Rao and Kupper, nu / (2 + nu) by Davidson.
        start = {"none": 0.0, "davidson": 2 * rate / (1 - rate) if rate > 0 else 0}
        start["rao-kupper"] = 2 * math.atanh(rate)
        value = start[self.ties]
        self.parameter = torch.tensor(math.log(value) if value > 0 else 0.0, requires_grad=True)

    def win(self, lead):
        if self.ties == "none":
            return logsigmoid(lead)
        if self.ties == "rao-kupper":
            return logsigmoid(lead - self.parameter.exp())
        return lead / 2 - torch.log(torch.exp(lead / 2) + torch.exp(-lead / 2) + self.parameter.exp())

    def tie(self, difference):
        if self.ties == "rao-kupper":
            threshold = self.parameter.exp()
            return torch.log(torch.sigmoid(threshold + difference) - torch.sigmoid(difference - threshold))
        return self.parameter - torch.log(
            torch.exp(difference / 2) + torch.exp(-difference / 2) + self.parameter.exp()
        )

    def loss(self, pairs, a, b):
        """The mean over votes; a and b are the rewards that the policy implies."""
        settings, total, weight = self.settings, 0.0, 0.0
        for i, pair in enumerate(pairs):
            for vote in pair["votes"]:
                if decisive(vote):
                    lead = a[i] - b[i] if vote["verdict"] == "A" else b[i] - a[i]
                    margin = settings["margin"] * (vote["strength"] - 1) / 2
                    smoothing = settings["labelSmoothing"]
                    term = (1 - smoothing) * self.win(lead - margin) + smoothing * self.win(-lead - margin)
                elif self.ties == "none":
                    continue
                else:
                    term = self.tie(a[i] - b[i])
                total = total + vote["weight"] * (settings["centring"] * (a[i] + b[i]) ** 2 - term)
                weight += vote["weight"]
        return total / weight


def trl_trainer(directory, model, reference, settings):
    from datasets import Dataset
    from trl import DPOConfig, DPOTrainer

    args = DPOConfig(
        output_dir=tempfile.mkdtemp(), beta=settings["beta"], use_cpu=True, bf16=False, report_to=[], max_length=None
    )
    one = Dataset.from_list([{"prompt": "Once", "chosen": " upon", "rejected": " there"}])
    tokenizer = AutoTokenizer.from_pretrained(directory)
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
    return DPOTrainer(model, reference, args=args, train_dataset=one, processing_class=tokenizer)


def trl_loss(trainer, model, pairs):
    """TRL's mean over rows, a row for each vote; of weights that are whole halves a vote stands so many times."""
    rows = []
    for pair in pairs:
        for vote in pair["votes"]:
            if decisive(vote):
                chosen, rejected = ("a", "b") if vote["verdict"] == "A" else ("b", "a")
                row = dict(prompt_ids=pair["prompt"], chosen_ids=pair[chosen], rejected_ids=pair[rejected])
                rows += [row] * round(2 * vote["weight"])
    return trainer._compute_loss(model, trainer.data_collator(rows), False)


def rate(settings, step, steps):
    warm = math.floor(settings["warmUp"] * steps + 0.5)
    return step / warm if step <= warm else max(0.0, (steps - step + 1) / max(1, steps - warm))


def follow(directory, run, batches):
    settings = {**DEFAULTS, **json.loads(Path(run, "run.json").read_text())["settings"]}
    ours = {line["step"]: line for line in map(json.loads, Path(run, "metrics.jsonl").read_text().splitlines())}
    plan = [json.loads(line) for line in Path(batches).read_text().splitlines()]
    model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32)
    reference = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32)
    of_one_pass = {json.dumps(pair): pair for batch in plan for pair in batch["pairs"]}.values()
    written = Written(settings, [vote for pair in of_one_pass for vote in pair["votes"]])
    plain = settings["ties"] == "none" and settings["margin"] == 0 and settings["labelSmoothing"] == 0
    trainer = trl_trainer(directory, model, reference, settings) if plain else None
    model.train()
    adam = torch.optim.AdamW(model.parameters(), lr=0.0, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)
    tie = torch.optim.AdamW([written.parameter], lr=0.0, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)
    furthest = 0.0
    for batch in plan:
        step, pairs = batch["step"], batch["pairs"]
        line = ours[step]
        adam.zero_grad()
        tie.zero_grad()
        texts = [(pair["prompt"], pair[side]) for side in ("a", "b") for pair in pairs]
        with torch.no_grad():
            before = log_probs(reference, texts)
        rewards = settings["beta"] * (log_probs(model, texts) - before)
        a, b = rewards[: len(pairs)], rewards[len(pairs) :]
        loss = trl_loss(trainer, model, pairs) if plain else written.loss(pairs, a, b)
        signed = [
            (v["weight"], (a[i] - b[i]).item() * (1 if v["verdict"] == "A" else -1))
            for i, pair in enumerate(pairs)
            for v in pair["votes"]
            if decisive(v)
        ]
        margin = sum(w * lead for w, lead in signed) / sum(w for w, _ in signed)
        theirs = {"loss": loss.item(), "rewards/margins": margin}
        if written.ties != "none":
            theirs["tie_parameter"] = written.parameter.item()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), settings["maxGradientNorm"])
        share = rate(settings, step, len(plan))
        for optimiser, peak in ((adam, settings["learningRate"]), (tie, settings["tieLearningRate"])):
            optimiser.param_groups[0]["lr"] = share * peak
            if optimiser is adam or written.ties != "none":
                optimiser.step()
        for name, value in theirs.items():
            furthest = max(furthest, abs(line[name] - value))
        shown = ", ".join(f"{name} {line[name]:.6f} / {value:.6f}" for name, value in theirs.items())
        print(f"step {step} ours / {'TRL' if plain else 'written out'}: {shown}", flush=True)
    print(f"furthest apart {furthest:.2e}")
    sys.exit(0 if furthest < TOLERANCE else 1)


if __name__ == "__main__":
    {"votes": votes, "follow": follow}[sys.argv[1]](*sys.argv[2:])

"""Follows a run of `careloop pretrain` with torch and transformers (and PEFT) on the same batches.

    python src/test/referee/pretrain_parity.py texts demo/corpus/topics.en.json TEXTS    (texts of 1 to 12 sentences of our own)
    careloop pretrain --model DIR --data TEXTS --tokens 5120 --out RUN --set sequenceLength=64 --set batchSize=4 …
    java -cp … org.careloop.lm.pretrain.PretrainBatchesForTransformers RUN BATCHES [ADAPTER]
    python src/test/referee/pretrain_parity.py follow DIR RUN BATCHES [ADAPTER]          (ADAPTER: the run's adapter at its start)

Each piece of a text is a row of its own here, without packing and without a mask over pieces: what the packed rows compute must be the
same. Fails when the loss of a step, or a held-out loss, differs by more than 1e-3, or when the loss has not fallen. The last line is
the losses of all steps: those of `pretrain_parity.json` beside `PretrainParityTest` come from two runs with the settings named there.
"""

import json
import math
import random
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM

# The defaults of PretrainSettings, where the run says nothing else.
DEFAULTS = dict(sequenceLength=2048, batchSize=16, warmUp=0.01, lowestRate=0.1, weightDecay=0.1, maxGradientNorm=1.0)
TOLERANCE = 1e-3


def texts(corpus, out):
    """Answers of the corpus put together: short texts, and some that are longer than a sequence."""
    topics = json.loads(Path(corpus).read_text(encoding="utf-8"))["topics"]
    answers = [answer for topic in topics for answer in topic["good"] + topic["plain"]]
    draw = random.Random(7)
    with open(out, "w", encoding="utf-8") as file:
        for _ in range(160):
            text = " ".join(draw.choice(answers) for _ in range(draw.choice([1, 1, 1, 2, 4])))
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")


def pieces(sequences):
    found = []
    for sequence in sequences:
        at = 0
        for length in sequence["lengths"]:
            found.append(sequence["ids"][at : at + length])
            at += length
    return [piece for piece in found if len(piece) > 1]


def loss(model, rows):
    """Negative log-likelihood of every token but a piece's first: the sum, and over how many."""
    length = max(map(len, rows))
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    mask = torch.zeros_like(ids)
    labels = torch.full_like(ids, -100)
    for r, row in enumerate(rows):
        ids[r, : len(row)] = torch.tensor(row)
        mask[r, : len(row)] = 1
        labels[r, 1 : len(row)] = ids[r, 1 : len(row)]
    logits = model(input_ids=ids, attention_mask=mask).logits[:, :-1]
    total = torch.nn.functional.cross_entropy(logits.flatten(0, 1), labels[:, 1:].flatten(), reduction="sum")
    return total, int((labels >= 0).sum())


def held_out(model, rows):
    with torch.no_grad():
        sums = [loss(model, [row]) for row in rows]
    return sum(s.item() for s, _ in sums) / sum(n for _, n in sums)


def rate(settings, step, steps):
    peak, warm = settings["learningRate"], math.floor(settings["warmUp"] * steps + 0.5)
    if step <= warm:
        return peak * step / warm
    progress = min(1, (step - 1 - warm) / max(1, steps - warm))
    return max(peak * settings["lowestRate"], peak * (1 + math.cos(math.pi * progress)) / 2)


def load(directory, run, adapter):
    model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32)
    if adapter is None:
        return model
    from peft import PeftModel
    from safetensors.torch import load_file

    model = PeftModel.from_pretrained(model, Path(run, "model/adapter"), is_trainable=True)
    start = load_file(adapter)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                parameter.copy_(start.pop(name.replace(".default.", ".")))
    assert not start, sorted(start)
    return model


def follow(directory, run, batches, adapter=None):
    settings = {**DEFAULTS, **json.loads(Path(run, "run.json").read_text())["settings"]}
    tokens = sum(stage["tokens"] for stage in json.loads(Path(run, "dataset/mixture.json").read_text())["stages"])
    steps = math.ceil(tokens / (settings["sequenceLength"] * settings["batchSize"]))
    ours = {line["step"]: line for line in map(json.loads, Path(run, "metrics.jsonl").read_text().splitlines())}
    plan = [json.loads(line) for line in Path(batches).read_text().splitlines()]
    evaluation, plan = pieces(plan[-1]["sequences"]), plan[:-1]
    model = load(directory, run, adapter)
    trained = [p for p in model.parameters() if p.requires_grad]
    groups = [
        dict(params=[p for p in trained if p.dim() > 1], weight_decay=settings["weightDecay"]),
        dict(params=[p for p in trained if p.dim() < 2], weight_decay=0.0),
    ]
    adam = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.95), eps=1e-8)
    furthest, losses = 0.0, []
    pairs = [(0, "loss/eval", held_out(model, evaluation))] if evaluation else []
    for batch in plan:
        step = batch["step"]
        adam.zero_grad()
        total, count = loss(model, pieces(batch["sequences"]))
        (total / count).backward()
        torch.nn.utils.clip_grad_norm_(trained, settings["maxGradientNorm"])
        for group in adam.param_groups:
            group["lr"] = rate(settings, step, steps)
        adam.step()
        losses.append(total.item() / count)
        pairs.append((step, "loss/train", losses[-1]))
        if "loss/eval" in ours[step]:
            pairs.append((step, "loss/eval", held_out(model, evaluation)))
    for step, name, theirs in pairs:
        furthest = max(furthest, abs(ours[step][name] - theirs))
        print(f"step {step} {name}: ours {ours[step][name]:.6f}, theirs {theirs:.6f}")
    print(f"furthest apart {furthest:.2e} over {len(plan)} steps; loss {losses[0]:.4f} at first, {losses[-1]:.4f} at last")
    print(json.dumps([round(value, 6) for value in losses]))
    sys.exit(0 if furthest < TOLERANCE and losses[-1] < losses[0] and len(plan) == max(ours) else 1)


if __name__ == "__main__":
    {"texts": texts, "follow": follow}[sys.argv[1]](*sys.argv[2:])

"""Follows a run of `careloop sft` with torch and transformers on the same batches.

    python src/test/referee/sft_parity.py rows demo/corpus/topics.en.json ROWS          (200 conversations of our own)
    careloop sft --model DIR --data ROWS --out RUN --set epochs=1 --set lora=off --set learningRate=2e-5 …
    java -cp … org.careloop.lm.sft.SftBatchesForTransformers RUN BATCHES
    python src/test/referee/sft_parity.py follow DIR RUN BATCHES

Fails when the loss of a step, or a held-out loss, differs by more than 1e-3, or when the held-out loss has not fallen.
"""

import json
import math
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM

# The defaults of SftSettings, where the run says nothing else.
DEFAULTS = dict(learningRate=2e-5, warmUp=0.05, weightDecay=0.01, maxGradientNorm=1.0)
TOLERANCE = 1e-3


def rows(corpus, out):
    """Every question of the corpus once, with the first good answer of its topic; 200 of them spread over the topics."""
    topics = json.loads(Path(corpus).read_text(encoding="utf-8"))["topics"]
    pairs = [(question, topic["good"][0]) for topic in topics if not topic.get("turns") for question in topic["questions"]]
    chosen = [pairs[i * len(pairs) // 200] for i in range(200)]
    with open(out, "w", encoding="utf-8") as file:
        for question, answer in chosen:
            row = {"prompt": [{"role": "user", "content": question}], "response": answer}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def padded(texts):
    length = max(len(text["ids"]) for text in texts)
    ids = torch.zeros(len(texts), length, dtype=torch.long)
    mask = torch.zeros_like(ids)
    labels = torch.full_like(ids, -100)
    for row, text in enumerate(texts):
        n = len(text["ids"])
        ids[row, :n] = torch.tensor(text["ids"])
        mask[row, :n] = 1
        labels[row, :n] = torch.where(torch.tensor(text["learnt"]), ids[row, :n], -100)
    return ids, mask, labels


def loss(model, texts):
    """The mean over the learnt tokens of the texts together."""
    ids, mask, labels = padded(texts)
    logits = model(input_ids=ids, attention_mask=mask).logits[:, :-1]
    return torch.nn.functional.cross_entropy(logits.flatten(0, 1), labels[:, 1:].flatten())


def held_out(model, texts):
    total, count = 0.0, 0
    with torch.no_grad():
        for text in texts:
            learnt = sum(text["learnt"])
            total += loss(model, [text]).item() * learnt
            count += learnt
    return total / count


def rate(settings, step, steps):
    warm = math.floor(settings["warmUp"] * steps + 0.5)
    if step <= warm:
        return settings["learningRate"] * step / warm
    progress = (step - 1 - warm) / max(1, steps - warm)
    return settings["learningRate"] * (1 + math.cos(math.pi * progress)) / 2


def follow(directory, run, batches):
    settings = {**DEFAULTS, **json.loads(Path(run, "run.json").read_text())["settings"]}
    ours = {line["step"]: line for line in map(json.loads, Path(run, "metrics.jsonl").read_text().splitlines())}
    plan = [json.loads(line) for line in Path(batches).read_text().splitlines()]
    evaluation, plan = plan[-1]["texts"], plan[:-1]
    model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32)
    matrices = [p for p in model.parameters() if p.dim() > 1]
    vectors = [p for p in model.parameters() if p.dim() < 2]
    groups = [dict(params=matrices, weight_decay=settings["weightDecay"]), dict(params=vectors, weight_decay=0.0)]
    adam = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.95), eps=1e-8)
    before = held_out(model, evaluation)
    print(f"held out before: {before:.4f}")
    furthest = 0.0
    for batch in plan:
        step = batch["step"]
        adam.zero_grad()
        value = loss(model, batch["texts"])
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), settings["maxGradientNorm"])
        for group in adam.param_groups:
            group["lr"] = rate(settings, step, len(plan))
        adam.step()
        line = ours[step]
        pairs = [("loss/train", value.item())]
        if "loss/eval" in line:
            pairs.append(("loss/eval", held_out(model, evaluation)))
        for name, theirs in pairs:
            furthest = max(furthest, abs(line[name] - theirs))
            print(f"step {step} {name}: ours {line[name]:.6f}, theirs {theirs:.6f}", flush=True)
    after = ours[len(plan)]["loss/eval"]
    print(f"furthest apart {furthest:.2e}; held out {before:.4f} before, {after:.4f} after")
    sys.exit(0 if furthest < TOLERANCE and after < before else 1)


if __name__ == "__main__":
    {"rows": rows, "follow": follow}[sys.argv[1]](*sys.argv[2:])

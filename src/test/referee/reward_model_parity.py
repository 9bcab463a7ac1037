"""Checks that a reward model is the same model in transformers, and its adapter the same in PEFT.

    ./careloop score --reward MODEL --responses FILE --out SCORED
    python reward_model_parity.py MODEL SCORED

Each conversation is scored alone and in one padded batch; logits less the stored shift must be within 1e-4 of ours.
Ends with code 1 where they are not.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

TOLERANCE = 1e-4


def conversation(tokenizer, row):
    if tokenizer.chat_template:
        prompt = tokenizer.apply_chat_template(
            row["prompt"], tokenize=False, add_generation_prompt=True
        )
        ids = tokenizer(prompt, add_special_tokens=False)["input_ids"]
    else:
        text = "\n\n".join(message["content"] for message in row["prompt"]) + "\n"
        ids = [tokenizer.bos_token_id] + tokenizer(text, add_special_tokens=False)["input_ids"]
    answer = tokenizer(row["response"], add_special_tokens=False)["input_ids"]
    return ids + answer + [tokenizer.eos_token_id]


def compare(name, model, tokenizer, texts, expected):
    model.eval()
    with torch.no_grad():
        alone = torch.cat([model(torch.tensor([ids])).logits[:, 0] for ids in texts])
        batch = tokenizer.pad({"input_ids": texts}, padding_side="right", return_tensors="pt")
        together = model(**batch).logits[:, 0]
    worst = max((alone - expected).abs().max().item(), (together - expected).abs().max().item())
    print(f"{name}: {len(texts)} conversations, largest difference {worst:.2e}")
    return worst <= TOLERANCE


def main(model_dir, scored):
    directory = Path(model_dir)
    shift = json.loads((directory / "careloop.json").read_text())["rewardShift"]
    rows = [json.loads(line) for line in Path(scored).read_text().splitlines()]
    tokenizer = AutoTokenizer.from_pretrained(directory)
    texts = [conversation(tokenizer, row) for row in rows]
    expected = torch.tensor([row["score"] + shift for row in rows], dtype=torch.float64)
    load = AutoModelForSequenceClassification.from_pretrained
    same = compare("merged model", load(directory, dtype=torch.float32), tokenizer, texts, expected)
    adapter = directory / "adapter"
    if adapter.exists():
        from peft import PeftModel

        base = json.loads((adapter / "adapter_config.json").read_text())["base_model_name_or_path"]
        trunk = load(base, num_labels=1, dtype=torch.float32)
        trunk.config.pad_token_id = tokenizer.pad_token_id
        adapted = PeftModel.from_pretrained(trunk, adapter)
        same &= compare("trunk with adapter", adapted, tokenizer, texts, expected)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Checks with transformers what `careloop logprobs` (or `generate`) says of a checkpoint of ours.

    careloop logprobs --model DIR --responses FILE --out ROWS
    python src/test/referee/checkpoint_logprobs.py DIR ROWS [--adapter PEFT_DIR]

Loads DIR with AutoModelForCausalLM (and the adapter with PEFT), computes the log-probability of every token of every row
in fp32, and fails when one differs by more than 1e-4.
"""

import argparse
import json
import sys

import torch
from transformers import AutoModelForCausalLM


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("model")
    arguments.add_argument("rows")
    arguments.add_argument("--adapter")
    arguments.add_argument("--tolerance", type=float, default=1e-4)
    options = arguments.parse_args()
    model = AutoModelForCausalLM.from_pretrained(options.model, dtype=torch.float32).eval()
    if options.adapter:
        from peft import PeftModel

        model = PeftModel.from_pretrained(model, options.adapter).eval()
    furthest, tokens = 0.0, 0
    for line in open(options.rows, encoding="utf-8"):
        row = json.loads(line)
        if "logprobs" not in row:
            continue
        prompt, response = row["promptTokens"], row["tokens"]
        with torch.no_grad():
            logits = model(torch.tensor([prompt + response])).logits[0, len(prompt) - 1 : -1].float()
        expected = logits.log_softmax(-1).gather(1, torch.tensor(response).unsqueeze(1)).squeeze(1)
        furthest = max(furthest, (expected - torch.tensor(row["logprobs"])).abs().max().item())
        tokens += len(response)
    print(f"{tokens} tokens, furthest {furthest:.2e}, tolerance {options.tolerance:.0e}")
    sys.exit(0 if tokens and furthest <= options.tolerance else 1)


if __name__ == "__main__":
    main()

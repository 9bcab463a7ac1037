"""Makes an adapter with PEFT, for org.careloop.lm.model.PeftAdapterTest.

    python src/test/referee/peft_adapter.py language-model/src/test/resources/parity/plain OUT

OUT becomes what PEFT saves (adapter_config.json, adapter_model.safetensors) with expected.safetensors: ids, and the logits
of the model with the adapter. The other way round, reward_model_parity.py loads an adapter of ours in PEFT.
"""

import sys
from pathlib import Path

import torch
from language_model_parity import weight
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM


def main(base, out):
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32, attn_implementation="eager")
    targets = ["q_proj", "o_proj", "down_proj"]
    adapted = get_peft_model(model, LoraConfig(r=2, lora_alpha=6, lora_dropout=0.1, target_modules=targets)).eval()
    with torch.no_grad():
        for name, parameter in adapted.named_parameters():
            if "lora_" in name:
                parameter.copy_(weight(name, parameter.shape))
    adapted.save_pretrained(out)
    (out / "README.md").unlink(missing_ok=True)
    ids = torch.randint(3, 41, (2, 9), generator=torch.Generator().manual_seed(3))
    with torch.no_grad():
        logits = adapted(input_ids=ids).logits
    save_file({"ids": ids, "logits": logits.contiguous()}, out / "expected.safetensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

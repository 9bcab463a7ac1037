"""Writes what transformers computes with small random Llamas, for org.careloop.lm.model.ParityTest.

Run with the referee's Python:
    python src/test/referee/language_model_parity.py language-model/src/test/resources/parity ../shared/models/stories260K
Each model is a directory (config.json, model.safetensors) with expected.safetensors: ids, mask, logits at the tokens,
and the gradient of the mean token loss by the norm of every parameter.
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import LlamaConfig, LlamaForCausalLM

SMALL = dict(
    vocab_size=61,
    hidden_size=24,
    intermediate_size=40,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=64,
    bos_token_id=1,
    eos_token_id=2,
)

MODELS = {
    "plain": dict(tie_word_embeddings=False, num_key_value_heads=4),
    "grouped-tied": dict(tie_word_embeddings=True, rope_parameters={"rope_type": "default", "rope_theta": 500000.0}),
    "linear": dict(
        tie_word_embeddings=True, head_dim=10, rope_parameters={"rope_type": "linear", "factor": 4.0, "rope_theta": 10000.0}
    ),
    "llama3-biased": dict(
        tie_word_embeddings=False,
        attention_bias=True,
        mlp_bias=True,
        eos_token_id=[2, 3],
        rope_parameters={
            "rope_type": "llama3",
            "rope_theta": 10000.0,
            "factor": 8.0,
            "low_freq_factor": 1.0,
            "high_freq_factor": 4.0,
            "original_max_position_embeddings": 16,
        },
    ),
}


def expected(model):
    generator = torch.Generator().manual_seed(11)
    lengths = [13, 7, 1]
    width = max(lengths)
    ids = torch.randint(3, 61, (len(lengths), width), generator=generator)
    mask = torch.tensor([[i < n for i in range(width)] for n in lengths])
    logits = model(input_ids=ids, attention_mask=mask.long(), position_ids=(mask.cumsum(1) - 1).clamp(min=0)).logits
    alone = model(input_ids=ids[:1]).logits
    labels = ids[:1, 1:].reshape(-1)
    loss = torch.nn.functional.cross_entropy(alone[0, :-1], labels)
    loss.backward()
    norms = {"grad." + name: p.grad.norm().reshape(1) for name, p in model.named_parameters()}
    return {
        "ids": ids,
        "mask": mask.to(torch.uint8),
        "logits": (logits * mask.unsqueeze(-1)).detach().contiguous(),
        "loss": loss.detach().reshape(1),
        **norms,
    }


def main(out):
    for number, (name, settings) in enumerate(MODELS.items()):
        torch.manual_seed(100 + number)
        config = LlamaConfig(**{**SMALL, **settings}, attn_implementation="eager")
        model = LlamaForCausalLM(config).float().eval()
        with torch.no_grad():
            for parameter_name, parameter in model.named_parameters():
                if parameter.dim() == 1:
                    parameter.add_(torch.randn_like(parameter) * 0.1)
                else:
                    parameter.mul_(6)
        directory = out / name
        model.save_pretrained(directory)
        (directory / "generation_config.json").unlink(missing_ok=True)
        save_file(expected(model), directory / "expected.safetensors")
    # One model again in shards, to read an index.
    sharded = LlamaForCausalLM.from_pretrained(out / "plain", dtype=torch.float32)
    sharded.save_pretrained(out / "sharded", max_shard_size="20KB")
    (out / "sharded" / "generation_config.json").unlink(missing_ok=True)


def trained(out, directory):
    """The logits of a trained model for three made-up rows; its weights stay where they are."""
    model = LlamaForCausalLM.from_pretrained(directory, dtype=torch.float32, attn_implementation="eager").eval()
    out.mkdir(exist_ok=True)
    save_file(expected(model), out / "expected.safetensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    trained(Path(sys.argv[1]) / "stories260K", Path(sys.argv[2]))

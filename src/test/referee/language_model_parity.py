"""Writes what transformers computes with small random models, for org.careloop.lm.model.ParityTest.

Run with the referee's Python:
    python src/test/referee/language_model_parity.py language-model/src/test/resources/parity ../shared/models/stories260K
Each model is a directory with its config.json and expected.safetensors: ids, mask, logits at the tokens, the mean token
loss of the padded batch, and its gradient for every parameter. The weights follow from their names (see weight), so that
only one model, "plain", brings them in files of its own, whole and in shards.
"""

import shutil
import sys
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from safetensors.torch import save_file
from transformers import (
    Gemma3ForCausalLM,
    Gemma3TextConfig,
    LlamaConfig,
    LlamaForCausalLM,
    MistralConfig,
    MistralForCausalLM,
    Qwen2Config,
    Qwen2ForCausalLM,
    Qwen3Config,
    Qwen3ForCausalLM,
    Qwen3MoeConfig,
    Qwen3MoeForCausalLM,
)

SMALL = dict(
    vocab_size=41,
    hidden_size=16,
    intermediate_size=20,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=64,
    bos_token_id=1,
    eos_token_id=2,
)

LLAMA3 = {
    "rope_type": "llama3",
    "rope_theta": 10000.0,
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 16,
}
YARN = {
    "rope_type": "yarn",
    "rope_theta": 10000.0,
    "factor": 4.0,
    "original_max_position_embeddings": 16,
    "beta_fast": 4.0,
}
LINEAR = {"rope_type": "linear", "factor": 4.0, "rope_theta": 10000.0}

MODELS = {
    "plain": (LlamaConfig, LlamaForCausalLM, dict(tie_word_embeddings=False, num_key_value_heads=4)),
    "grouped-tied": (
        LlamaConfig,
        LlamaForCausalLM,
        dict(tie_word_embeddings=True, rope_parameters={"rope_type": "default", "rope_theta": 500000.0}),
    ),
    "linear": (LlamaConfig, LlamaForCausalLM, dict(tie_word_embeddings=True, head_dim=10, rope_parameters=LINEAR)),
    "llama3-biased": (
        LlamaConfig,
        LlamaForCausalLM,
        dict(
            tie_word_embeddings=False, attention_bias=True, mlp_bias=True, eos_token_id=[2, 3], rope_parameters=LLAMA3
        ),
    ),
    "mistral": (MistralConfig, MistralForCausalLM, dict(sliding_window=5, head_dim=6)),
    "qwen2": (Qwen2Config, Qwen2ForCausalLM, dict(tie_word_embeddings=True)),
    "qwen2-windowed": (
        Qwen2Config,
        Qwen2ForCausalLM,
        dict(tie_word_embeddings=False, use_sliding_window=True, sliding_window=4, max_window_layers=1),
    ),
    "qwen3": (Qwen3Config, Qwen3ForCausalLM, dict(tie_word_embeddings=True, head_dim=10)),
    "qwen3-yarn": (Qwen3Config, Qwen3ForCausalLM, dict(tie_word_embeddings=True, head_dim=10, rope_parameters=YARN)),
    "qwen3-moe": (
        Qwen3MoeConfig,
        Qwen3MoeForCausalLM,
        dict(
            tie_word_embeddings=False,
            num_hidden_layers=3,
            head_dim=10,
            num_experts=5,
            num_experts_per_tok=2,
            moe_intermediate_size=6,
            norm_topk_prob=True,
            mlp_only_layers=[1],
        ),
    ),
    "gemma3": (
        Gemma3TextConfig,
        Gemma3ForCausalLM,
        dict(
            num_hidden_layers=3,
            head_dim=10,
            sliding_window=5,
            sliding_window_pattern=3,
            query_pre_attn_scalar=7,
            rope_parameters={
                "full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 1000000.0},
                "sliding_attention": {"rope_type": "default", "rope_theta": 10000.0},
            },
        ),
    ),
}

LENGTHS = [13, 7, 1, 9, 5, 11, 2]


def weight(name, shape):
    """Numbers in [-1, 1) from a name and a place (the mixer is Wellons' lowbias32), scaled by what they stand for."""
    count = int(np.prod(shape))
    with np.errstate(over="ignore"):
        x = np.uint32(crc32(name.encode())) + np.arange(count, dtype=np.uint32)
        x = (x ^ (x >> np.uint32(16))) * np.uint32(0x7FEB352D)
        x = (x ^ (x >> np.uint32(15))) * np.uint32(0x846CA68B)
        x ^= x >> np.uint32(16)
    value = (x >> np.uint32(8)) / 2.0**23 - 1
    value = 1 + 0.2 * value if name.endswith("norm.weight") else 0.3 * value
    return torch.from_numpy(value.astype(np.float32)).reshape(shape)


def unfused(name, tensor):
    """The parts of a tensor by the names of a checkpoint: transformers holds all experts of a layer in one."""
    if not name.endswith((".experts.gate_up_proj", ".experts.down_proj")):
        return {name: tensor}
    place, kind = name.rsplit(".", 1)
    maps = kind.replace("gate_up", "gate up").replace("_proj", "").split()
    return {
        f"{place}.{expert}.{part}_proj.weight": rows
        for expert, both in enumerate(tensor)
        for part, rows in zip(maps, both.chunk(len(maps)))
    }


def expected(model, lengths, gradients=True):
    generator = torch.Generator().manual_seed(11)
    width = max(lengths)
    ids = torch.randint(3, 41, (len(lengths), width), generator=generator)
    mask = torch.tensor([[i < n for i in range(width)] for n in lengths])
    positions = (mask.cumsum(1) - 1).clamp(min=0)
    logits = model(input_ids=ids, attention_mask=mask.long(), position_ids=positions).logits
    labels = ids.masked_fill(~mask, -100)[:, 1:]
    loss = torch.nn.functional.cross_entropy(logits[:, :-1].flatten(0, 1), labels.flatten())
    loss.backward()
    return {
        "ids": ids,
        "mask": mask.to(torch.uint8),
        "logits": (logits * mask.unsqueeze(-1)).detach().contiguous(),
        "loss": loss.detach().reshape(1),
        **(
            {
                "grad." + part: rows.contiguous()
                for name, p in model.named_parameters()
                for part, rows in unfused(name, p.grad).items()
            }
            if gradients
            else {}
        ),
    }


def main(out):
    for name, (configuration, architecture, settings) in MODELS.items():
        model = architecture(configuration(**{**SMALL, **settings}, attn_implementation="eager", experts_implementation="eager")).float().eval()
        with torch.no_grad():
            for name_of_all, parameter in model.named_parameters():
                for part, rows in unfused(name_of_all, parameter).items():
                    rows.copy_(weight(part, rows.shape))
        directory = out / name
        shutil.rmtree(directory, ignore_errors=True)
        model.save_pretrained(directory)
        (directory / "generation_config.json").unlink(missing_ok=True)
        if name == "plain":
            shutil.rmtree(out / "sharded", ignore_errors=True)
            model.save_pretrained(out / "sharded", max_shard_size="10KB")
            (out / "sharded" / "generation_config.json").unlink(missing_ok=True)
        else:
            (directory / "model.safetensors").unlink()
        save_file(expected(model, LENGTHS), directory / "expected.safetensors")


def trained(out, directory):
    """The logits of a trained model for made-up rows; its weights stay where they are."""
    model = LlamaForCausalLM.from_pretrained(directory, dtype=torch.float32, attn_implementation="eager").eval()
    out.mkdir(exist_ok=True)
    save_file(expected(model, LENGTHS, gradients=False), out / "expected.safetensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    trained(Path(sys.argv[1]) / "stories260K", Path(sys.argv[2]))

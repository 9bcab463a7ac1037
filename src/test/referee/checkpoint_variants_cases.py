"""The variants of checkpoint_variants.py: small models of every family, and what is changed in each."""

import copy
import json
import shutil
import struct

import torch
from safetensors.torch import load_file, save, save_file
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForImageTextToText, Gemma3Config

VOCABULARY = 41
IDS = [[1, 5, 9, 33, 7, 8, 8, 30, 3, 12, 40, 6], [1, 7, 4, 39, 38, 37, 36, 11, 3, 3, 5, 19]]
TEXT = "w5 w9 w33 w7"
SMALL = dict(
    vocab_size=VOCABULARY,
    hidden_size=16,
    intermediate_size=20,
    num_hidden_layers=3,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=64,
    bos_token_id=1,
    eos_token_id=2,
    pad_token_id=None,
)
MOE = dict(num_experts=5, num_experts_per_tok=2, moe_intermediate_size=6, head_dim=10)
FAMILIES = {
    "llama": {},
    "mistral": dict(sliding_window=5),
    "qwen2": {},
    "qwen3": dict(head_dim=10),
    "qwen3_moe": MOE,
    "gemma3_text": dict(head_dim=10, sliding_window=5, sliding_window_pattern=3, query_pre_attn_scalar=7),
}
LLAMA3 = dict(factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=16)
YARN = dict(factor=4.0, original_max_position_embeddings=16)
LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 123456789\n"
TEMPLATE = "{% for m in messages %}{{ bos_token }} w4 {{ m['content'] }} {{ eos_token }}{% endfor %} w3"
OTHER = TEMPLATE.replace("w4", "w6")


def randomised(model, seed):
    """Normalisations multiply by about 1, whether a family adds that 1 to their weights or not."""
    generator = torch.Generator().manual_seed(seed)
    norm = 0 if "Gemma" in type(model).__name__ else 1
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn(parameter.shape, generator=generator)
            parameter.copy_(norm + 0.2 * noise if name.endswith("norm.weight") else 0.2 * noise)
    return model.float().eval()


def tokenizer_files(folder):
    words = {"<unk>": 0, "<s>": 1, "</s>": 2, **{f"w{i}": i for i in range(3, VOCABULARY)}}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.add_special_tokens(["<unk>", "<s>", "</s>"])
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    tokenizer.save(str(folder / "tokenizer.json"))
    write_json(
        folder / "tokenizer_config.json",
        dict(tokenizer_class="PreTrainedTokenizerFast", bos_token="<s>", eos_token="</s>", unk_token="<unk>"),
    )


def write_json(path, value):
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")


class Variant:
    """A model directory as it is changed; written at the end."""

    def __init__(self, folder):
        self.folder = folder
        self.config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.tensors = load_file(folder / "model.safetensors")
        self.case = dict(ids=IDS, text=TEXT, chat=False, expect="equal")
        self.raw = None

    def set(self, **fields):
        self.config.update(fields)

    def drop(self, *fields):
        for field in fields:
            self.config.pop(field, None)

    def refused(self):
        self.case["expect"] = "refused"

    def tokenizer_config(self, **fields):
        path = self.folder / "tokenizer_config.json"
        values = {**json.loads(path.read_text(encoding="utf-8")), **fields}
        write_json(path, {name: value for name, value in values.items() if value is not None})

    def shards(self, count):
        names = sorted(self.tensors)
        files = {f"model-{i + 1:05}-of-{count:05}.safetensors": names[i::count] for i in range(count)}
        for file, held in files.items():
            save_file({n: self.tensors[n] for n in held}, self.folder / file, metadata={"format": "pt"})
        index = {n: file for file, held in files.items() for n in held}
        write_json(self.folder / "model.safetensors.index.json", dict(metadata={}, weight_map=index))
        (self.folder / "model.safetensors").unlink()
        self.tensors = None
        return index

    def header(self, change):
        """Writes the weights with a header that `change` has its way with; data follows as it is."""
        whole = save(self.tensors, metadata={"format": "pt"})
        length = struct.unpack("<Q", whole[:8])[0]
        text = change(json.loads(whole[8 : 8 + length]))
        text = text if isinstance(text, bytes) else json.dumps(text).encode()
        self.raw = struct.pack("<Q", len(text)) + text + whole[8 + length :]

    def finish(self):
        if self.config is not None:
            write_json(self.folder / "config.json", self.config)
        if self.raw is not None:
            (self.folder / "model.safetensors").write_bytes(self.raw)
        elif self.tensors is not None:
            save_file(self.tensors, self.folder / "model.safetensors", metadata={"format": "pt"})
        write_json(self.folder.parent / "case.json", self.case)


def old_rope(v, theta=None, **scaling):
    v.drop("rope_parameters")
    if scaling:
        v.set(rope_scaling=scaling)
    if theta:
        v.set(rope_theta=theta)


def new_rope(v, **fields):
    v.set(rope_parameters=fields)


# name: (family, expected, change)
CASES = {}


def case(name, family="llama", expect="equal"):
    def register(change):
        CASES[name] = (family, expect, change)
        return change

    return register


def add(name, change, family="llama", expect="equal"):
    CASES[name] = (family, expect, change)


def refuse(name, change, family="llama"):
    add(name, change, family, "refused")


# ---- configuration
for each in FAMILIES:
    add(f"family-{each}", lambda v: None, each)
    add(f"family-{each}-bf16", lambda v: v.tensors.update({n: t.bfloat16() for n, t in v.tensors.items()}), each)
    add(f"family-{each}-shards", lambda v: v.shards(3), each)
    refuse(f"family-{each}-gelu", lambda v: v.set(hidden_act="relu", hidden_activation="relu"), each)
    refuse(f"family-{each}-extra-bias", lambda v: v.tensors.update({"model.norm.bias": torch.zeros(16)}), each)
add("config-head-dim-null", lambda v: v.set(head_dim=None))
add("config-no-head-dim", lambda v: v.drop("head_dim"))
add("config-no-rms-norm-eps", lambda v: v.drop("rms_norm_eps"))
add("config-rms-norm-eps", lambda v: v.set(rms_norm_eps=0.01))
add("config-no-max-positions", lambda v: v.drop("max_position_embeddings"))
add("config-torch-dtype", lambda v: (v.drop("dtype"), v.set(torch_dtype="bfloat16")))
add("config-pretraining-tp", lambda v: v.set(pretraining_tp=2))
add("config-unknown-field", lambda v: v.set(made_by="a tool", extra={"a": 1}))
add("config-llama-ignores-window", lambda v: v.set(sliding_window=4, use_sliding_window=True))
add("config-negative-pad", lambda v: v.set(pad_token_id=-1))
add("config-eos-list", lambda v: v.set(eos_token_id=[2, 3]))
add("config-two-architectures", lambda v: v.set(architectures=["LlamaForCausalLM", "GPT2LMHeadModel"]))
refuse("config-pad-beyond-vocabulary", lambda v: v.set(pad_token_id=VOCABULARY))
refuse("config-no-architectures", lambda v: v.drop("architectures"))
refuse("config-other-architecture", lambda v: v.set(architectures=["GPT2LMHeadModel"], model_type="gpt2"))
refuse("config-model-type-differs", lambda v: v.set(model_type="mistral", sliding_window=4))
refuse("config-quantised", lambda v: v.set(quantization_config=dict(quant_method="gptq", bits=4)))
refuse("config-compressed", lambda v: v.set(compression_config=dict(quant_method="compressed-tensors")))
refuse("config-vocabulary-differs", lambda v: v.set(vocab_size=50))
refuse("config-fewer-layers", lambda v: v.set(num_hidden_layers=2))
refuse("config-more-layers", lambda v: v.set(num_hidden_layers=4))
refuse("config-text-for-number", lambda v: v.set(hidden_size="16"))
refuse("config-fraction-for-number", lambda v: v.set(hidden_size=16.5))
refuse("config-uneven-heads", lambda v: v.set(num_key_value_heads=3))
refuse("config-odd-head", lambda v: v.set(head_dim=5))
refuse("config-heads-zero", lambda v: v.set(num_attention_heads=0))


@case("config-attention-bias")
def _(v):
    v.set(attention_bias=True)
    biased(v, "q_proj", "k_proj", "v_proj", "o_proj", place="self_attn")


@case("config-mlp-bias")
def _(v):
    v.set(mlp_bias=True)
    biased(v, "gate_proj", "up_proj", "down_proj", place="mlp")


@case("config-qwen3-attention-bias", "qwen3")
def _(v):
    v.set(attention_bias=True)
    biased(v, "q_proj", "k_proj", "v_proj", "o_proj", place="self_attn")


def biased(v, *parts, place):
    generator = torch.Generator().manual_seed(3)
    for layer in range(3):
        for part in parts:
            name = f"model.layers.{layer}.{place}.{part}"
            v.tensors[name + ".bias"] = torch.randn(v.tensors[name + ".weight"].shape[0], generator=generator)


@case("config-every-head-its-key")
def _(v):
    v.drop("num_key_value_heads")
    for name in [n for n in v.tensors if "k_proj" in n or "v_proj" in n]:
        v.tensors[name] = torch.cat([v.tensors[name], -v.tensors[name]])


@case("config-broken-json", expect="refused")
def _(v):
    v.config = None
    (v.folder / "config.json").write_text('{"architectures": ["LlamaForCausalLM"', encoding="utf-8")


@case("config-empty-file", expect="refused")
def _(v):
    v.config = None
    (v.folder / "config.json").write_bytes(b"")


@case("config-git-lfs", expect="refused")
def _(v):
    v.config = None
    (v.folder / "config.json").write_text(LFS, encoding="utf-8")


# ---- output layers
def tied(v, value=True, head=None):
    v.set(tie_word_embeddings=value)
    v.tensors.pop("lm_head.weight", None)
    if head is not None:
        v.tensors["lm_head.weight"] = head


add("tie-without-head", tied)
add("tie-with-same-head", lambda v: tied(v, head=v.tensors["model.embed_tokens.weight"].clone()))
add("tie-gemma-left-out", lambda v: v.drop("tie_word_embeddings"), "gemma3_text")
add("tie-left-out", lambda v: v.drop("tie_word_embeddings"))
refuse("tie-with-other-head", lambda v: tied(v, head=torch.randn(VOCABULARY, 16)))
refuse("tie-gemma-with-other-head", lambda v: tied(v, head=torch.randn(VOCABULARY, 16)), "gemma3_text")
refuse("tie-false-without-head", lambda v: tied(v, False))
refuse("tie-as-text", lambda v: v.set(tie_word_embeddings="true"))


@case("tie-with-head-alone", expect="refused")
def _(v):
    tied(v, head=v.tensors.pop("model.embed_tokens.weight"))


# ---- rotary positions
add("rope-theta", lambda v: old_rope(v, 500000.0))
add("rope-theta-in-parameters", lambda v: new_rope(v, rope_type="default", rope_theta=500000.0))
add("rope-nothing", lambda v: v.drop("rope_parameters"))
add("rope-scaling-empty", lambda v: (v.drop("rope_parameters"), v.set(rope_scaling={})))
add("rope-scaling-null", lambda v: (v.drop("rope_parameters"), v.set(rope_scaling=None, rope_theta=500.0)))
add("rope-linear-old", lambda v: old_rope(v, type="linear", factor=3.0))
add("rope-linear-old-theta", lambda v: old_rope(v, 777.0, rope_type="linear", factor=3.0))
add("rope-linear-new", lambda v: new_rope(v, rope_type="linear", factor=3.0, rope_theta=10000.0))
add("rope-llama3-old", lambda v: old_rope(v, 5000.0, rope_type="llama3", **LLAMA3))
add("rope-llama3-new", lambda v: new_rope(v, rope_type="llama3", rope_theta=5000.0, **LLAMA3))
add("rope-yarn-old", lambda v: old_rope(v, rope_type="yarn", **YARN))
add("rope-yarn-type", lambda v: old_rope(v, 300.0, type="yarn", **YARN))
add("rope-yarn-new", lambda v: new_rope(v, rope_type="yarn", rope_theta=500.0, **YARN))
add("rope-yarn-attention-factor", lambda v: old_rope(v, rope_type="yarn", attention_factor=1.3, **YARN))
add("rope-yarn-mscale", lambda v: old_rope(v, rope_type="yarn", mscale=0.7, mscale_all_dim=1.3, **YARN))
add("rope-yarn-mscale-alone", lambda v: old_rope(v, rope_type="yarn", mscale=0.7, **YARN))
add("rope-yarn-ramp", lambda v: old_rope(v, rope_type="yarn", beta_fast=4.0, beta_slow=0.5, **YARN))
add("rope-yarn-not-truncated", lambda v: old_rope(v, rope_type="yarn", truncate=False, beta_fast=4.0, **YARN))
add("rope-yarn-no-original", lambda v: old_rope(v, rope_type="yarn", factor=4.0))
add("rope-yarn-qwen3", lambda v: old_rope(v, 1e6, rope_type="yarn", **YARN), "qwen3")
add("rope-yarn-qwen3-moe", lambda v: old_rope(v, 1e6, rope_type="yarn", **YARN), "qwen3_moe")
add("rope-linear-mistral", lambda v: old_rope(v, type="linear", factor=2.0), "mistral")
add("rope-linear-qwen2", lambda v: old_rope(v, 1e6, type="linear", factor=2.0), "qwen2")
add("rope-whole-turned", lambda v: v.set(partial_rotary_factor=1.0))
add(
    "rope-both-the-same",
    lambda v: v.set(
        rope_theta=500.0,
        rope_scaling=dict(rope_type="linear", factor=2.0),
        rope_parameters=dict(rope_type="linear", factor=2.0, rope_theta=500.0),
    ),
)
refuse(
    "rope-both-differ",
    lambda v: v.set(
        rope_theta=500.0,
        rope_scaling=dict(rope_type="linear", factor=2.0),
        rope_parameters=dict(rope_type="linear", factor=4.0, rope_theta=500.0),
    ),
)
refuse("rope-two-thetas", lambda v: v.set(rope_theta=500.0, rope_parameters=dict(rope_theta=900.0)))
refuse("rope-two-types", lambda v: old_rope(v, type="linear", rope_type="default", factor=2.0))
refuse("rope-dynamic", lambda v: old_rope(v, type="dynamic", factor=2.0))
refuse("rope-longrope", lambda v: old_rope(v, type="longrope", short_factor=[1.0] * 2, long_factor=[2.0] * 2))
refuse("rope-mrope", lambda v: old_rope(v, type="mrope", mrope_section=[1, 1, 0]))
refuse("rope-llama3-without-factor", lambda v: old_rope(v, rope_type="llama3", low_freq_factor=1.0))
refuse("rope-linear-without-factor", lambda v: old_rope(v, rope_type="linear"))
refuse("rope-half-turned", lambda v: v.set(partial_rotary_factor=0.5))
refuse("rope-half-turned-in-parameters", lambda v: new_rope(v, partial_rotary_factor=0.5, rope_theta=1e4))
refuse("rope-as-text", lambda v: (v.drop("rope_parameters"), v.set(rope_scaling="linear")))
refuse("rope-nested-in-llama", lambda v: new_rope(v, full_attention=dict(rope_theta=9.0)))

# ---- windows
add("window-mistral-none", lambda v: v.set(sliding_window=None), "mistral")
add("window-mistral-left-out", lambda v: v.drop("sliding_window"), "mistral")
add("window-mistral-head-dim", lambda v: v.set(head_dim=4), "mistral")
QWEN_WINDOW = dict(use_sliding_window=True, sliding_window=4)
add("window-qwen2-from-a-layer", lambda v: (v.drop("layer_types"), v.set(max_window_layers=1, **QWEN_WINDOW)), "qwen2")
add("window-qwen3-from-a-layer", lambda v: (v.drop("layer_types"), v.set(max_window_layers=2, **QWEN_WINDOW)), "qwen3")
FULL, SLIDING = "full_attention", "sliding_attention"
add("window-qwen2-by-name", lambda v: v.set(layer_types=[SLIDING, FULL, SLIDING], **QWEN_WINDOW), "qwen2")
add("window-qwen3-by-name", lambda v: v.set(layer_types=[SLIDING, SLIDING, FULL], **QWEN_WINDOW), "qwen3")
add("window-qwen3-moe", lambda v: v.set(**QWEN_WINDOW), "qwen3_moe")
add("window-qwen3-moe-unused", lambda v: v.set(sliding_window=4, use_sliding_window=False), "qwen3_moe")
refuse("window-qwen2-not-used", lambda v: v.set(layer_types=[SLIDING] * 3, sliding_window=4), "qwen2")
refuse("window-qwen3-too-few-names", lambda v: v.set(layer_types=[SLIDING], **QWEN_WINDOW), "qwen3")
refuse("window-qwen3-unknown-name", lambda v: v.set(layer_types=["chunked_attention"] * 3, **QWEN_WINDOW), "qwen3")
refuse("window-zero", lambda v: v.set(sliding_window=0), "mistral")
refuse("heads-qwen3-no-head-dim", lambda v: v.drop("head_dim"), "qwen3")

# ---- experts
add("experts-shares-normalised", lambda v: v.set(norm_topk_prob=True), "qwen3_moe")
add("experts-shares-left-out", lambda v: v.drop("norm_topk_prob"), "qwen3_moe")
add("experts-one-per-token", lambda v: v.set(num_experts_per_tok=1), "qwen3_moe")
add("experts-all-per-token", lambda v: v.set(num_experts_per_tok=5), "qwen3_moe")
add("experts-local-name", lambda v: v.set(num_local_experts=v.config.pop("num_experts", 5)), "qwen3_moe")
refuse("experts-more-per-token-than-there-are", lambda v: v.set(num_experts_per_tok=6), "qwen3_moe")
refuse("experts-other-width", lambda v: v.set(moe_intermediate_size=7), "qwen3_moe")


def dense(v, *layers):
    generator = torch.Generator().manual_seed(5)
    for layer in layers:
        for name in [n for n in v.tensors if n.startswith(f"model.layers.{layer}.mlp.")]:
            del v.tensors[name]
        for part, shape in dict(gate_proj=(20, 16), up_proj=(20, 16), down_proj=(16, 20)).items():
            v.tensors[f"model.layers.{layer}.mlp.{part}.weight"] = 0.3 * torch.randn(shape, generator=generator)


add("experts-dense-layer", lambda v: (dense(v, 1), v.set(mlp_only_layers=[1])), "qwen3_moe")
add("experts-every-second-layer", lambda v: (dense(v, 0, 2), v.set(decoder_sparse_step=2)), "qwen3_moe")


@case("experts-fused", "qwen3_moe", "refused")
def _(v):
    for layer in range(3):
        place = f"model.layers.{layer}.mlp.experts"
        parts = {
            part: torch.stack([v.tensors.pop(f"{place}.{i}.{part}.weight") for i in range(5)])
            for part in ("gate_proj", "up_proj", "down_proj")
        }
        v.tensors[f"{place}.gate_up_proj"] = torch.cat([parts["gate_proj"], parts["up_proj"]], 1)
        v.tensors[f"{place}.down_proj"] = parts["down_proj"]


# ---- Gemma 3
def gemma_old(v, **fields):
    v.drop("rope_parameters", "layer_types", "sliding_window_pattern", "_sliding_window_pattern")
    v.set(**fields)


G = "gemma3_text"
add("gemma-old-spelling", lambda v: gemma_old(v, sliding_window_pattern=2, rope_theta=9e5, rope_local_base_freq=500.0), G)
add("gemma-usual-pattern", lambda v: gemma_old(v), G)
add("gemma-linear-old", lambda v: gemma_old(v, sliding_window_pattern=3, rope_scaling=dict(rope_type="linear", factor=8.0)), G)
add("gemma-query-scalar", lambda v: v.set(query_pre_attn_scalar=16), G)
add("gemma-no-query-scalar", lambda v: v.drop("query_pre_attn_scalar"), G)
add("gemma-layers-by-name", lambda v: v.set(layer_types=[FULL, SLIDING, FULL]), G)
add("gemma-all-full", lambda v: v.set(layer_types=[FULL] * 3), G)
add(
    "gemma-parameters",
    lambda v: v.set(
        rope_parameters={
            FULL: dict(rope_type="linear", factor=8.0, rope_theta=1e6),
            SLIDING: dict(rope_type="default", rope_theta=300.0),
        }
    ),
    G,
)
refuse("gemma-flat-parameters", lambda v: new_rope(v, rope_type="default", rope_theta=9.0), G)
refuse("gemma-old-type", lambda v: gemma_old(v, rope_scaling=dict(type="linear", factor=8.0)), G)
refuse("gemma-capped-logits", lambda v: v.set(final_logit_softcapping=30.0), G)
refuse("gemma-capped-attention", lambda v: v.set(attn_logit_softcapping=50.0), G)
refuse("gemma-looks-both-ways", lambda v: v.set(use_bidirectional_attention=True), G)
add("gemma-images", lambda v: None, "gemma3")
add("gemma-images-old-names", lambda v: old_image_names(v), "gemma3")
refuse("images-other-family", lambda v: v.set(architectures=["LlavaForConditionalGeneration"], model_type="llava"), "gemma3")


def old_image_names(v):
    renamed = {}
    for name, tensor in v.tensors.items():
        name = name.replace("model.language_model.", "language_model.model.")
        renamed[name.removeprefix("model.") if name.startswith(("model.vision", "model.multi")) else name] = tensor
    v.tensors = renamed


# ---- numbers, shards, tensors
add("dtype-f16", lambda v: v.tensors.update({n: t.half() for n, t in v.tensors.items()}))
add("dtype-f64", lambda v: v.tensors.update({n: t.double() for n, t in v.tensors.items()}))
add("dtype-mixed", lambda v: v.tensors.update({n: t.bfloat16() for n, t in v.tensors.items() if "mlp" in n}))
refuse("dtype-f8", lambda v: v.tensors.update({n: t.to(torch.float8_e4m3fn) for n, t in v.tensors.items() if "mlp" in n}))
refuse("dtype-whole-numbers", lambda v: v.tensors.update({"model.norm.weight": torch.ones(16, dtype=torch.int32)}))
add("shards-two", lambda v: v.shards(2))
refuse("shards-one-missing", lambda v: (v.shards(3), (v.folder / "model-00002-of-00003.safetensors").unlink()))
refuse(
    "shards-git-lfs",
    lambda v: (v.shards(2), (v.folder / "model-00001-of-00002.safetensors").write_text(LFS, encoding="utf-8")),
)
refuse(
    "shards-no-map",
    lambda v: (v.shards(2), write_json(v.folder / "model.safetensors.index.json", {"metadata": {}})),
)


@case("shards-wrong-place", expect="refused")
def _(v):
    index = v.shards(2)
    name = sorted(index)[0]
    index[name] = next(file for file in index.values() if file != index[name])
    write_json(v.folder / "model.safetensors.index.json", dict(metadata={}, weight_map=index))


@case("shards-tensor-in-two", expect="refused")
def _(v):
    tensors = v.tensors
    index = v.shards(2)
    name = sorted(index)[0]
    other = next(file for file in index.values() if file != index[name])
    held = {n: tensors[n] for n, file in index.items() if file == other}
    save_file({**held, name: tensors[name] + 1}, v.folder / other, metadata={"format": "pt"})


@case("shards-beside-whole")
def _(v):
    tensors = v.tensors
    v.shards(2)
    v.tensors = tensors


@case("weights-pickled", expect="refused")
def _(v):
    torch.save(v.tensors, v.folder / "pytorch_model.bin")
    (v.folder / "model.safetensors").unlink()
    v.tensors = None


@case("weights-none", expect="refused")
def _(v):
    (v.folder / "model.safetensors").unlink()
    v.tensors = None


def renamed(v, change):
    v.tensors = {change(name): tensor for name, tensor in v.tensors.items()}


add(
    "extra-rotary-tables",
    lambda v: v.tensors.update({f"model.layers.{i}.self_attn.rotary_emb.inv_freq": torch.ones(2) for i in range(3)}),
)
refuse("extra-query-bias", lambda v: v.tensors.update({"model.layers.0.self_attn.q_proj.bias": torch.ones(16)}))
refuse("extra-head-norm", lambda v: v.tensors.update({"model.layers.0.self_attn.q_norm.weight": torch.ones(4)}))
refuse("extra-value-head", lambda v: v.tensors.update({"v_head.summary.weight": torch.ones(1, 16)}))
refuse("extra-score", lambda v: v.tensors.update({"score.weight": torch.ones(1, 16)}))
refuse("extra-next-tokens", lambda v: v.tensors.update({"model.mtp.0.weight": torch.ones(16)}))
refuse("names-of-peft", lambda v: renamed(v, lambda n: "base_model.model." + n))
refuse("names-without-model", lambda v: renamed(v, lambda n: n.removeprefix("model.")))
refuse("shape-differs", lambda v: v.tensors.update({"model.norm.weight": torch.ones(15)}))
refuse("shape-transposed", lambda v: v.tensors.update({"lm_head.weight": v.tensors["lm_head.weight"].T.contiguous()}))


# ---- damages
def raw(v, content):
    v.raw = content


def entries(header):
    return sorted((n for n in header if n != "__metadata__"), key=lambda n: header[n]["data_offsets"])


def overlapping(header):
    first, second = (n for n in entries(header) if n.endswith("layernorm.weight") and "layers.0" in n)
    header[second]["data_offsets"] = header[first]["data_offsets"]
    return header


def gap(header):
    last = entries(header)[-1]
    header[last]["data_offsets"] = [end + 4 for end in header[last]["data_offsets"]]
    return header


def twice(header):
    text = json.dumps(header)
    name = "model.norm.weight"
    other = header["model.layers.0.input_layernorm.weight"]
    return (text[:-1] + f', "{name}": {json.dumps(other)}}}').encode()


def swapped_shape(header):
    header["model.norm.weight"]["shape"] = [17]
    return header


refuse("damage-git-lfs", lambda v: raw(v, LFS.encode()))
refuse("damage-empty", lambda v: raw(v, b""))
refuse("damage-five-bytes", lambda v: raw(v, b"hello"))
refuse("damage-truncated", lambda v: raw(v, save(v.tensors, metadata={"format": "pt"})[:-100]))
refuse("damage-bytes-behind", lambda v: raw(v, save(v.tensors, metadata={"format": "pt"}) + b"\0" * 64))
refuse("damage-header-too-long", lambda v: raw(v, struct.pack("<Q", 10**12) + b"{}"))
refuse("damage-header-no-json", lambda v: v.header(lambda h: b"{" * 40))
refuse("damage-overlap", lambda v: v.header(overlapping))
refuse("damage-gap", lambda v: (v.header(gap), raw(v, v.raw + b"\0" * 4)))
refuse("damage-name-twice", lambda v: v.header(twice))
refuse("damage-shape-and-bytes", lambda v: v.header(swapped_shape))
refuse("damage-unknown-type", lambda v: v.header(lambda h: {**h, "model.norm.weight": {**h["model.norm.weight"], "dtype": "Q4"}}))


# ---- adapters
def adapter(v):
    write_json(
        v.folder / "adapter_config.json",
        dict(peft_type="LORA", task_type="CAUSAL_LM", r=2, lora_alpha=4, target_modules=["q_proj"], base_model_name_or_path="base"),
    )
    save_file({"base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight": torch.ones(2, 16)}, v.folder / "adapter_model.safetensors")


@case("adapter-alone", expect="refused")
def _(v):
    adapter(v)
    (v.folder / "config.json").unlink()
    (v.folder / "model.safetensors").unlink()
    v.config = v.tensors = None


refuse("adapter-beside-model", adapter)


# ---- tokenizers and templates
def more_tokens(v):
    path = v.folder / "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.add_tokens(["<|extra|>"])
    tokenizer.save(str(path))


add("token-beyond-embedding-unused", more_tokens)
refuse("token-beyond-embedding", lambda v: (more_tokens(v), v.case.update(text="w5 <|extra|> w9")))
refuse("token-git-lfs", lambda v: (v.folder / "tokenizer.json").write_text(LFS, encoding="utf-8"))
refuse("token-no-tokenizer", lambda v: [(v.folder / n).unlink() for n in ("tokenizer.json", "tokenizer_config.json")])
refuse("token-broken-tokenizer", lambda v: (v.folder / "tokenizer.json").write_text("{", encoding="utf-8"))


def chat(v, template=TEMPLATE, **files):
    """Files by names, dots written as two underscores; the template is the one that they hold for transformers."""
    v.case.update(chat=True, **({"template": template} if template else {}))
    for name, content in files.items():
        path = v.folder / name.replace("__", ".")
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


add("chat-in-tokenizer-config", lambda v: (chat(v, None), v.tokenizer_config(chat_template=TEMPLATE)))
add("chat-jinja", lambda v: chat(v, None, chat_template__jinja=TEMPLATE))
add(
    "chat-jinja-before-config",
    lambda v: (v.tokenizer_config(chat_template=OTHER), chat(v, None, chat_template__jinja=TEMPLATE)),
)
add("chat-json-of-processor", lambda v: chat(v, chat_template__json={"chat_template": TEMPLATE}))
add(
    "chat-json-and-config-the-same",
    lambda v: (v.tokenizer_config(chat_template=TEMPLATE), chat(v, None, chat_template__json={"chat_template": TEMPLATE})),
)
refuse(
    "chat-json-and-config-differ",
    lambda v: (v.tokenizer_config(chat_template=OTHER), chat(v, None, chat_template__json={"chat_template": TEMPLATE})),
)
add(
    "chat-named-templates",
    lambda v: (
        chat(v, None),
        v.tokenizer_config(
            chat_template=[dict(name="tool_use", template=OTHER), dict(name="default", template=TEMPLATE)]
        ),
    ),
)
refuse(
    "chat-named-without-default",
    lambda v: v.tokenizer_config(chat_template=[dict(name="tool_use", template=OTHER)]),
)
refuse("chat-jinja-git-lfs", lambda v: chat(v, None, chat_template__jinja=LFS))
add(
    "chat-tokens-in-map",
    lambda v: (
        v.tokenizer_config(eos_token=None, bos_token=None, chat_template=TEMPLATE),
        chat(v, None, special_tokens_map__json=dict(bos_token="<s>", eos_token=dict(content="</s>", lstrip=False))),
    ),
)
add(
    "chat-map-before-config",
    lambda v: (
        v.tokenizer_config(eos_token="w8", chat_template=TEMPLATE),
        chat(v, None, special_tokens_map__json=dict(eos_token="</s>")),
    ),
)
add("chat-token-as-object", lambda v: (chat(v, None), v.tokenizer_config(chat_template=TEMPLATE, eos_token=dict(content="</s>", __type="AddedToken"))))


def base_models(folder):
    for index, (family, settings) in enumerate(FAMILIES.items()):
        config = AutoConfig.for_model(family, **{**SMALL, **settings}, tie_word_embeddings=family == G)
        randomised(AutoModelForCausalLM.from_config(config), index).save_pretrained(folder / family)
    vision = dict(hidden_size=8, intermediate_size=8, num_hidden_layers=1, num_attention_heads=2, image_size=28, patch_size=14)
    text = {**SMALL, **FAMILIES[G]}
    config = Gemma3Config(text_config=text, vision_config=vision, mm_tokens_per_image=4, image_token_index=40 + 1)
    randomised(AutoModelForImageTextToText.from_config(config), 9).save_pretrained(folder / "gemma3")
    for family in [*FAMILIES, "gemma3"]:
        (folder / family / "generation_config.json").unlink(missing_ok=True)
        tokenizer_files(folder / family)


def make_all(out):
    shutil.rmtree(out, ignore_errors=True)
    bases = out.with_name(out.name + "-bases")
    base_models(bases)
    for name, (family, expect, change) in CASES.items():
        folder = out / name / "model"
        shutil.copytree(bases / family, folder)
        variant = Variant(folder)
        variant.case = copy.deepcopy(variant.case)
        variant.case["expect"] = expect
        change(variant)
        variant.finish()
    shutil.rmtree(bases)

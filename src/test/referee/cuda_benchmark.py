"""Times a Llama in BF16 on a graphics card in torch with transformers: what CudaBenchmark times, on the same directory.

    python src/test/referee/cuda_benchmark.py make DIR     writes a random Llama of the shape of Llama-3-8B (16 GB)
    python src/test/referee/cuda_benchmark.py time DIR [BATCH …]
"""

import json
import statistics
import sys
import time

import torch
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM

ROWS, LENGTH, PROMPT, NEW, REPETITIONS = 8, 1024, 128, 64, 3


def make(directory):
    config = LlamaConfig(
        vocab_size=128256, hidden_size=4096, intermediate_size=14336, num_hidden_layers=32, num_attention_heads=32,
        num_key_value_heads=8, max_position_embeddings=8192, rope_theta=500000.0, rms_norm_eps=1e-5, dtype="bfloat16",
        bos_token_id=128000, eos_token_id=128001,
    )
    torch.manual_seed(1)
    torch.set_default_dtype(torch.bfloat16)
    with torch.device("cuda"):
        model = LlamaForCausalLM(config)
    model.save_pretrained(directory, max_shard_size="4GB")


def median(work):
    taken = []
    for _ in range(REPETITIONS + 1):
        torch.cuda.synchronize()
        start = time.perf_counter()
        work()
        torch.cuda.synchronize()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def tell(what, **figures):
    print(json.dumps({"what": what, **figures, "peakGigabytes": torch.cuda.max_memory_allocated() / 1e9}), flush=True)
    torch.cuda.reset_peak_memory_stats()


def ids(model, rows, length):
    return torch.randint(3, model.config.vocab_size, (rows, length), device="cuda")


def prefill(model):
    whole = ids(model, ROWS, LENGTH)
    with torch.inference_mode():
        taken = median(lambda: model(input_ids=whole, logits_to_keep=1, use_cache=False))
    tell("prefill", tokensPerSecond=ROWS * LENGTH / taken)


def decode(model, batch):
    prompts = ids(model, batch, PROMPT)

    def sampling(tokens):
        options = dict(min_new_tokens=tokens, max_new_tokens=tokens, do_sample=False, pad_token_id=0)
        with torch.inference_mode():
            return median(lambda: model.generate(prompts, attention_mask=torch.ones_like(prompts), **options))

    whole, first = sampling(NEW), sampling(1)
    tell(f"decode{batch}", generatedPerSecond=batch * NEW / whole, decodedPerSecond=batch * (NEW - 1) / (whole - first))


def training(model):
    from peft import LoraConfig, get_peft_model

    targets = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
    model = get_peft_model(model, LoraConfig(r=16, lora_alpha=32, target_modules=targets, task_type="CAUSAL_LM"))
    model.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
    model.enable_input_require_grads()
    model.train()
    whole = ids(model, ROWS, LENGTH)
    learnt = [parameter for parameter in model.parameters() if parameter.requires_grad]
    adam = torch.optim.AdamW(learnt, lr=1e-5, betas=(0.9, 0.95), fused=True)

    def step():
        adam.zero_grad(set_to_none=True)
        model(input_ids=whole, labels=whole).loss.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        adam.step()

    taken = median(step)
    tell("trainStep", seconds=taken, tokensPerSecond=ROWS * LENGTH / taken)


def main():
    task, directory, *batches = sys.argv[1:]
    if task == "make":
        return make(directory)
    start = time.perf_counter()
    model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.bfloat16, device_map="cuda")
    torch.cuda.synchronize()
    tell("load", seconds=time.perf_counter() - start, torch=torch.__version__)
    prefill(model)
    for batch in batches:
        decode(model, int(batch))
    training(model)


if __name__ == "__main__":
    main()

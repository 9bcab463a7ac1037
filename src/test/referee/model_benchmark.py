"""Times training and sampling here and in torch with transformers, one thread each, one after the other in one run.

    mvn -q -pl language-model -am test-compile dependency:build-classpath -Dmdep.outputFile=target/class-path
    OMP_NUM_THREADS=1 JAVA_HOME=… python src/test/referee/model_benchmark.py \\
        "language-model/target/classes:language-model/target/test-classes:run-protocol/target/classes:$(cat language-model/target/class-path)" \\
        [--model DIR] [--dtype f32|bf16] [--repetitions 5] [--rounds 2]

Without --model a random Llama of about 30 million weights. The two sides take turns, and the better of each counts. Seconds
are those of the processor, so that other jobs do not count; what they take of the memory's bandwidth still does.
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time

import torch
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM

ROWS, LENGTH, PROMPT, NEW, ANSWER = 4, 256, 32, 64, 256


def median(work, repetitions):
    seconds = []
    for i in range(repetitions + 1):
        start = time.thread_time()
        work()
        seconds.append(time.thread_time() - start)
    return statistics.median(seconds[1:])


def train_step(model, repetitions):
    model.train()
    ids = torch.randint(3, model.config.vocab_size, (ROWS, LENGTH))
    adam = torch.optim.AdamW(model.parameters(), lr=1e-5, betas=(0.9, 0.95), weight_decay=0.1, fused=True)

    def step():
        adam.zero_grad(set_to_none=True)
        logits = model(input_ids=ids).logits[:, :-1].float()
        torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten()).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()

    return median(step, repetitions)


def tokens_per_second(model, batch, tokens, repetitions):
    model.eval()
    ids = torch.randint(3, model.config.vocab_size, (batch, PROMPT))
    options = dict(attention_mask=torch.ones_like(ids), min_new_tokens=tokens, max_new_tokens=tokens, do_sample=False)
    with torch.inference_mode():
        return batch * tokens / median(lambda: model.generate(ids, pad_token_id=0, **options), repetitions)


def theirs(directory, dtype, repetitions):
    model = AutoModelForCausalLM.from_pretrained(directory, dtype=dtype)
    return {
        "generate1": tokens_per_second(model, 1, NEW, repetitions),
        "generate16": tokens_per_second(model, 16, NEW, repetitions),
        "answers16": tokens_per_second(model, 16, ANSWER, repetitions),
        "trainStepSeconds": train_step(model, repetitions),
    }


def ours(class_path, directory, dtype, repetitions):
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java")
    command = [java, "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", class_path]
    command += ["org.careloop.lm.ModelBenchmark", directory, dtype, str(repetitions)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])


def thirty_million(directory):
    torch.manual_seed(1)
    sizes = dict(hidden_size=512, intermediate_size=1376, num_hidden_layers=8, num_attention_heads=8)
    config = LlamaConfig(vocab_size=8192, num_key_value_heads=4, tie_word_embeddings=True, **sizes)
    LlamaForCausalLM(config).save_pretrained(directory)
    return directory


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("class_path")
    arguments.add_argument("--model")
    arguments.add_argument("--dtype", choices=["f32", "bf16"], default="f32")
    arguments.add_argument("--repetitions", type=int, default=5)
    arguments.add_argument("--rounds", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(1)
    dtype = {"f32": torch.float32, "bf16": torch.bfloat16}[options.dtype]
    with tempfile.TemporaryDirectory() as folder:
        model = options.model or thirty_million(folder)
        rounds = [
            (ours(options.class_path, model, options.dtype, options.repetitions), theirs(model, dtype, options.repetitions))
            for _ in range(options.rounds)
        ]
    first = rounds[0][0]
    print(f"{first['weights'] / 1e6:.1f} M weights, {options.dtype}; {first['backend']}; {first['gigabytesPerSecond']:.1f} GB/s")
    print(f"torch {torch.__version__}, {torch.backends.cpu.get_cpu_capability()}, {torch.get_num_threads()} thread")
    for name, better in [("generate1", max), ("generate16", max), ("answers16", max), ("trainStepSeconds", min)]:
        here, there = (better(side[name] for side in sides) for sides in zip(*rounds))
        print(f"{name}: ours {here:.3g}, theirs {there:.3g}, ratio {here / there:.2f}")
    for batch in (1, 16):
        decode, bound = (max(ours[f"{what}{batch}"] for ours, _ in rounds) for what in ("decode", "bound"))
        print(f"decoding at batch {batch}, after the first token: {decode:.3g} a second, {decode / bound:.0%} of {bound:.0f}")


if __name__ == "__main__":
    main()

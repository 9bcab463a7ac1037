"""Times an iteration of PPO here and as people write it with transformers, PEFT and torch: one thread each, in turns in one run.

    OMP_NUM_THREADS=1 JAVA_HOME=… python src/test/referee/ppo_iteration.py CLASSPATH MODEL REWARD PROMPTS FOLDER \\
        [--theirs f32|bf16] [--ours f32|bf16] [--rollouts 16] [--new 64] [--rounds 2] [--set NAME=VALUE …]

CLASSPATH holds the classes and tests of ppo-trainer and of what it needs; REWARD is a run of `careloop reward` with lora=on over
MODEL. Both sides answer the same prompts with adapters of rank 16 in policy and critic, and learn once from all answers in one step.
There: generate with a cache, the four models as TRL holds them (the policy's trunk serves as the reference, another one as
reward model and critic), every answer padded to the longest, the logits of all places, generalized advantages, the clipped
losses, AdamW. Seconds are those of the processor, a token of an answer; the better round of each side counts.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import time

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification, AutoTokenizer

MAPS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
DTYPES = {"f32": torch.float32, "bf16": torch.bfloat16}


def adapter():
    return LoraConfig(r=16, lora_alpha=32, target_modules=MAPS)


class Theirs:
    def __init__(self, model, reward, dtype):
        self.tokenizer = AutoTokenizer.from_pretrained(model, padding_side="left")
        base = AutoModelForCausalLM.from_pretrained(model, dtype=dtype)
        self.policy = get_peft_model(base, adapter())
        judge = AutoModelForSequenceClassification.from_pretrained(model, num_labels=1, dtype=dtype)
        judge = PeftModel.from_pretrained(judge, pathlib.Path(reward) / "model" / "adapter").merge_and_unload()
        self.critic = get_peft_model(judge, adapter())
        self.head = torch.nn.Linear(base.config.hidden_size, 1, bias=False)
        self.head.weight.data.copy_(judge.score.weight.float())
        self.trained = [p for n, p in self.policy.named_parameters() if p.requires_grad]
        self.values_of = [p for n, p in self.critic.named_parameters() if p.requires_grad] + [self.head.weight]
        groups = [{"params": self.trained}, {"params": self.values_of}]
        self.adam = torch.optim.AdamW(groups, lr=1e-5, betas=(0.9, 0.95), eps=1e-5, weight_decay=0)

    def log_probs(self, ids, mask, start):
        logits = self.policy(input_ids=ids, attention_mask=mask).logits[:, start - 1 : -1].float()
        return torch.log_softmax(logits, -1).gather(2, ids[:, start:, None]).squeeze(2)

    def hidden(self, ids, mask):
        trunk = self.critic.base_model.model.model
        return trunk(input_ids=ids, attention_mask=mask).last_hidden_state.float()

    def values(self, ids, mask, start):
        return self.head(self.hidden(ids, mask)[:, start - 1 : -1]).squeeze(-1)

    def iteration(self, prompts, new):
        laps = {}
        clock = time.thread_time()

        def lap(name):
            nonlocal clock
            now = time.thread_time()
            laps[name], clock = now - clock, now

        chats = [[{"role": "user", "content": text}] for text in prompts]
        read = self.tokenizer.apply_chat_template(
            chats, add_generation_prompt=True, return_tensors="pt", return_dict=True, padding=True
        )
        start = read["input_ids"].shape[1]
        with torch.no_grad():
            self.policy.eval()
            ids = self.policy.generate(**read, do_sample=True, temperature=1.0, top_k=0, top_p=1.0, max_new_tokens=new)
            lap("sample")
            answers = ids[:, start:]
            ended = (answers == self.tokenizer.eos_token_id).int()
            live = (ended.cumsum(1) - ended) == 0
            lengths = live.sum(1)
            mask = torch.cat([read["attention_mask"], live.long()], 1)
            old = self.log_probs(ids, mask, start)
            with self.policy.disable_adapter():
                reference = self.log_probs(ids, mask, start)
            values = self.values(ids, mask, start) * live
            with self.critic.disable_adapter():
                last = self.hidden(ids, mask)[torch.arange(len(prompts)), start + lengths - 1]
            scores = self.critic.base_model.model.score(last.to(self.critic.dtype)).squeeze(-1).float()
            lap("appraise")
            rewards = -0.05 * (old - reference) * live
            rewards[torch.arange(len(prompts)), lengths - 1] += scores
            advantages, running = torch.zeros_like(rewards), torch.zeros(len(prompts))
            for t in reversed(range(rewards.shape[1])):
                following = values[:, t + 1] if t + 1 < rewards.shape[1] else 0
                running = (rewards[:, t] + following - values[:, t] + running) * live[:, t]
                advantages[:, t] = running
            returns = advantages + values
            advantages = (advantages - advantages[live].mean()) / (advantages[live].std() + 1e-8)
        self.adam.zero_grad(set_to_none=True)
        ratio = (self.log_probs(ids, mask, start) - old).exp()
        policy = torch.max(-advantages * ratio, -advantages * ratio.clamp(0.8, 1.2))[live].mean()
        policy.backward()
        now = self.values(ids, mask, start)
        clipped = torch.max((now - returns) ** 2, (values + (now - values).clamp(-0.5, 0.5) - returns) ** 2)
        (0.5 * clipped[live].mean()).backward()
        torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
        torch.nn.utils.clip_grad_norm_(self.values_of, 1.0)
        self.adam.step()
        lap("update")
        return {"processor": sum(laps.values()), "tokens": int(lengths.sum()), "laps": laps}


def ours(options, prompts):
    folder = pathlib.Path(options.folder) / "run"
    shutil.rmtree(folder, ignore_errors=True)
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java")
    command = [java, "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", options.class_path]
    command += ["org.careloop.ppo.rl.IterationBenchmark", "ppo", options.model, options.reward, prompts, folder, "1"]
    command += [f"rollouts={options.rollouts}", f"minibatch={options.rollouts}", "epochs=1", f"maxNewTokens={options.new}"]
    command += [f"dtype={options.ours}", "lora=on", "samples=0", *options.set]
    lines = subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    line = json.loads(lines[-1])
    laps = {name: line[f"time/{name}"] for name in ("sample", "appraise", "update")}
    share = line["processor"] / sum(laps.values())
    return {
        "processor": line["processor"],
        "tokens": round(line["val/response_length"] * options.rollouts),
        "laps": {name: seconds * share for name, seconds in laps.items()},
        "memory": line["VmHWM"],
    }


def told(side, result):
    laps = ", ".join(f"{name} {seconds:.1f}" for name, seconds in result["laps"].items())
    each = 1000 * result["processor"] / result["tokens"]
    print(f"{side}: {result['processor']:.1f} s for {result['tokens']} tokens, {each:.1f} ms each ({laps}); load {os.getloadavg()[0]:.0f}", flush=True)
    return each


def main():
    arguments = argparse.ArgumentParser()
    for name in ("class_path", "model", "reward", "prompts", "folder"):
        arguments.add_argument(name)
    arguments.add_argument("--theirs", choices=DTYPES, default="f32")
    arguments.add_argument("--ours", choices=DTYPES, default="f32")
    arguments.add_argument("--rollouts", type=int, default=16)
    arguments.add_argument("--new", type=int, default=64)
    arguments.add_argument("--rounds", type=int, default=2)
    arguments.add_argument("--set", action="append", default=[])
    options = arguments.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    rows = pathlib.Path(options.prompts).read_text().splitlines()[: options.rollouts]
    pathlib.Path(options.folder).mkdir(parents=True, exist_ok=True)
    prompts = pathlib.Path(options.folder) / "prompts.jsonl"
    prompts.write_text("\n".join(rows) + "\n")
    texts = [json.loads(row)["prompt"] for row in rows]
    peer = Theirs(options.model, options.reward, DTYPES[options.theirs])
    here, there = [], []
    for _ in range(options.rounds):
        here.append(told("ours", ours(options, prompts)))
        there.append(told("theirs", peer.iteration(texts, options.new)))
    print(f"a token: ours {min(here):.1f} ms in {options.ours}, theirs {min(there):.1f} ms in {options.theirs}, ratio {min(here) / min(there):.2f}")


if __name__ == "__main__":
    main()

"""Makes dialogues with their own and with foreign histories, and judges what `careloop dialogues score` says of them.

    python src/test/referee/dialogue_history.py clin CMB-test-qa.json OWN FOREIGN [CASES]
    python src/test/referee/dialogue_history.py corpus demo/corpus OWN FOREIGN
    careloop dialogues score --model DIR --data OWN --out SCORES_OWN
    careloop dialogues score --model DIR --data FOREIGN --out SCORES_FOREIGN
    python src/test/referee/dialogue_history.py auc SCORES_OWN SCORES_FOREIGN
    python src/test/referee/dialogue_history.py losses DIR OWN SCORES_OWN

`clin` takes the cases of CMB-Clin that have several questions; the description stands before the first. A foreign history keeps
the question and answer of every turn and takes the k-th turn from another case for each k, so that no turn follows one of its
own. `corpus` does the same with the topics of the demo corpus that go on: the last question and answer stay, and what was said
before comes from another topic of the language.

`auc` is the chance that a dialogue with its own history scores lower than one with a foreign one, ties half, with a 95 % interval
of 10,000 bootstrap samples over dialogues. `losses` computes both losses of every turn with transformers in F32 and fails where
one differs by more than 1e-3.
"""

import json
import random
import sys
from pathlib import Path


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def dialogue(name, turns):
    messages = []
    for question, answer in turns:
        messages.append({"role": "user", "content": question})
        messages.append({"role": "assistant", "content": answer})
    return {"id": name, "messages": messages}


def clin(file, own, foreign, most="1000"):
    cases = [case for case in json.load(open(file, encoding="utf-8")) if len(case["QA_pairs"]) > 1][: int(most)]
    turns = []
    for case in cases:
        pairs = [(pair["question"], pair.get("answer") or pair.get("solution")) for pair in case["QA_pairs"]]
        pairs[0] = (case["description"] + "\n" + pairs[0][0], pairs[0][1])
        turns.append(pairs)
    mixed = []
    for i in range(len(cases)):
        others = []
        for k in range(len(turns[i])):
            having = [j for j in range(len(cases)) if len(turns[j]) > k]
            at = having.index(i)
            others.append(turns[having[(at + 7 * k) % len(having)]][k])
        mixed.append(others)
    write(own, [dialogue(case["id"], pairs) for case, pairs in zip(cases, turns)])
    write(foreign, [dialogue(case["id"], pairs) for case, pairs in zip(cases, mixed)])


def corpus(folder, own, foreign):
    true, mixed = [], []
    for file in sorted(Path(folder).glob("topics.*.json")):
        going_on = [topic for topic in json.load(open(file, encoding="utf-8"))["topics"] if topic.get("turns")]
        for i, topic in enumerate(going_on):
            other = going_on[(i + 1) % len(going_on)]
            for q, question in enumerate(topic["questions"]):
                for a, answer in enumerate(topic["good"]):
                    last = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
                    name = f"{file.stem} {topic['topic']} {q} {a}"
                    true.append({"id": name, "messages": topic["turns"] + last})
                    mixed.append({"id": name, "messages": other["turns"] + last})
    write(own, true)
    write(foreign, mixed)


def auc_of(own, foreign):
    wins = sum((a < b) + 0.5 * (a == b) for a in own for b in foreign)
    return wins / (len(own) * len(foreign))


def auc(own, foreign):
    scores = []
    for folder in (own, foreign):
        scores.append([row["score"] for row in lines(Path(folder) / "scores.jsonl") if row.get("score") is not None])
    for name, some in zip(("own", "foreign"), scores):
        ordered = sorted(some)
        print(f"{name}: {len(some)} dialogues, mean {sum(some) / len(some):.3f}, median {ordered[len(some) // 2]:.3f}")
    drawn = random.Random(1)
    found = auc_of(*scores)
    samples = sorted(
        auc_of([drawn.choice(scores[0]) for _ in scores[0]], [drawn.choice(scores[1]) for _ in scores[1]])
        for _ in range(10_000 if len(scores[0]) < 100 else 1_000)
    )
    low, high = samples[int(0.025 * len(samples))], samples[int(0.975 * len(samples))]
    print(f"AUC {found:.3f} ({low:.3f} to {high:.3f})")


def losses(model_directory, data, scores):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model = AutoModelForCausalLM.from_pretrained(model_directory, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(model_directory)

    def prompt(messages):
        if tokenizer.chat_template:
            text = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
            return tokenizer(text, add_special_tokens=False)["input_ids"]
        text = "\n\n".join(message["content"] for message in messages) + "\n"
        start = [tokenizer.bos_token_id] if tokenizer.bos_token_id is not None else []
        return start + tokenizer(text, add_special_tokens=False)["input_ids"]

    def loss(messages, answer):
        before = prompt(messages)
        ids = tokenizer(answer, add_special_tokens=False)["input_ids"] + [tokenizer.eos_token_id]
        with torch.no_grad():
            logits = model(torch.tensor([before + ids])).logits[0, len(before) - 1 : -1]
        chosen = logits.log_softmax(-1).gather(1, torch.tensor(ids).unsqueeze(1))
        return -chosen.mean().item(), len(ids)

    rows = {row.get("id", f"line {number}"): row for number, row in enumerate(lines(data), 1)}
    furthest, turns = 0.0, 0
    for score in lines(Path(scores) / "scores.jsonl"):
        messages = rows[score["id"]]["messages"]
        answers = [i for i, message in enumerate(messages) if message["role"] == "assistant"]
        system = messages[:1] if messages[0]["role"] == "system" else []
        for turn in score["turns"]:
            at, before = answers[turn["turn"] - 1], answers[turn["turn"] - 2]
            with_history, count = loss(messages[:at], messages[at]["content"])
            without, _ = loss(system + messages[before + 1 : at], messages[at]["content"])
            assert count == turn["tokens"], (score["id"], count, turn["tokens"])
            furthest = max(
                furthest, abs(with_history - turn["lossWithHistory"]), abs(without - turn["lossWithout"])
            )
            turns += 1
    print(f"{turns} turns, furthest {furthest:.1e}, allowed 1e-3")
    sys.exit(0 if turns and furthest <= 1e-3 else 1)


if __name__ == "__main__":
    {"clin": clin, "corpus": corpus, "auc": auc, "losses": losses}[sys.argv[1]](*sys.argv[2:])

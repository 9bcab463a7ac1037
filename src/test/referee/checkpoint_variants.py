"""Makes checkpoints in every form that people bring, and compares what we and transformers make of each.

    mvn -q -pl language-model -am test-compile dependency:build-classpath -Dmdep.outputFile=target/class-path
    CLASSPATH="language-model/target/classes:language-model/target/test-classes:run-protocol/target/classes:$(cat language-model/target/class-path)" \\
        python src/test/referee/checkpoint_variants.py OUT

Every variant is a small random model of one family with one thing changed: its configuration, its tensors, its shards, its
tokenizer, or a damage. `org.careloop.lm.model.CheckpointVariants` runs `careloop generate` on each. A variant passes where
our logits and ids equal those of transformers, or where we end with code 2 and say why, as it expects. Prints a table;
ends with code 1 where a variant is read differently in silence, ends otherwise, or is refused though it should be read.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"  # an adapter names a base model that is not here


import torch
from checkpoint_variants_cases import make_all
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast
from transformers.utils import logging

TOLERANCE = 1e-5
logging.set_verbosity_error()
logging.disable_progress_bar()


def of_transformers(model_dir, case):
    """Logits and ids, or why there are none. Weights that it would make up count as refused."""
    try:
        model, report = AutoModelForCausalLM.from_pretrained(
            model_dir,
            dtype=torch.float32,
            attn_implementation="eager",
            experts_implementation="eager",
            output_loading_info=True,
        )
        made_up = set(report["missing_keys"]) | set(report["mismatched_keys"])
        if made_up:
            return f"makes up {len(made_up)} tensors"
        with torch.no_grad():
            logits = model.eval()(input_ids=torch.tensor(case["ids"])).logits
        tokenizer = PreTrainedTokenizerFast.from_pretrained(model_dir)
        said = {"logits": logits, "textIds": tokenizer(case["text"])["input_ids"]}
        if case["chat"]:
            said["chatIds"] = tokenizer.apply_chat_template(
                [{"role": "user", "content": "w7 w9"}],
                add_generation_prompt=True,
                return_dict=False,
                chat_template=case.get("template"),
            )
        return said
    except Exception as e:  # whatever it is, it is no answer
        return f"{type(e).__name__}: {str(e).splitlines()[0] if str(e) else ''}"[:60]


def verdict(variant, case):
    ours = json.loads((variant / "ours.json").read_text(encoding="utf-8"))
    theirs = of_transformers(variant / "model", case)
    refused_there = theirs if isinstance(theirs, str) else ""
    words = ours["words"].splitlines()[-1] if ours["words"] else ""
    if ours["exit"] == 2:
        plain = words.startswith("careloop: ") and len(words) > 60 and "Exception" not in words
        return plain and case["expect"] == "refused", "refused", refused_there, words.replace(str(variant), "..")
    if ours["exit"] != 0:
        return False, f"exit {ours['exit']}", refused_there, words
    if refused_there:
        return False, "read", refused_there, ""
    furthest = (load_file(variant / "ours.safetensors")["logits"] - theirs["logits"]).abs().max().item()
    ids = all(ours[name] == theirs[name] for name in ("textIds", "chatIds") if name in theirs)
    equal = furthest <= TOLERANCE and ids
    return equal and case["expect"] == "equal", "equal" if equal else "DIFFERENT", f"{furthest:.1e}", "" if ids else "ids"


def main(out):
    make_all(out)
    subprocess.run(["java", "org.careloop.lm.model.CheckpointVariants", str(out)], check=True)
    passed = equal = refused = 0
    variants = sorted(path for path in out.iterdir() if path.is_dir())
    print(f"{'variant':44} {'ours':9} {'ok':3} transformers (logits away, or its refusal); our words")
    for variant in variants:
        case = json.loads((variant / "case.json").read_text(encoding="utf-8"))
        good, end, there, words = verdict(variant, case)
        passed += good
        equal += end == "equal"
        refused += end == "refused"
        print(f"{variant.name:44} {end:9} {'yes' if good else 'NO':3} {there}; {words}"[:400])
    print(f"{len(variants)} variants: {equal} equal within {TOLERANCE:.0e}, {refused} refused, {passed} as they should be")
    sys.exit(0 if passed == len(variants) else 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())

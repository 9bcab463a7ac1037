"""Loads our checkpoints of every family in transformers, and our adapters in PEFT, and compares their logits with ours.

    mvn -q -pl language-model -am test-compile dependency:build-classpath -Dmdep.outputFile=target/class-path
    cd language-model && java -cp "target/classes:target/test-classes:../run-protocol/target/classes:$(cat target/class-path)" \\
        -Dcareloop.shared=../../shared org.careloop.lm.model.CheckpointsForTransformers OUT
    python src/test/referee/checkpoint_parity.py OUT

Ends with code 1 where a logit is further than 1e-4 from ours, or a weight is missing or left over.
"""

import sys
from pathlib import Path

import torch
from peft import PeftModel
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM

TOLERANCE = 1e-4


def load(directory):
    model, report = AutoModelForCausalLM.from_pretrained(
        directory, dtype=torch.float32, experts_implementation="eager", output_loading_info=True
    )
    wrong = {name: names for name, names in report.items() if names}
    if wrong:
        sys.exit(f"{directory}: {wrong}")
    return model.eval()


def main(folder):
    worst = 0.0
    for family in sorted(path for path in folder.iterdir() if path.is_dir()):
        expected = load_file(family / "expected.safetensors")
        models = {
            "bare": (load(family / "model"), "bare"),
            "merged": (load(family / "merged"), "adapted"),
            "adapter": (PeftModel.from_pretrained(load(family / "model"), family / "adapter").eval(), "adapted"),
        }
        with torch.no_grad():
            for name, (model, which) in models.items():
                furthest = (model(input_ids=expected["ids"]).logits - expected[which]).abs().max().item()
                worst = max(worst, furthest)
                print(f"{family.name} {name}: {type(model).__name__}, furthest logit {furthest:.1e}")
    sys.exit(0 if worst <= TOLERANCE else 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

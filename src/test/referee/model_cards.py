"""Runs the recipes of model cards as they stand, and compares what they print with the scores that we give.

    CLASSPATH=... java org.careloop.reward.RecipesForTransformers OUT MODEL...
    python src/test/referee/model_cards.py OUT

MODEL are directories with the tokenizers of published models, with a chat template and without: stories260K,
smollm2-135m-instruct and llama3-tokenizer of ../shared/models. Each folder of OUT has a README.md with one block of Python,
which runs in that folder. Ends with code 1 where a score is further than 1e-4 from ours.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

TOLERANCE = 1e-4


def main(out):
    worst = 0.0
    for folder in sorted(path for path in out.iterdir() if path.is_dir()):
        card = (folder / "README.md").read_text(encoding="utf-8")
        (recipe,) = re.findall(r"```python\n(.*?)```", card, re.DOTALL)
        ran = subprocess.run([sys.executable, "-c", recipe], cwd=folder, capture_output=True, text=True)
        if ran.returncode:
            sys.exit(f"{folder.name}: the recipe fails\n{ran.stderr}")
        expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["score"]
        away = abs(float(ran.stdout.split()[-1]) - expected)
        worst = max(worst, away)
        print(f"{folder.name}: the recipe prints {ran.stdout.split()[-1]}, {away:.1e} from ours")
    sys.exit(0 if worst <= TOLERANCE else 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

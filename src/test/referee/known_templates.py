"""Finds the known chat templates, by their hashes, in Python packages that carry copies of them.

    pip download --no-deps --no-binary :all: llama-cpp-python==0.3.16    (unpack it; nothing is built)
    pip download --no-deps guidance==0.3.1                               (likewise)
    python known_templates.py OUT FOLDER …     (FOLDERs: these two, and trl 1.16 where it is installed)

Writes each that known-renderings.jsonl names to OUT, for the tests to read as models/chat-templates. A copy may have lost its
last line break, and may write line breaks inside Jinja's strings as the two characters or as one.
"""

import ast
import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
KNOWN = ROOT / "language-model/src/test/resources/org/careloop/lm/text/known-renderings.jsonl"


def wanted():
    rows = map(json.loads, KNOWN.read_text(encoding="utf-8").splitlines())
    return {row["sha256"]: row["file"] for row in rows}


def copies(folder):
    """All texts below a folder that may be templates."""
    for file in folder.rglob("*.jinja"):
        yield file.read_text(encoding="utf-8")
    for file in folder.rglob("*.py"):
        try:
            tree = ast.parse(file.read_text(encoding="utf-8"))
        except (SyntaxError, UnicodeDecodeError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "{%" in node.value:
                yield node.value


def variants(text):
    for breaks in (text, text.replace("\\n", "\n"), text.replace("\n", "\\n")):
        yield breaks
        yield breaks.rstrip("\n")
        yield breaks.rstrip("\n") + "\n"


def main(out, folders):
    out.mkdir(parents=True, exist_ok=True)
    missing = wanted()
    for text in (variant for folder in folders for copy in copies(folder) for variant in variants(copy)):
        file = missing.pop(hashlib.sha256(text.encode()).hexdigest(), None)
        if file:
            (out / file).write_text(text, encoding="utf-8", newline="")
    for file in sorted(missing.values()):
        print("not found:", file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(folder) for folder in sys.argv[2:]])

"""Makes studies that are hard to read, and exports each in every format, for exports.py.

    python src/test/referee/exports_studies.py FOLDER COMMAND

COMMAND starts CareLoop's commands: `./careloop`. FOLDER gets a database of its own and, for each study and format, the
unpacked ZIP in FOLDER/STUDY/FORMAT. The studies:

    none    no comparison (the filter of an export lets none through)
    one     one comparison, which uses every field
    many    20,001 comparisons with a vote each; every optional field first appears in the last
    late    20,001 comparisons of which the last alone has votes, and uses every field

Ids and annotators of the many are digits, the last ones are not: what a program guesses from the first rows is wrong there.
"""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

FORMATS = ["comparisons", "trl", "openrlhf", "llamafactory", "llamafactory-kto", "csv", "parquet"]
MANY = 20_000
TEXT = "Drink a lot, rest, and see a doctor if the fever stays for more than three days. " * 4


def plain(n, vote):
    votes = [{"annotator": "17", "verdict": "AB"[n % 2]}] if vote else []
    return {
        "format_version": 3,
        "id": str(n),
        "prompt": [{"role": "user", "content": f"{n}: I have a fever. {TEXT}"}],
        "a": f"{n} first. {TEXT}",
        "b": f"{n} second.",
        "votes": votes,
    }


def given(annotator, verdict, ranking, **more):
    return {
        "annotator": annotator,
        "verdict": verdict,
        "strength": 3,
        "weight": 0.5,
        "ranking": ranking,
        "rationale": "Because, \"of\" this;\nand that.",
        "criteria": [{"criterion": "safety", "verdict": "B"}],
        "flags": [{"response": 1, "kind": "UNSAFE", "quote": "rest", "start": 4}],
        "corrections": [{"response": 0, "text": "=better"}],
        "active_ms": 31_000,
        "judged_at": "2026-03-01T08:00:00.5Z",
        **more,
    }


def full(name):
    """Three responses, ranked by one and by one who changed his mind twice; two said no one is better, a pair of turns."""
    history = [given("dr-x", "B", [2, 1, 3], revision=n, **({"reason": "SLIP", "note": "wrong key"} if n > 1 else {})) for n in (1, 2)]
    said = {"adjudicator": "senior", "verdict": "A", "strength": 3, "ranking": [1, 2, 2], "rationale": "The dose decides."}
    return {
        "format_version": 3,
        "id": name,
        "prompt": [
            {"role": "system", "content": "You are a nurse."},
            {"role": "user", "content": "头痛怎么办？"},
            {"role": "assistant", "content": "Since when?"},
            {"role": "user", "content": "今天"},
        ],
        "a": "=1+1",
        "b": "rest well",
        "responses": ["=1+1", "rest well", "see a doctor"],
        "models": ["m0", None, "m2"],
        "language": "zh",
        "tags": ["fever", "a;b"],
        "specialty": "cardiology",
        "votes": [
            given("dr-x", "A", [1, 2, 3], revision=3, reason="SECOND_LOOK", note="looked again", history=history),
            given("dr-y", "SAME", [1, 1, 3]),
        ],
        "adjudications": [
            {**said, "stage": "BLIND", "decided_at": "2026-03-02T08:00:00Z"},
            {**said, "stage": "DECISION", "cause": "DIVIDED", "decided_at": "2026-03-02T09:00:00Z",
             "criteria": [{"criterion": "safety", "verdict": "SAME"}]},
        ],
    }


def odd():
    """A known answer; and a prompt that does not go back and forth, with a vote that calls both answers bad."""
    question = [{"role": "user", "content": "Fever?"}, {"role": "user", "content": "Are you there?"}]
    pair = {"format_version": 3, "a": "Yes.", "b": "No."}
    return [
        {**pair, "id": "known", "prompt": question[:1], "votes": [], "gold": {"verdict": "A"}},
        {**pair, "id": "twice", "prompt": question, "votes": [
            {"annotator": "dr-x", "verdict": "B"}, {"annotator": "dr-y", "verdict": "BOTH_BAD"}]},
        {**pair, "id": "bad", "prompt": question[:1], "votes": [{"annotator": "dr-y", "verdict": "BOTH_BAD"}]},
    ]


def studies():
    yield "one", [full("only")]
    yield "many", [plain(n, True) for n in range(MANY - 3)] + odd() + [full("last")]
    yield "late", [plain(n, False) for n in range(MANY)] + [full("last")]


def main(folder, command):
    data = ["--data", str(folder / "data")]
    folder.mkdir(parents=True, exist_ok=True)

    def run(*arguments):
        subprocess.run([command, *arguments], check=True, stdout=subprocess.DEVNULL)

    for study, rows in studies():
        file = folder / f"{study}.jsonl"
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        run("import", *data, "--study", study, "--create", "1", str(file))
    for study, filters in (("none", ["--study", "one", "--tag", "no such tag"]), *((s, ["--study", s]) for s in ("one", "many", "late"))):
        for form in FORMATS:
            target = folder / study / form
            target.mkdir(parents=True, exist_ok=True)
            archive = target.with_suffix(".zip")
            run("export", *data, *filters, "--format", form, "--out", str(archive))
            with zipfile.ZipFile(archive) as packed:
                packed.extractall(target)
        print(f"{study}: exported in {len(FORMATS)} formats", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

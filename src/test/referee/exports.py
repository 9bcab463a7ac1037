"""Reads exports with the programs that they are for.

    ./careloop export --study NAME --format FORMAT --out FOLDER/FILE     for each of trl.jsonl, openrlhf.jsonl, votes.csv, votes.parquet
    python src/test/referee/exports.py FOLDER TOKENIZER

TOKENIZER is a model directory with a chat template. Every file must load, say the same as the others, and be what its
manifest says. Prints a line for each reader, and ends with an error where one disagrees.
"""

import hashlib
import json
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as parquet
from datasets import disable_progress_bars, load_dataset
from transformers import AutoTokenizer
from trl.data_utils import apply_chat_template, is_conversational, unpair_preference_dataset


disable_progress_bars()


def manifest(file):
    said = json.loads(file.with_name(file.stem + "-manifest.json").read_text())
    for name, digest in said["sha256"].items():
        found = hashlib.sha256(file.with_name(name).read_bytes()).hexdigest()
        assert found == digest, f"{name}: {found}, the manifest says {digest}"
    return said["counts"]


def rows(file):
    return load_dataset("json", data_files=str(file), split="train")


def preferences(file, tokenizer):
    """TRL's own way from rows to texts."""
    counts = manifest(file)
    data = rows(file)
    assert len(data) == counts["preferences"] and {"prompt", "chosen", "rejected"} <= set(data.column_names)
    assert is_conversational(data[0])
    texts = data.select(range(min(200, len(data)))).map(apply_chat_template, fn_kwargs={"processing_class": tokenizer})
    assert all(row["chosen"] and row["prompt"] and row["chosen"] != row["prompt"] for row in texts)
    assert len(unpair_preference_dataset(data)) == 2 * len(data)
    ties = rows(file.with_name(file.stem + "-ties.jsonl"))
    assert len(data) + len(ties) == counts["judgements"]
    print(f"TRL: {len(data)} preferences, {len(ties)} ties")
    return data, ties


def conversations(file, trl, tokenizer):
    """OpenRLHF renders chosen and rejected whole with the chat template and trains on what differs."""
    data = rows(file)
    assert len(data) == manifest(file)["preferences"] == len(trl)
    for row, same in zip(data, trl, strict=True):
        assert row["chosen"] == same["prompt"] + same["chosen"] and row["rejected"] == same["prompt"] + same["rejected"]
    chosen, rejected = (tokenizer.apply_chat_template(data[0][side], tokenize=False) for side in ("chosen", "rejected"))
    assert chosen and rejected
    print(f"OpenRLHF: {len(data)} conversations")


def tables(csv_file, parquet_file, votes):
    manifest(csv_file), manifest(parquet_file)
    by_arrow = parquet.read_table(parquet_file)
    by_pandas = pd.read_parquet(parquet_file)
    csv = pd.read_csv(csv_file, encoding="utf-8-sig", keep_default_na=False, dtype=str)
    assert list(by_pandas.columns) == list(csv.columns) == by_arrow.column_names
    assert len(by_pandas) == len(csv) == by_arrow.num_rows
    given = by_pandas[by_pandas["verdict"].notna()]
    assert len(given) == votes
    for column in ("id", "prompt", "a", "b", "verdict", "annotator"):
        told = csv[column].str.replace(r"^'(?='*(?:[=+\-@\t\r\n＝＋－＠]|\s*$))", "", regex=True)
        assert (told == by_pandas[column].fillna("")).all(), column
    assert str(by_arrow.schema.field("judged_at").type).startswith("timestamp"), by_arrow.schema.field("judged_at")
    print(f"pandas and pyarrow: {len(by_pandas)} rows, {len(given)} votes, the same as the spreadsheet")


def main(folder, tokenizer):
    trl, ties = preferences(folder / "trl.jsonl", tokenizer)
    conversations(folder / "openrlhf.jsonl", trl, tokenizer)
    tables(folder / "votes.csv", folder / "votes.parquet", len(trl) + len(ties))


if __name__ == "__main__":
    main(Path(sys.argv[1]), AutoTokenizer.from_pretrained(sys.argv[2]))

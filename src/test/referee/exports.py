"""Reads exports with the programs that they are for.

    python src/test/referee/exports_studies.py FOLDER ./careloop      makes studies and exports them
    python src/test/referee/exports.py FOLDER TOKENIZER

TOKENIZER is a model directory with a tokenizer. Each format of each study is read by datasets (the files by `json`, `csv` and
`parquet`, and the folder by its README), pandas, pyarrow, TRL's two trainers (a step of each with a model made here) and
LLaMA-Factory: by its own parser and converter where `pip install --no-deps llamafactory` has put them, and always by what
they ask of a file. Every reader must find as many rows as the manifest counts, and in them what the file says.

Prints a line for each reader, and ends with an error where one disagrees. `pyarrow.json` reads the files one block after the
other (`use_threads=False`), or with the types of the folder's README: on several threads it fails now and then where a block
has only empty lists, whichever program wrote them.
"""

import hashlib
import importlib.machinery
import json
import os
import sys
import tempfile
import types
from pathlib import Path

os.environ["HF_DATASETS_OFFLINE"] = "1"

import pandas as pd
import pyarrow.csv
import pyarrow.json
import pyarrow.parquet
import torch
from datasets import Features, disable_progress_bars, load_dataset
from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM, LlamaForSequenceClassification
from trl import DPOConfig, DPOTrainer, RewardConfig, RewardTrainer
from trl.data_utils import is_conversational, unpair_preference_dataset

disable_progress_bars()
STUDIES = ["none", "one", "many", "late"]
CHAT = "{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}{{ eos_token }}{% endfor %}"
DEFUSED = r"^'(?='*(?:[=+\-@\t\r\n＝＋－＠]|\s*$))"


def load(*arguments, **options):
    """Into a cache of its own, so that nothing of an earlier reading helps."""
    return load_dataset(*arguments, split="train", cache_dir=tempfile.mkdtemp(), **options)


def manifest(folder):
    """The counts of an export, once every file is there, holds something and is what the manifest says."""
    said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = {file.name for file in folder.iterdir()} - {"manifest.json"}
    assert files == set(said["sha256"]), f"{folder}: {files} but the manifest says {set(said['sha256'])}"
    for name, digest in said["sha256"].items():
        content = (folder / name).read_bytes()
        assert content and hashlib.sha256(content).hexdigest() == digest, f"{folder / name}"
    return said["counts"]


def plain(value):
    """A value without what is absent, which is None here and not a number in pandas."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items() if each is not None and each == each}
    return [plain(each) for each in value] if isinstance(value, list) else value


def same(found, told, where):
    assert len(found) == len(told), f"{where}: {len(found)} rows, the file has {len(told)}"
    for n in {0, len(told) // 2, len(told) - 1}:
        row = plain(found[n] if not hasattr(found, "iloc") else found.iloc[n].to_dict())
        assert row == plain(told[n]), f"{where}, row {n}: {row}\nbut the file has {plain(told[n])}"


def json_lines(folder, name, count):
    file = folder / f"{name}.jsonl"
    if count == 0:
        assert not file.exists(), f"{file} has no rows and is there"
        return None
    lines = file.read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert len(told) == count and all(row.keys() == told[0].keys() for row in told), file
    by_file = load("json", data_files=str(file))
    same(by_file, told, f"datasets {file}")
    by_folder = load(str(folder), name)
    same(by_folder, told, f"datasets {folder} {name}")
    # pandas makes a number of an id of digits unless it is told not to
    same(pd.read_json(file, lines=True, dtype=False, encoding="utf-8"), told, f"pandas {file}")
    one_thread = pyarrow.json.ReadOptions(use_threads=False)
    assert pyarrow.json.read_json(file, read_options=one_thread).num_rows == count
    typed = pyarrow.json.ParseOptions(explicit_schema=by_folder.features.arrow_schema)
    same(pyarrow.json.read_json(file, parse_options=typed).to_pylist(), told, f"pyarrow {file}")
    return by_folder


def table(folder, lines):
    """CSV and Parquet have their columns even without rows; a program that wants rows finds none."""
    file = next(folder.glob("votes.*"))
    columns = file.suffix == ".parquet" and pyarrow.parquet.read_schema(file).names
    if file.suffix == ".parquet":
        by_pandas, by_arrow = pd.read_parquet(file), pyarrow.parquet.read_table(file)
        assert str(by_arrow.schema.field("judged_at").type).startswith("timestamp")
    else:
        by_pandas = pd.read_csv(file, encoding="utf-8-sig", keep_default_na=False, dtype=str)
        by_arrow = pyarrow.csv.read_csv(file, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True))
        columns = list(by_pandas.columns)
    assert list(by_pandas.columns) == by_arrow.column_names == columns and columns[0] == "id"
    assert len(by_pandas) == by_arrow.num_rows == lines, f"{file}: {len(by_pandas)} lines, expected {lines}"
    if lines:
        by_file = load(file.suffix[1:], data_files=str(file))
        by_folder = load(str(folder), "votes")
        assert by_file.column_names == by_folder.column_names == columns and len(by_file) == len(by_folder) == lines
        if file.suffix == ".csv":
            assert by_folder.features["id"].dtype == "string"
            assert list(by_folder["id"]) == list(by_pandas["id"])
    return by_pandas


def tables(csv, parquet):
    for column in ("id", "prompt", "a", "b", "verdict", "annotator", "history", "adjudications"):
        told = csv[column].str.replace(DEFUSED, "", regex=True)
        assert (told == parquet[column].fillna("")).all(), column


def tiny(kind, tokenizer, **more):
    torch.manual_seed(0)
    return kind(LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        pad_token_id=tokenizer.pad_token_id, **more))


def trl(data, tokenizer, where):
    """The way of both trainers from rows to a step."""
    assert is_conversational(data[0]) and len(unpair_preference_dataset(data)) == 2 * len(data)
    first = data.select(range(min(8, len(data))))
    for trainer, config, models in (
        (RewardTrainer, RewardConfig, {"model": tiny(LlamaForSequenceClassification, tokenizer, num_labels=1)}),
        (DPOTrainer, DPOConfig, {"model": tiny(LlamaForCausalLM, tokenizer), "ref_model": tiny(LlamaForCausalLM, tokenizer)}),
    ):
        settings = config(
            output_dir=tempfile.mkdtemp(), max_steps=1, per_device_train_batch_size=2, max_length=256, report_to=[],
            use_cpu=True, save_strategy="no", disable_tqdm=True, bf16=False, gradient_checkpointing=False)
        told = trainer(**models, args=settings, train_dataset=first, processing_class=tokenizer).train()
        assert told.training_loss > 0, f"{trainer.__name__} on {where}"
        print(f"    {trainer.__name__}: a step, loss {told.training_loss:.3f}")


def conversations(rows, data, where):
    """OpenRLHF renders chosen and rejected whole with the chat template and trains on what differs."""
    assert len(rows) == len(data)
    for n in {0, len(rows) - 1}:
        for side in ("chosen", "rejected"):
            assert rows[n][side] == data[n]["prompt"] + data[n][side], f"{where}, row {n}"


def converted(folder, name, data):
    """What LLaMA-Factory makes of every row: nothing is skipped, and the texts are the same."""
    entry = json.loads((folder / "dataset_info.json").read_text(encoding="utf-8"))[f"careloop_{name}"]
    assert entry["formatting"] == "sharegpt" and (folder / entry["file_name"]).is_file()
    columns, ranking = entry["columns"], entry.get("ranking", False)
    assert ranking == (name == "preferences")
    for row in data:
        turns = row[columns["messages"]]
        spoken = turns[1:] if turns[0]["from"] == "system" else turns
        assert [turn["from"] for turn in spoken] == [("human", "gpt")[n % 2] for n in range(len(spoken))], row
        assert len(spoken) % 2 == (1 if ranking else 0), row
        assert row[columns["chosen"]]["from"] == row[columns["rejected"]]["from"] == "gpt" if ranking else isinstance(row[columns["kto_tag"]], bool)
    try:
        own = theirs(folder, name, data)
    except ModuleNotFoundError as absent:
        return f"by its conventions ({absent.name} is not installed)"
    assert own == len(data)
    return "by its own converter too"


def theirs(folder, name, data):
    for absent in ("torchaudio", "torchvision"):
        if absent not in sys.modules and importlib.util.find_spec(absent) is None:
            sys.modules[absent] = types.ModuleType(absent)
            sys.modules[absent].__spec__ = importlib.machinery.ModuleSpec(absent, None)
    from llamafactory.data.converter import get_dataset_converter
    from llamafactory.data.parser import get_dataset_list

    [attributes] = get_dataset_list([f"careloop_{name}"], str(folder))
    convert = get_dataset_converter(attributes.formatting, attributes, None)
    read = 0
    for row in data:
        said = convert(row)
        assert said["_prompt"] and len(said["_response"]) == 2, row
        if name == "preferences":
            assert [each["content"] for each in said["_response"]] == [row["chosen"]["value"], row["rejected"]["value"]]
        else:
            assert said["_response"][0 if row["label"] else 1]["content"] == row["conversations"][-1]["value"]
        read += 1
    return read


def study(folder, tokenizer):
    own = manifest(folder / "comparisons")
    comparisons = json_lines(folder / "comparisons", "comparisons", own["comparisons"])
    print(f"  comparisons: {own['comparisons']}, votes: {own['judgements']}")
    if comparisons:
        used = [n for n, row in enumerate(comparisons) if row["adjudications"]]
        assert len(used) == 1 and used[0] < 45 and len(comparisons[used[0]]["votes"][0]["history"]) == 2, used
    counts = manifest(folder / "trl")
    data = json_lines(folder / "trl", "preferences", counts["preferences"])
    json_lines(folder / "trl", "ties", counts["ties"])
    print(f"  TRL: {counts['preferences']} preferences, {counts['ties']} ties")
    whole = manifest(folder / "openrlhf")
    rows = json_lines(folder / "openrlhf", "preferences", whole["preferences"])
    json_lines(folder / "openrlhf", "ties", whole["ties"])
    if data:
        trl(data, tokenizer, folder)
        conversations(rows, data, folder / "openrlhf")
    print(f"  OpenRLHF: {whole['preferences']} conversations")
    for form, name in (("llamafactory", "preferences"), ("llamafactory-kto", "kto")):
        told = manifest(folder / form)
        rows = json_lines(folder / form, name, told[name])
        for other in ("not-alternating", "ties"):
            json_lines(folder / form, other, told[other])
        how = converted(folder / form, name, rows) if rows else "nothing to convert"
        print(f"  LLaMA-Factory {name}: {told[name]}, {told['not-alternating']} apart, {told['ties']} ties, {how}")
    csv, parquet = manifest(folder / "csv"), manifest(folder / "parquet")
    unjudged = sum(1 for row in comparisons or [] if not row["votes"])
    lines = own["judgements"] + unjudged
    assert csv["judgements"] == parquet["judgements"] == own["judgements"]
    tables(table(folder / "csv", lines), table(folder / "parquet", lines))
    print(f"  CSV and Parquet: {lines} lines, the same in both")


def main(folder, tokenizer):
    tokenizer.chat_template = tokenizer.chat_template or CHAT
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
    for name in STUDIES:
        print(f"{name}:", flush=True)
        study(folder / name, tokenizer)
    print("every export is read by every program")


if __name__ == "__main__":
    main(Path(sys.argv[1]), AutoTokenizer.from_pretrained(sys.argv[2]))

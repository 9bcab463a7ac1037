"""Checks with TensorBoard's own reader that the event files of runs say what `metrics.jsonl` says.

    python src/test/referee/tensorboard_events.py RUN…

RUN is a run directory, or a folder of such. Takes all event files of a run in the order of their names, as TensorBoard does, by
`EventAccumulator`, and the raw records by `RawEventFileLoader`, which forgets nothing. Fails where a figure or a step is absent, doubled or other than the
32-bit number of the one in `metrics.jsonl`, where steps or moments go back, or where a file holds a record that is not whole.

Needs `pip install tensorboard`; without it nothing is checked and it says so.
"""

import json
import math
import pathlib
import sys

try:
    import numpy
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.backend.event_processing.event_file_loader import RawEventFileLoader
    from tensorboard.compat.proto.event_pb2 import Event
except ImportError as absent:
    print(f"skipped: {absent.name} is not installed; pip install tensorboard")
    sys.exit(0)


def runs(paths):
    for path in map(pathlib.Path, paths):
        if (path / "run.json").exists():
            yield path
        else:
            yield from sorted(run.parent for run in path.glob("*/run.json"))


def wanted(run):
    """{(name, step): value} of metrics.jsonl."""
    figures = {}
    for line in open(run / "metrics.jsonl", encoding="utf-8"):
        row = json.loads(line)
        step = row.pop("step")
        for name, value in row.items():
            if isinstance(value, (int, float)):
                figures[name, step] = numpy.float32(value)
    return figures


def raw(files):
    """(name, step, value, moment) of every record that is there, and the bytes that are in no whole record."""
    found, loose = [], 0
    for file in files:
        read = 0
        for record in RawEventFileLoader(str(file)).Load():
            read += len(record) + 16
            event = Event.FromString(record)
            for value in event.summary.value:
                found.append((value.tag, event.step, numpy.float32(value.simple_value), event.wall_time))
        loose += file.stat().st_size - read
    return found, loose


def check(run):
    problems = []
    expected = wanted(run)
    files = sorted((run / "tensorboard").glob("*tfevents*"))
    records, loose = raw(files)
    if loose:
        problems.append(f"{loose} bytes are in no whole record")
    if len({(name, step) for name, step, _, _ in records}) != len(records):
        problems.append("a figure of a step is there twice")
    for before, after in zip(records, records[1:]):
        if after[1] < before[1] or after[3] < before[3]:
            problems.append(f"goes back from step {before[1]} to {after[1]}, or in time")
            break
    accumulator = EventAccumulator(str(run / "tensorboard"), size_guidance={"scalars": 0})
    accumulator.Reload()
    shown = {}
    for name in accumulator.Tags()["scalars"]:
        for scalar in accumulator.Scalars(name):
            shown[name, scalar.step] = numpy.float32(scalar.value)
    for source, found in (("the records", {(n, s): v for n, s, v, _ in records}), ("TensorBoard", shown)):
        if found.keys() != expected.keys():
            problems.append(f"{source}: {len(expected.keys() - found.keys())} figures absent, {len(found.keys() - expected.keys())} too many")
        other = [key for key in expected.keys() & found.keys() if found[key] != expected[key] and not (math.isnan(found[key]) and math.isnan(expected[key]))]
        if other:
            problems.append(f"{source}: {len(other)} figures differ, such as {other[0]}")
    steps = len({step for _, step in expected})
    print(f"{run.name}: {len(files)} files, {steps} steps, {len(expected)} figures: {'; '.join(problems) or 'equal'}")
    return not problems


checked = [check(run) for run in runs(sys.argv[1:])]
if not checked:
    sys.exit("no run.json in these folders")
sys.exit(0 if all(checked) else 1)

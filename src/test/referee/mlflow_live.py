"""Checks with a real MLflow server that it shows a run while it goes on, and in the end every figure of `metrics.jsonl`.

    python src/test/referee/mlflow_live.py -- ./careloop sft --model DIR --data FILE --out RUN

Starts a tracking server in a temporary folder on the loopback, begins the command with its address, and looks at the server while
the run goes on. Fails where no figure was there before the run ended, or where a figure, a step or a setting in the end is absent,
doubled or another, or the run is not said to be finished.

Needs `pip install mlflow`; without it nothing is checked and it says so.
"""

import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

try:
    from mlflow.tracking import MlflowClient
except ImportError as absent:
    print(f"skipped: {absent.name} is not installed; pip install mlflow")
    sys.exit(0)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def serve(folder, port):
    server = subprocess.Popen(
        [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
         "--backend-store-uri", f"sqlite:///{folder}/runs.db", "--artifacts-destination", str(folder)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2)
            return server
        except OSError:
            time.sleep(.5)
    raise SystemExit("the MLflow server did not come up")


def run_of(client):
    found = client.get_experiment_by_name("careloop")
    runs = client.search_runs([found.experiment_id]) if found else []
    return runs[0] if runs else None


def wanted(run):
    figures = {}
    for line in open(run / "metrics.jsonl", encoding="utf-8"):
        row = json.loads(line)
        step = row.pop("step")
        figures.update({(name, step): value for name, value in row.items()})
    return figures


def same(there, value):
    try:
        return float(there) == float(value)
    except (TypeError, ValueError):
        return there == str(value)


def main():
    command = sys.argv[sys.argv.index("--") + 1:]
    run = pathlib.Path(command[command.index("--out") + 1])
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        server = serve(folder, port)
        try:
            address = f"http://127.0.0.1:{port}"
            client = MlflowClient(address)
            begun = subprocess.Popen(command, env={**os.environ, "MLFLOW_TRACKING_URI": address})
            live = None
            while begun.poll() is None:
                found = run_of(client)
                if live is None and found and found.data.metrics and found.info.status == "RUNNING":
                    live = sorted(found.data.metrics)
                    print("while it goes on:", ", ".join(live))
                time.sleep(.5)
            if begun.returncode:
                raise SystemExit(f"the run ended with {begun.returncode}")
            found = run_of(client)
            there = {}
            for name in found.data.metrics:
                for point in client.get_metric_history(found.info.run_id, name):
                    if (name, point.step) in there:
                        raise SystemExit(f"{name} at step {point.step} is there twice")
                    there[name, point.step] = point.value
            expected = wanted(run)
            if there != expected:
                odd = sorted(set(there.items()) ^ set(expected.items()))[:5]
                raise SystemExit(f"other figures than those of the run: {odd}")
            settings = json.loads((run / "run.json").read_text())["settings"]
            for name, value in settings.items():
                if not same(found.data.params[name], value):
                    raise SystemExit(f"setting {name}: {found.data.params[name]}, expected {value}")
            if found.info.status != "FINISHED":
                raise SystemExit(f"the run is said to be {found.info.status}")
            if live is None:
                raise SystemExit("no figure was there before the run ended")
            print(f"{len(there)} figures of {len(set(step for _, step in there))} steps and "
                  f"{len(found.data.params)} settings are the same; run {found.info.run_name} is {found.info.status}")
        finally:
            os.killpg(server.pid, 15)


if __name__ == "__main__":
    main()

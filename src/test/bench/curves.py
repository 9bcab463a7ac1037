"""Long curves: writes runs of 100,000 lines, and measures in Chromium how soon they are drawn.

    python src/test/bench/curves.py write DATA/runs/ID…
    python src/test/bench/curves.py measure http://localhost:8080 PASSWORD 1,2,3,4,5,6,7,8,9,10 DATA/runs/ID

The first fills directories of policy runs that were started and stopped. The second signs in as ml-engineer, lays the runs of
these numbers over one another, and then appends lines to the last directory, as a trainer does, with its page open; no worker
may look at the folder meanwhile. It needs `pip install playwright` and Chromium at /usr/bin/chromium, or where CHROMIUM says.
"""

import json
import math
import os
import random
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

LINES = 100_000
WATCH = """() => {
  const type = customElements.get('care-curve'), take = type.prototype.take;
  window.clear = () => { performance.clearResourceTimings(); window.first = undefined; window.last = undefined; window.takes = 0; };
  window.clear();
  type.prototype.take = function (news) {
    window.first ??= performance.now();
    take.call(this, news);
    window.takes++;
    requestAnimationFrame(() => setTimeout(() => (window.last = performance.now())));
  };
}"""
TIMES = """() => {
  const answer = performance.getEntriesByType('resource').filter((one) => one.name.includes('v-r=uidl') && one.responseEnd <= window.first + 5).at(-1);
  return { takes: window.takes, bytes: answer.decodedBodySize, server: answer.responseStart - answer.requestStart,
    asked: window.last - answer.requestStart, drawn: window.last - window.first };
}"""


def line(step, seed, rnd):
    t = step / LINES
    figures = {
        "objective/scores": 9 if step == LINES // 3 else rnd.gauss(2 * (1 - math.exp(-3 * t)) * (1 + 0.1 * seed), 0.4),
        "objective/kl_k3": 6 * t + abs(rnd.gauss(0, 0.5)), "objective/kl": 6 * t + rnd.gauss(0, 0.8),
        "objective/rlhf_reward": 1.5 * t + rnd.gauss(0, 0.4), "objective/beta": 0.05,
        "val/response_length": 120 + 20 * t + rnd.gauss(0, 6), "val/eos_rate": min(1, rnd.gauss(0.95, 0.02)), "val/eos_rate_n": 64,
        "policy/entropy_avg": 2 - 0.6 * t + rnd.gauss(0, 0.05), "policy/clipfrac_avg": min(1, abs(rnd.gauss(0.08, 0.03))),
        "val/sampler_gap": abs(rnd.gauss(0, 0.004)), "val/explained_variance": 0.8 * t + rnd.gauss(0, 0.05),
        "time/step": 1.2 + 0.1 * seed + 0.2 * rnd.random(),
    }
    if step % 1000 == 0:
        figures |= {"eval/objective/scores": 1.6 * t, "eval/objective/scores_n": 100,
                    "eval/objective/scores_low": 1.6 * t - 0.15, "eval/objective/scores_high": 1.6 * t + 0.15}
    return json.dumps({"step": step, **figures}) + "\n"


def status(directory, phase):
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    (directory / "status.json").write_text(json.dumps(
        {"phase": phase, "step": LINES, "of": LINES, "etaSeconds": None, "device": "CPU", "error": None, "updatedAt": now}))


def write(directories):
    for seed, directory in enumerate(directories):
        rnd = random.Random(seed)
        with open(directory / "metrics.jsonl", "w") as out:
            out.writelines(line(step, seed, rnd) for step in range(1, LINES + 1))
        status(directory, "DONE")


def told(what, rows):
    for name in ("server", "asked", "drawn"):
        values = sorted(row[name] for row in rows)
        print(f"{what}: {name} {values[len(values) // 2]:.0f} ms, slowest {values[-1]:.0f} ms of {len(values)}")
    print(f"{what}: {rows[-1]['bytes']} bytes, {rows[-1]['takes']} charts; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def whole(page):
    page.wait_for_selector("care-curve canvas", timeout=60_000)
    page.wait_for_function("() => !document.querySelector('care-smoothing [role=status]').textContent", timeout=120_000)
    page.wait_for_timeout(1_500)
    page.evaluate(WATCH)


def drawn(page, act):
    page.evaluate("() => window.clear()")
    act()
    page.wait_for_function("() => window.last")
    page.wait_for_timeout(1_500)
    return page.evaluate(TIMES)


def over(page, address, numbers):
    page.goto(f"{address}/curves?runs={numbers}")
    whole(page)
    axes = ["Time of training", "Steps"] * 5
    told("laid over one another", [drawn(page, page.get_by_text(axis, exact=True).click) for axis in axes])


def live(page, address, directory):
    kept = (directory / "metrics.jsonl").stat().st_size
    status(directory, "TRAINING")
    try:
        page.goto(f"{address}/runs/{directory.name}")
        whole(page)
        rnd = random.Random(0)

        def append(step):
            with open(directory / "metrics.jsonl", "a") as out:
                out.write(line(step, 0, rnd))

        told("a new point", [drawn(page, lambda: append(LINES + 1 + i)) for i in range(10)])
    finally:
        os.truncate(directory / "metrics.jsonl", kept)
        status(directory, "DONE")


def measure(address, password, numbers, directory):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        page = browser.new_context(locale="en-US", viewport={"width": 1360, "height": 900}).new_page()
        page.goto(f"{address}/login")
        page.fill("input[name=username]", "ml-engineer")
        page.fill("input[name=password]", password)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/login" not in url)
        began = time.time()
        over(page, address, numbers)
        live(page, address, directory)
        print(f"{time.time() - began:.0f} s in all")
        browser.close()


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write([Path(one) for one in sys.argv[2:]])
    else:
        measure(*sys.argv[2:5], Path(sys.argv[5]))

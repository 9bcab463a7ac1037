"""Agreement, intervals and tests by other people's libraries, for org.careloop.web.agreement.RefereeFiguresTest.

    pip install krippendorff irrCAC statsmodels scikit-learn scipy
    python src/test/referee/agreement_figures.py webapp/src/test/resources/org/careloop/web/agreement/figures.json [DATA]

The file holds made-up votes, a text for each comparison with a letter for each annotator (A a s b B x: first clearly, first
slightly, same, second slightly, second clearly, both bad; a dot where nobody voted), and what the libraries say of them.
With DATA, the folder of PandaLM's and PubMedQA's published labels, their kappas are printed, too; nothing of them is kept.
"""

import itertools
import json
import sys
import warnings
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
from irrCAC.raw import CAC
from scipy.stats import binomtest
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

warnings.filterwarnings("ignore")
LETTERS = "AasbBx"
VERDICT = {"A": 0, "a": 0, "s": 1, "b": 2, "B": 2, "x": 3}
PLACE = {"A": 0, "a": 1, "s": 2, "b": 3, "B": 4, "x": 2}
RESAMPLES = 2_000


def votes(seed, comparisons, raters, missing, agreeing):
    random = np.random.default_rng(seed)
    rows = []
    for _ in range(comparisons):
        truth = random.choice(list(LETTERS), p=[0.25, 0.2, 0.2, 0.2, 0.1, 0.05])
        rows.append(
            "".join(
                "."
                if random.random() < missing
                else (truth if random.random() < agreeing else random.choice(list(LETTERS)))
                for _ in range(raters)
            )
        )
    return rows


def table(rows, places):
    """[comparison][annotator], nan where there is no vote."""
    return np.array([[places.get(letter, np.nan) for letter in row] for row in rows], dtype=float)


def alpha(values, level, domain):
    return krippendorff.alpha(values.T, level_of_measurement=level, value_domain=domain)


def study(seed, comparisons, raters, missing, agreeing):
    rows = votes(seed, comparisons, raters, missing, agreeing)
    nominal, ordinal = table(rows, VERDICT), table(rows, PLACE)
    judged = nominal[~np.isnan(nominal).all(axis=1)]
    figures = {
        "alphaNominal": alpha(nominal, "nominal", [0, 1, 2, 3]),
        "alphaOrdinal": alpha(ordinal, "ordinal", [0, 1, 2, 3, 4]),
        "ac1": CAC(pd.DataFrame(judged), categories=[0.0, 1.0, 2.0, 3.0], digits=12).gwet()["est"]["coefficient_value"],
        "cohen": {},
    }
    if missing == 0:
        figures["fleiss"] = fleiss_kappa(aggregate_raters(nominal.astype(int), n_cat=4)[0], method="fleiss")
    for first, second in itertools.combinations(range(raters), 2):
        both = ~np.isnan(nominal[:, first]) & ~np.isnan(nominal[:, second])
        figures["cohen"][f"{first}-{second}"] = cohen_kappa_score(nominal[both, first], nominal[both, second])
    return {"votes": rows, "figures": figures, "intervals": intervals(nominal, ordinal) if seed == 1 else {}}


def intervals(nominal, ordinal):
    """By drawing comparisons one by one, the long way round."""
    random = np.random.default_rng(0)
    drawn = {"alphaNominal": [], "alphaOrdinal": [], "cohen 0-1": []}
    for _ in range(RESAMPLES):
        chosen = random.integers(0, len(nominal), len(nominal))
        drawn["alphaNominal"].append(alpha(nominal[chosen], "nominal", [0, 1, 2, 3]))
        drawn["alphaOrdinal"].append(alpha(ordinal[chosen], "ordinal", [0, 1, 2, 3, 4]))
        drawn["cohen 0-1"].append(cohen_kappa_score(nominal[chosen, 0], nominal[chosen, 1]))
    return {name: list(np.percentile(values, [2.5, 97.5])) for name, values in drawn.items()}


def shares():
    return [
        {
            "hits": hits,
            "of": of,
            "wilson": list(proportion_confint(hits, of, method="wilson")),
            "fair": binomtest(hits, of, 0.5).pvalue,
            "lowerThan": usual,
            "lower": binomtest(hits, of, usual, alternative="less").pvalue,
        }
        for hits, of, usual in [(0, 20, 0.5), (20, 20, 0.9), (20, 30, 0.6), (12, 30, 0.6), (57, 100, 0.65), (480, 1000, 0.5)]
    ]


def published(data):
    rows = json.loads((data / "pandalm-human-pairs" / "testset-v1.json").read_text())
    labels = np.array([[int(row[f"annotator{i}"]) for i in (1, 2, 3)] for row in rows])
    kappas = [cohen_kappa_score(labels[:, i], labels[:, j]) for i, j in ((0, 1), (0, 2), (1, 2))]
    print("PandaLM Cohen", [round(kappa, 3) for kappa in kappas], "Fleiss", round(fleiss_kappa(aggregate_raters(labels)[0]), 3))
    rows = json.loads((data / "pubmedqa" / "ori_pqal.json").read_text()).values()
    two = [(row["reasoning_required_pred"], row["reasoning_free_pred"]) for row in rows]
    print("PubMedQA Cohen", round(cohen_kappa_score(*zip(*two)), 3))


def main(out, data):
    p = [0.03, 0.01, 0.04, 0.02, 0.5, 0.0001]
    figures = {
        "studies": [study(1, 120, 3, 0, 0.6), study(2, 80, 4, 0.3, 0.5), study(3, 60, 2, 0, 0.8), study(4, 90, 5, 0.5, 0.2)],
        "shares": shares(),
        "holm": {"p": p, "adjusted": list(multipletests(p, method="holm")[1])},
    }
    out.write_text(json.dumps(figures, indent=1) + "\n")
    if data:
        published(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)

"""Kappa, rank correlation and F1 of a rater by other people's libraries, for org.careloop.run.rating.agreement.PairsTest.

    pip install scikit-learn scipy
    python src/test/referee/rater_agreement.py run-protocol/src/test/resources/org/careloop/run/rating/agreement/figures.json

The file holds made-up scores beside whole ratings, how often each text stands in a resample, and what the libraries say of
the pairs once and as often as that.
"""

import json
import sys

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score, f1_score


def figures(score, rating):
    whole = np.clip(np.floor(score + 0.5), 0, 5).astype(int)
    labels = list(range(6))
    return {
        "kappa": cohen_kappa_score(whole, rating, labels=labels, weights="quadratic"),
        "spearman": spearmanr(score, rating).statistic,
        "f1At3": f1_score(rating >= 3, score >= 3),
        "f1At4": f1_score(rating >= 4, score >= 4),
    }


def case(seed, texts, raters, noise):
    random = np.random.default_rng(seed)
    truth = random.uniform(0, 5, texts)
    text = np.repeat(np.arange(texts), raters)
    rating = np.clip(np.round(truth[text] + random.normal(0, 1, texts * raters)), 0, 5).astype(int)
    # Scores of one decimal, so that there are ties.
    score = np.round(truth + random.normal(0, noise, texts), 1)[text]
    times = np.bincount(random.integers(0, texts, texts), minlength=texts)
    again = np.repeat(np.arange(len(text)), times[text])
    return {
        "text": text.tolist(),
        "score": score.tolist(),
        "rating": rating.tolist(),
        "times": times.tolist(),
        "once": figures(score, rating),
        "resampled": figures(score[again], rating[again]),
    }


cases = [case(1, 40, 3, 0.5), case(2, 25, 1, 1.5), case(3, 60, 2, 3.0)]
with open(sys.argv[1], "w") as out:
    json.dump(cases, out, indent=1)

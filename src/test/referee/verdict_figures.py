"""The statistics of a verdict by other people's libraries, for org.careloop.web.statistics.RefereeFiguresTest.

    pip install confseq ppi-python statsmodels scipy numpy
    python src/test/referee/verdict_figures.py webapp/src/test/resources/org/careloop/web/statistics/figures.json

confseq is built from source and needs Boost's headers (libboost-dev). Its capital process is asked at the bets of Theorem 3 of
arXiv 2010.09686, those of its own lambda_predmix_eb at level alpha / 2. Its hedged_cs answers on a grid of means, so the ends of
the interval are found here by bisection of that process.
"""

import json
import sys

import numpy as np

np.float_ = np.float64  # confseq 0.0.11 asks for the name that numpy 2 removed

from confseq.betting import betting_mart
from confseq.predmix import lambda_predmix_eb
from ppi_py import ppi_mean_ci, ppi_mean_pointestimate
from scipy.optimize import minimize
from scipy.special import log_expit
from scipy.stats import binomtest, t
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.stats.contingency_tables import mcnemar

ALPHA = 0.05
RESAMPLES = 4_000


def capital(x, m, bets, theta):
    shares = lambda x, m: lambda_predmix_eb(x, alpha=bets)
    return betting_mart(x, m, alpha=ALPHA, lambdas_fn_positive=shares, lambdas_fn_negative=shares, theta=theta)


def end(x, bets, weight, theta):
    """The mean at which the highest capital until now is 1 / alpha: theta 1 bets from below, 0 from above."""
    outside, inside = (0.0, 1.0) if theta == 1 else (1.0, 0.0)
    if not np.any(weight * capital(x, outside, bets, theta) >= 1 / ALPHA):
        return outside
    for _ in range(60):
        middle = (outside + inside) / 2
        if np.any(weight * capital(x, middle, bets, theta) >= 1 / ALPHA):
            outside = middle
        else:
            inside = middle
    return inside


def hedged(random):
    cases = []
    for n, shift in [(1, 0.0), (40, 0.3), (400, 0.15), (400, -0.6), (1500, 0.02)]:
        draws = random.integers(-1, 2, (n, 3))
        draws = np.where(random.random((n, 3)) < abs(shift), np.sign(shift), draws)
        x = (draws.mean(axis=1) + 1) / 2
        cases.append({
            "values": x.tolist(),
            "low": end(x, ALPHA / 2, 0.5, 1),
            "high": end(x, ALPHA / 2, 0.5, 0),
            "upper": end(x, ALPHA, 1.0, 0),
        })
    return cases


def powered(random):
    cases = []
    for n, more, noise in [(40, 300, 0.3), (200, 200, 1.0), (100, 2000, 8.0), (60, 500, 0.05)]:
        truth = random.normal(0.1, 0.5, n + more)
        predicted = truth + random.normal(0, noise, n + more)
        judged = truth[:n] + random.normal(0, 0.2, n)
        low, high = ppi_mean_ci(judged, predicted[:n], predicted[n:], alpha=ALPHA)
        cases.append({
            "judged": judged.tolist(),
            "predicted": predicted[:n].tolist(),
            "elsewhere": predicted[n:].tolist(),
            "value": float(np.squeeze(ppi_mean_pointestimate(judged, predicted[:n], predicted[n:]))),
            "low": float(np.squeeze(low)),
            "high": float(np.squeeze(high)),
        })
    return cases


def exact():
    tables = [(0, 0), (1, 0), (0, 7), (38, 24), (53, 30), (12, 12), (300, 251), (5, 19)]
    return [
        {"one": b, "other": c,
         "sign": 1.0 if b + c == 0 else binomtest(b, b + c, 0.5).pvalue,
         "mcnemar": 1.0 if b + c == 0 else float(mcnemar([[0, b], [c, 0]], exact=True).pvalue)}
        for b, c in tables
    ]


def outcome(random, lead, threshold):
    win, loss = 1 / (1 + np.exp(threshold - lead)), 1 / (1 + np.exp(threshold + lead))
    u = random.random()
    return 1 if u < win else -1 if u < win + loss else 0


def rao_kupper(x, y, weights):
    """Coefficients and threshold by a likelihood written here, maximised by scipy."""
    def loss(at):
        lead, tau = x @ at[:-1], np.exp(at[-1])
        tie = log_expit(tau + lead) + log_expit(tau - lead) + np.log(-np.expm1(-2 * tau))
        ll = np.where(y > 0, log_expit(lead - tau), np.where(y < 0, log_expit(-lead - tau), tie))
        return -(weights * ll).sum() / weights.sum()
    found = minimize(loss, np.zeros(x.shape[1] + 1), method="BFGS", options={"gtol": 1e-9})
    return found.x[:-1], float(np.exp(found.x[-1]))


def stretched(value, drawn, groups, narrowed):
    factor = narrowed * np.sqrt(groups / (groups - 1)) * t.ppf(1 - ALPHA / 2, groups - 1) / 1.959963984540054
    return [value + factor * (q - value) for q in np.quantile(drawn, [ALPHA / 2, 1 - ALPHA / 2], axis=0)]


def times(random, n):
    return np.bincount(random.integers(0, n, n), minlength=n)


def two_way(random, figures, value, prompt, annotator, resamples):
    """Percentiles of the pigeonhole bootstrap, narrowed to the variance of Cameron, Gelbach and Miller."""
    p = lambda: times(random, prompt.max() + 1)[prompt].astype(float)
    a = lambda: times(random, annotator.max() + 1)[annotator].astype(float)
    v = lambda: times(random, len(prompt)).astype(float)
    ways = [lambda: p() * a(), p, a, v]
    drawn = [np.array([figures(way()) for _ in range(resamples)]) for way in ways]
    both, by_prompt, by_annotator, by_vote = [d.var(axis=0) for d in drawn]
    variance = np.maximum(by_prompt + by_annotator - by_vote, np.maximum(by_prompt, by_annotator))
    return stretched(value, drawn[0], annotator.max() + 1, np.sqrt(variance / both))


def study(random, prompts, annotators, models):
    strengths = np.array([0.5, 0.1, -0.2, -0.4])[:models]
    leaning = random.normal(0, 0.3, annotators)
    rows = []
    for prompt in range(prompts):
        first, second = random.choice(models, 2, replace=False)
        topic = random.normal(0, 0.5)
        for annotator in random.choice(annotators, 3, replace=False):
            length, side = random.normal(0.2, 0.5), random.choice([-1.0, 1.0])
            lead = strengths[first] - strengths[second] + topic + leaning[annotator] + 0.8 * length + 0.3 * side
            rows.append((prompt, annotator, first, second, length, side, outcome(random, lead, 0.4)))
    columns = [np.array(c) for c in zip(*rows)]
    return dict(zip(["prompt", "annotator", "first", "second", "length", "side", "value"], columns))


def many_models(random):
    votes = study(random, 150, 12, 4)
    x = np.zeros((len(votes["value"]), 4))
    x[np.arange(len(x)), votes["first"]] += 1
    x[np.arange(len(x)), votes["second"]] -= 1
    cells, place = np.unique(np.column_stack([x, votes["value"]]), axis=0, return_inverse=True)

    def strengths(weights):
        counts = np.bincount(place.ravel(), weights=weights, minlength=len(cells))
        beta, tau = rao_kupper(cells[:, :3], cells[:, 4], counts)
        full = np.append(beta, 0.0)
        return full - full.mean(), tau

    ones = np.ones(len(x))
    value, tau = strengths(ones)
    ends = two_way(random, lambda w: strengths(w)[0], value, votes["prompt"], votes["annotator"], 400)
    intervals = np.array(ends).T.tolist()
    return {**{k: votes[k].tolist() for k in ["prompt", "annotator", "first", "second", "value"]},
            "strengths": value.tolist(), "threshold": tau, "intervals": intervals}


def covariates(random):
    votes = study(random, 150, 12, 2)
    flip = np.where(votes["first"] == 0, 1, -1)
    value = votes["value"] * flip
    x = np.column_stack([votes["length"] * flip, votes["side"] * flip])
    fitted = OrderedModel(value, x, distr="logit").fit(method="bfgs", disp=False, gtol=1e-9, maxiter=500)
    low, high = fitted.model.transform_threshold_params(fitted.params)[1:3]
    sigmoid = lambda z: 1 / (1 + np.exp(-z))
    net = sigmoid(-high) - sigmoid(low)
    mean = value.mean()
    ends = two_way(
        random, lambda w: (w * value).sum() / w.sum(), mean, votes["prompt"], votes["annotator"], RESAMPLES)
    return {"prompt": votes["prompt"].tolist(), "annotator": votes["annotator"].tolist(), "value": value.tolist(),
            "covariates": x.tolist(), "coefficients": fitted.params[:2].tolist(), "net": float(net),
            "mean": float(mean), "interval": ends}


def main():
    figures = {
        "hedged": hedged(np.random.default_rng(1)),
        "powered": powered(np.random.default_rng(2)),
        "exact": exact(),
        "models": many_models(np.random.default_rng(3)),
        "covariates": covariates(np.random.default_rng(4)),
    }
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        json.dump(figures, out, separators=(",", ":"), default=lambda number: number.item())
        out.write("\n")


if __name__ == "__main__":
    main()

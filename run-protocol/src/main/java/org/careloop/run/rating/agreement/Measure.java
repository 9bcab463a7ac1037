package org.careloop.run.rating.agreement;

import java.util.function.ToDoubleFunction;

/** A measure of agreement between scores and ratings. */
enum Measure {
    /** Cohen's kappa with quadratic weights (Cohen 1968), of scores rounded to whole ones. */
    KAPPA(counts -> counts.kappa()),
    /** Spearman's rank correlation, with mean ranks for ties. */
    SPEARMAN(counts -> counts.spearman()),
    /** F1 of "score at least 3" for "rating at least 3". */
    F1_AT_3(counts -> counts.f1(3)),
    /** F1 of "score at least 4" for "rating at least 4". */
    F1_AT_4(counts -> counts.f1(4));

    private final ToDoubleFunction<Pairs.Weighted> value;

    Measure(ToDoubleFunction<Pairs.Weighted> value) {
        this.value = value;
    }

    /** NaN where it is not defined. */
    double of(Pairs.Weighted pairs) {
        return value.applyAsDouble(pairs);
    }
}

package org.careloop.web.agreement;

/**
 * The coefficients of agreement among any number of annotators. Each is 1 for perfect agreement and, but for the share of
 * equal pairs, 0 for what chance alone would give. NaN where a coefficient is not defined: everybody gave the same verdict.
 */
public enum Measure {
    /** Krippendorff's alpha, all verdicts equally different (Krippendorff 2011, "Computing alpha-reliability"). */
    ALPHA_NOMINAL {
        @Override
        double of(Moments m, int verdicts) {
            double expected = 1;
            for (double n : m.marginal) {
                expected -= n * (n - 1) / (m.votes * (m.votes - 1));
            }
            return chance(m.agreeing / m.votes, 1 - expected);
        }
    },
    /** Krippendorff's alpha with the distances of ranks: how strongly which response is preferred. */
    ALPHA_ORDINAL {
        @Override
        double of(Moments m, int verdicts) {
            double observed = 0;
            double expected = 0;
            for (int c = 0; c < Grade.PLACES; c++) {
                double between = 0;
                for (int k = c - 1; k >= 0; k--) {
                    double distance = m.placed[c] / 2 + between + m.placed[k] / 2;
                    between += m.placed[k];
                    observed += m.coincidence[c][k] * distance * distance;
                    expected += m.placed[c] * m.placed[k] * distance * distance;
                }
            }
            return 1 - (m.votes - 1) * observed / expected;
        }
    },
    /** Fleiss' kappa (1971); every comparison has the same weight, however many votes it has. */
    FLEISS {
        @Override
        double of(Moments m, int verdicts) {
            double expected = 0;
            for (double share : m.share) {
                expected += share / m.pairable * (share / m.pairable);
            }
            return chance(m.agreeing / m.votes, expected);
        }
    },
    /** Gwet's AC1 (2008), which stays meaningful where one verdict is rare. */
    AC1 {
        @Override
        double of(Moments m, int verdicts) {
            double expected = 0;
            for (double share : m.ratedShare) {
                double p = share / m.rated;
                expected += p * (1 - p) / (verdicts - 1);
            }
            return chance(m.agreement / m.pairable, expected);
        }
    },
    /** The share of equal pairs of votes, without correction for chance. */
    PERCENT {
        @Override
        double of(Moments m, int verdicts) {
            return m.agreeing / m.votes;
        }
    };

    /**
     * The coefficient.
     *
     * @param verdicts how many verdicts people had to choose from, at least 2
     */
    abstract double of(Moments moments, int verdicts);

    private static double chance(double observed, double expected) {
        return expected >= 1 ? Double.NaN : (observed - expected) / (1 - expected);
    }
}

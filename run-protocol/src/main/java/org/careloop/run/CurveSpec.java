package org.careloop.run;

import java.util.Optional;

/**
 * A figure that is drawn over the steps of a run.
 *
 * @param metric its name in {@code metrics.jsonl}, one of {@link Metrics}
 * @param words by which the screens' translations know it
 * @param share whether it is a share of 1, shown as percent
 * @param target name of the setting that says to which level it is steered, if it is
 */
public record CurveSpec(String metric, String words, boolean share, Optional<String> target) {

    /** A figure shown as it is. */
    public static CurveSpec number(String metric, String words) {
        return new CurveSpec(metric, words, false, Optional.empty());
    }

    /** A figure shown as percent. */
    public static CurveSpec share(String metric, String words) {
        return new CurveSpec(metric, words, true, Optional.empty());
    }

    /** A figure that the trainer steers. */
    public static CurveSpec steered(String metric, String words, String target) {
        return new CurveSpec(metric, words, false, Optional.of(target));
    }
}

package org.careloop.run;

import java.util.Optional;

/**
 * A figure that is drawn over the steps of a run.
 *
 * @param metric its name in {@code metrics.jsonl}, one of {@link Metrics}
 * @param words its key in the translations of the screens, after {@code curve.}
 * @param share whether it is a share from 0 to 1, shown as a percentage
 * @param target name of the setting that holds its target, if the trainer steers it towards one
 */
public record CurveSpec(String metric, String words, boolean share, Optional<String> target) {

    /** A figure shown as a plain number. */
    public static CurveSpec number(String metric, String words) {
        return new CurveSpec(metric, words, false, Optional.empty());
    }

    /** A share shown as a percentage. */
    public static CurveSpec share(String metric, String words) {
        return new CurveSpec(metric, words, true, Optional.empty());
    }

    /** A figure that the trainer steers towards the value of a setting. */
    public static CurveSpec steered(String metric, String words, String target) {
        return new CurveSpec(metric, words, false, Optional.of(target));
    }
}

package org.careloop.run;

import java.util.Optional;

/**
 * A figure that is drawn over the steps of a run.
 *
 * @param metric its name in {@code metrics.jsonl}, one of {@link Metrics}
 * @param words its key in the translations of the screens, after {@code curve.}
 * @param target name of the setting that holds its target, if the trainer steers it towards one
 */
public record CurveSpec(String metric, String words, Figure figure, Optional<String> target) {

    /** What is drawn, and where its doubt comes from. */
    public enum Figure {
        /** A number; its interval is the trainer's where there is one. */
        NUMBER,
        /** A share from 0 to 1 of independent observations, as many as {@link Metrics#count} says. */
        SHARE,
        /** A share of observations that hang together, so that its interval is the trainer's or there is none. */
        CLUSTERED_SHARE
    }

    /** A figure shown as a plain number. */
    public static CurveSpec number(String metric, String words) {
        return new CurveSpec(metric, words, Figure.NUMBER, Optional.empty());
    }

    /** The score that a watch gives to held-out answers, or without such to those of training. */
    public static CurveSpec watch(String name, boolean heldOut) {
        String figure = Metrics.watch(name);
        return heldOut ? number(Metrics.heldOut(figure), "heldout.watch") : number(figure, "watch");
    }

    /** A share shown as a percentage. */
    public static CurveSpec share(String metric, String words) {
        return new CurveSpec(metric, words, Figure.SHARE, Optional.empty());
    }

    /** A share of observations that hang together, shown as a percentage. */
    public static CurveSpec clustered(String metric, String words) {
        return new CurveSpec(metric, words, Figure.CLUSTERED_SHARE, Optional.empty());
    }

    /** A figure that the trainer steers towards the value of a setting. */
    public static CurveSpec steered(String metric, String words, String target) {
        return new CurveSpec(metric, words, Figure.NUMBER, Optional.of(target));
    }

    /** Whether it is a share from 0 to 1. */
    public boolean isShare() {
        return figure != Figure.NUMBER;
    }
}

package org.careloop.lm.pretrain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.careloop.run.Metrics;
import org.careloop.run.mixture.Source;
import org.jspecify.annotations.Nullable;

/**
 * Losses on held-out texts.
 *
 * @param sums of each stream, nats
 * @param tokens of each stream that the sums are over
 */
record HeldOutLoss(List<Source.Stream> streams, List<Double> sums, List<Double> tokens) {

    /** @param measured sums of all streams, then tokens of all streams */
    static HeldOutLoss of(List<Source.Stream> streams, double[] measured) {
        List<Double> sums = new ArrayList<>();
        List<Double> tokens = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            sums.add(measured[i]);
            tokens.add(measured[streams.size() + i]);
        }
        return new HeldOutLoss(streams, sums, tokens);
    }

    /** Figures of all texts, and where they are divided of each stream and each language. */
    Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        loss(stream -> "").forEach((all, loss) -> {
            metrics.put(Metrics.HELD_OUT_LOSS, loss);
            metrics.put(Metrics.PERPLEXITY, Math.exp(loss));
        });
        if (streams.size() > 1) {
            put(metrics, loss(Source.Stream::label));
            put(metrics, loss(Source.Stream::source));
            put(metrics, loss(Source.Stream::language));
        }
        return metrics;
    }

    private static void put(Map<String, Double> metrics, Map<String, Double> losses) {
        losses.forEach((name, loss) -> {
            metrics.put(Metrics.ofSource(Metrics.HELD_OUT_LOSS, name), loss);
            metrics.put(Metrics.ofSource(Metrics.PERPLEXITY, name), Math.exp(loss));
        });
    }

    /** Mean loss of a token in each group of streams that has any. */
    private Map<String, Double> loss(Function<Source.Stream, @Nullable String> group) {
        Map<String, Double> sum = new LinkedHashMap<>();
        Map<String, Double> count = new LinkedHashMap<>();
        for (int i = 0; i < streams.size(); i++) {
            String name = group.apply(streams.get(i));
            if (name != null && tokens.get(i) > 0) {
                sum.merge(name, sums.get(i), Double::sum);
                count.merge(name, tokens.get(i), Double::sum);
            }
        }
        Map<String, Double> means = new LinkedHashMap<>();
        sum.forEach((name, all) -> means.put(name, all / Objects.requireNonNull(count.get(name))));
        return means;
    }
}

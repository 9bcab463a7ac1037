package org.careloop.lm.sft.order;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/**
 * How early a row of a source comes, and how often. A source that is not named itself takes the figures of the name before its
 * last {@code _} or {@code -}: {@code web_cn} those of {@code web}.
 */
public final class SourceWeights {
    /** Weights and copies of HuatuoGPT-II ({@code one_stage_training/data_process.py} of its repository). */
    public static final String PRESET = "huatuogpt-2";

    private static final Map<String, Double> PRESET_WEIGHTS =
            Map.of("web", 32.0, "literature", 16.0, "encyclopedia", 8.0, "books", 4.0, "supervised", 1.0);
    private static final Map<String, Double> PRESET_COPIES = Map.of("supervised", 3.0);
    private static final int MOST_COPIES = 1000;

    private final Map<String, Double> weights;
    private final Map<String, Double> copies;

    private SourceWeights(Map<String, Double> weights, Map<String, Double> copies) {
        this.weights = weights;
        this.copies = copies;
    }

    /**
     * Reads two settings.
     *
     * @param weights {@code source=weight} or {@link #PRESET}; the later goes before the earlier
     * @param copies in the same way; a source that is not named is taken once
     * @throws BadInput for what is neither
     */
    public static SourceWeights of(List<String> weights, List<String> copies) {
        Map<String, Double> byWeight = read(
                weights,
                PRESET_WEIGHTS,
                value -> value > 0 && value <= Double.MAX_VALUE,
                entry -> BadInput.field(
                        "sourceWeights",
                        entry,
                        Phrase.of(
                                "order.weight",
                                "a source and a number above 0, such as web=32, or the preset %s".formatted(PRESET),
                                PRESET)));
        Map<String, Double> byCopies = read(
                copies,
                PRESET_COPIES,
                value -> value >= 1 && value <= MOST_COPIES && value == Math.rint(value),
                entry -> BadInput.field(
                        "sourceCopies",
                        entry,
                        Phrase.of(
                                "order.copies",
                                "a source and a whole number from 1 to %d, such as supervised=3, or the preset %s"
                                        .formatted(MOST_COPIES, PRESET),
                                MOST_COPIES,
                                PRESET)));
        return new SourceWeights(byWeight, byCopies);
    }

    /** Says what is wrong with an entry. */
    @FunctionalInterface
    private interface Refusal {
        BadInput of(String entry);
    }

    private static Map<String, Double> read(
            List<String> entries, Map<String, Double> preset, Predicate<Double> fits, Refusal refusal) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String entry : entries) {
            if (entry.equals(PRESET)) {
                values.putAll(preset);
                continue;
            }
            int equals = entry.lastIndexOf('=');
            double value = equals < 1 ? Double.NaN : number(entry.substring(equals + 1));
            if (!fits.test(value)) {
                throw refusal.of(entry);
            }
            values.put(entry.substring(0, equals).strip(), value);
        }
        return values;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Empty where neither the source nor a name that it begins with has one. */
    public Optional<Double> weight(String source) {
        return find(weights, source);
    }

    /** How often each row of the source is taken in a pass. */
    public int copies(String source) {
        return find(copies, source).map(Double::intValue).orElse(1);
    }

    /** The sources that have a weight. */
    public Set<String> named() {
        return weights.keySet();
    }

    private static Optional<Double> find(Map<String, Double> values, String source) {
        for (String name = source; !name.isEmpty(); name = shorter(name)) {
            if (values.containsKey(name)) {
                return Optional.of(values.get(name));
            }
        }
        return Optional.empty();
    }

    private static String shorter(String name) {
        int cut = Math.max(name.lastIndexOf('_'), name.lastIndexOf('-'));
        return cut < 0 ? "" : name.substring(0, cut);
    }
}

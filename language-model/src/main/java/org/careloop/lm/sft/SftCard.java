package org.careloop.lm.sft;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.SftSettings;

/** The model card of a fine-tuned model: where it comes from, what it read, how far it got. */
final class SftCard {
    private SftCard() {}

    static String of(RunSpec spec, SftSettings settings, SftData data, long steps, String device, MetricLog.Line last) {
        return """
                # %s

                Made by supervised fine-tuning in CareLoop. It has been evaluated on nothing but the held-out loss below: not for
                use on patients.

                ## Lineage

                | | |
                | --- | --- |
                | run | %s, asked for by %s at %s |
                | started from | `%s` |
                %s| training conversations | %d, %d of them cut |
                | held-out conversations | %d |
                | computed on | %s |

                ## Step %d of %d

                | | |
                | --- | --- |
                %s
                ## Settings

                | | |
                | --- | --- |
                %s""".formatted(
                        spec.id(),
                        spec.id(),
                        spec.createdBy(),
                        spec.createdAt(),
                        name(spec.model()),
                        rows(new TreeMap<>(spec.lineage())),
                        data.training().size(),
                        data.cut(),
                        data.heldOut().size(),
                        device,
                        last.step(),
                        steps,
                        rows(figures(last.values())),
                        rows(settings(settings)));
    }

    /** A checkpoint's own name: a card travels with its model and should not tell where it once lay. */
    private static String name(String model) {
        Path path = Path.of(model);
        Path named = path.endsWith("model") && path.getParent() != null ? path.getParent() : path;
        return String.valueOf(named.getFileName());
    }

    private static Map<String, String> figures(Map<String, Double> metrics) {
        Map<String, String> figures = new TreeMap<>();
        metrics.forEach((name, value) -> {
            if (Double.isFinite(value) && !name.startsWith("time/")) {
                figures.put(name, String.format(Locale.ROOT, "%.4g", value));
            }
        });
        return figures;
    }

    private static Map<String, String> settings(SftSettings settings) {
        Map<String, String> values = new TreeMap<>();
        Json.MAPPER.valueToTree(settings).forEachEntry((name, value) -> values.put(name, value.asString()));
        return values;
    }

    private static String rows(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(fact -> "| %s | %s |\n".formatted(fact.getKey(), fact.getValue()))
                .collect(Collectors.joining());
    }
}

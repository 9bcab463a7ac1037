package org.careloop.ppo.evaluate;

import java.util.Locale;
import java.util.Map;
import org.careloop.run.evaluation.Change;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.Rate;

/** A result for a terminal. */
final class ResultTable {
    private ResultTable() {}

    static String of(Evaluation result) {
        StringBuilder text = new StringBuilder(result.name()).append('\n');
        int width = Math.max(
                12,
                result.results().keySet().stream()
                        .mapToInt(String::length)
                        .max()
                        .orElse(0));
        if (result.results().size() > 1) {
            for (Map.Entry<String, Rate> subject : result.results().entrySet()) {
                line(text, width, subject.getKey(), subject.getValue());
            }
            line(text, width, "by subject", result.macro());
        }
        line(text, width, "all", result.accuracy());
        if (result.macroF1() != null) {
            text.append("macro-F1 %s%n".formatted(share(result.macroF1())));
        }
        count(text, result.unextracted(), "without an answer that the rules find; counted as wrong");
        count(text, result.unkeyed(), "without a key, left out");
        count(text, result.fewerShots(), "with fewer examples than asked for, because the model reads no more tokens");
        if (result.change() != null) {
            change(text, result.change());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, int width, String name, Rate rate) {
        text.append("  ")
                .append(name.isEmpty() ? "-" : name)
                .append(" ".repeat(Math.max(1, width - name.length() + 1)))
                .append("%s  (%s to %s)  n = %d%n"
                        .formatted(share(rate.value()), share(rate.low()), share(rate.high()), rate.n()));
    }

    private static void count(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append("%d questions %s%n".formatted(count, what));
        }
    }

    private static void change(StringBuilder text, Change change) {
        text.append(
                "before %s, after %s: %+.4f (%+.4f to %+.4f); only before right %d, only after right %d, McNemar p = %.3g%n"
                        .formatted(
                                share(change.accuracyBefore()),
                                share(change.accuracyAfter()),
                                change.difference(),
                                change.low(),
                                change.high(),
                                change.onlyBefore(),
                                change.onlyAfter(),
                                change.mcnemar()));
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}

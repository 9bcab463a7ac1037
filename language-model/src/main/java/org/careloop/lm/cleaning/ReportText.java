package org.careloop.lm.cleaning;

import java.util.Locale;
import java.util.stream.Collectors;

/** {@code report.md}: a report for people. */
final class ReportText {
    private ReportText() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder("# What the corpus loses\n\n");
        text.append("%d texts were read, %s characters; %d stay, %s characters (%.1f %%).%n%n"
                .formatted(
                        report.read().texts(),
                        count(report.read().characters()),
                        report.stays().texts(),
                        count(report.stays().characters()),
                        100.0
                                * report.stays().characters()
                                / Math.max(1, report.read().characters())));
        text.append("A text that breaks several rules counts under the first of them; \"beside\" are those that break"
                + " a rule and left by an earlier one. A word is a word of letters or one Chinese character.\n\n");
        text.append("| rule | a text that | taken | of all | words | characters | beside |\n");
        text.append("| --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
        for (Report.OfRule rule : report.rules()) {
            text.append("| %s | %s | %d | %.2f %% | %s | %s | %d |%n"
                    .formatted(
                            rule.rule().label(),
                            rule.meaning(),
                            rule.taken().texts(),
                            100.0
                                    * rule.taken().texts()
                                    / Math.max(1, report.read().texts()),
                            count(rule.taken().words()),
                            count(rule.taken().characters()),
                            rule.beside()));
        }
        text.append("\nWhat stays, by language: %s.%n"
                .formatted(report.languages().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", "))));
        text.append(identifiers(report)).append(benchmarks(report));
        report.rules().forEach(rule -> text.append(examples(rule)));
        return text.toString();
    }

    private static String identifiers(Report report) {
        if (report.settings().rules().identifiers().equals("off")) {
            return "\nNobody looked for identifiers of people.\n";
        }
        return "\nLikely identifiers of people stand in %d texts (identifiers=%s)%s.%n"
                .formatted(
                        report.withIdentifiers(),
                        report.settings().rules().identifiers(),
                        report.identifiers().entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue())
                                .collect(Collectors.joining(
                                        ", ", report.identifiers().isEmpty() ? "" : ": ", "")));
    }

    private static String benchmarks(Report report) {
        if (report.benchmarks().isEmpty()) {
            return "\nNo benchmark was given: nobody looked whether questions of one stand in the texts.\n";
        }
        return report.benchmarks().stream()
                .map(each -> "- %s (%s): %d questions%s%n"
                        .formatted(
                                each.name(),
                                each.layout(),
                                each.questions(),
                                each.unkeyed() == 0 ? "" : ", %d without a key passed over".formatted(each.unkeyed())))
                .collect(Collectors.joining("", "\nCompared with these benchmarks:\n\n", ""));
    }

    private static String examples(Report.OfRule rule) {
        if (rule.examples().isEmpty()) {
            return "";
        }
        StringBuilder text =
                new StringBuilder("\n## %s%n%n".formatted(rule.rule().label()));
        for (Report.Example example : rule.examples()) {
            text.append("- `%s`: %s%n".formatted(example.place(), plain(example.why())));
            if (!example.passage().isEmpty()) {
                text.append("  > %s%n".formatted(plain(example.passage())));
            }
            if (!example.earlier().isEmpty()) {
                text.append("  > stays, similarity %.2f, `%s`: %s%n"
                        .formatted(example.similarity(), example.earlier(), plain(example.earlierBegins())));
            }
        }
        return text.toString();
    }

    /** A text of a corpus must not become a heading, a table or markup of the report. */
    private static String plain(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }
}

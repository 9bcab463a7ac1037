package org.careloop.ppo.path;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.careloop.run.CurveSpec;
import org.careloop.run.RunKind;
import org.careloop.run.evaluation.Change;

/** A path's report as Markdown: a line for each stage, a column for each exam. */
final class ReportText {
    private ReportText() {}

    static String of(PathReport report) {
        List<PathReport.Exam> columns = report.stages().getFirst().exams();
        StringBuilder text = new StringBuilder("| stage | command | time | first step → last step |");
        columns.forEach(exam -> text.append(" ").append(title(exam)).append(" |"));
        text.append("\n| --- | --- | --- | --- |")
                .append(" --- |".repeat(columns.size()))
                .append('\n');
        for (PathReport.Stage stage : report.stages()) {
            text.append("| %s | %s | %s | %s |"
                    .formatted(
                            stage.name(),
                            Optional.ofNullable(stage.command()).orElse(""),
                            Optional.ofNullable(stage.seconds())
                                    .map(ReportText::time)
                                    .orElse(""),
                            figures(stage)));
            columns.forEach(
                    column -> text.append(" ").append(cell(stage, column)).append(" |"));
            text.append('\n');
        }
        return text.append(
                        columns.isEmpty()
                                ? ""
                                : "\n"
                                        + "Accuracy with its 95 % interval and number of questions; then the change"
                                        + " since the policy before, with its interval and McNemar's exact p.\n")
                .toString();
    }

    private static String title(PathReport.Exam exam) {
        return exam.language() == null ? exam.name() : "%s (%s)".formatted(exam.name(), exam.language());
    }

    private static String time(long seconds) {
        return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String figures(PathReport.Stage stage) {
        Map<String, CurveSpec> shares =
                Optional.ofNullable(stage.command()).flatMap(Kinds::of).map(RunKind::curves).orElse(List.of()).stream()
                        .collect(Collectors.toMap(CurveSpec::metric, curve -> curve));
        return stage.figures().entrySet().stream()
                .map(figure -> {
                    CurveSpec curve = shares.get(figure.getKey());
                    DoubleFunction<String> written =
                            curve != null && curve.isShare() ? ReportText::percent : ReportText::number;
                    PathReport.Course course = figure.getValue();
                    return "%s %s → %s"
                            .formatted(figure.getKey(), written.apply(course.first()), written.apply(course.last()));
                })
                .collect(Collectors.joining("<br>"));
    }

    private static String cell(PathReport.Stage stage, PathReport.Exam column) {
        return stage.exams().stream()
                .filter(exam -> exam.name().equals(column.name()))
                .findFirst()
                .map(exam -> "%s (%s – %s, n %d)%s"
                        .formatted(
                                percent(exam.accuracy().value()),
                                percent(exam.accuracy().low()),
                                percent(exam.accuracy().high()),
                                exam.accuracy().n(),
                                Optional.ofNullable(exam.change())
                                        .map(ReportText::change)
                                        .orElse("")))
                .orElse("");
    }

    private static String change(Change change) {
        return String.format(
                Locale.ROOT,
                "<br>%+.1f (%+.1f to %+.1f), p %.3f",
                100 * change.difference(),
                100 * change.low(),
                100 * change.high(),
                change.mcnemar());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}

package org.careloop.web.training.beside;

import com.vaadin.flow.router.QueryParameters;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.CurveSpec;
import org.careloop.run.RunKind;
import org.careloop.web.dataset.SpreadsheetText;
import org.careloop.web.series.FinalFigures;
import org.careloop.web.series.MeasuredFigure;
import org.careloop.web.study.StudyId;
import org.careloop.web.training.Run;
import org.careloop.web.training.TrainingService;
import org.jspecify.annotations.Nullable;

/**
 * What the list of runs shows, as an address says it.
 *
 * @param kind those of one kind, with the figures that they end with; absent for all runs, without
 * @param study those on one study; absent for those on all
 * @param sortedBy a figure of the kind; absent for the newest first
 * @param lowestFirst which way it is sorted
 */
record RunList(Optional<RunKind> kind, Optional<StudyId> study, Optional<CurveSpec> sortedBy, boolean lowestFirst) {
    private static final String KIND = "kind";
    private static final String STUDY = "study";
    private static final String SORT = "sort";
    private static final String ORDER = "order";
    private static final String UP = "up";
    /** Figures beside one another; the most important of a kind stand first. */
    private static final int MOST_FIGURES = 6;

    /** A run with the figures that it ends with, by name. */
    record Row(TrainingService.Listed listed, Map<String, MeasuredFigure> figures) {

        private @Nullable Double value(CurveSpec spec) {
            MeasuredFigure figure = figures.get(spec.metric());
            return figure == null ? null : figure.value();
        }
    }

    static RunList of(QueryParameters parameters) {
        Optional<RunKind> kind = parameters
                .getSingleParameter(KIND)
                .flatMap(label -> Arrays.stream(RunKind.values())
                        .filter(one -> one.label().equals(label))
                        .findFirst());
        Optional<CurveSpec> sortedBy = parameters
                .getSingleParameter(SORT)
                .flatMap(metric -> kind.flatMap(one -> one.curves().stream()
                        .filter(spec -> spec.metric().equals(metric))
                        .findFirst()));
        boolean up = parameters.getSingleParameter(ORDER).filter(UP::equals).isPresent();
        return new RunList(kind, parameters.getSingleParameter(STUDY).flatMap(StudyId::parse), sortedBy, up);
    }

    /** The same runs sorted by a figure: the highest first, or where they are sorted so already the lowest. */
    RunList by(CurveSpec spec) {
        boolean again = sortedBy.equals(Optional.of(spec));
        return new RunList(kind, study, Optional.of(spec), again && !lowestFirst);
    }

    RunList ofKind(Optional<RunKind> other) {
        return new RunList(other, study, Optional.empty(), false);
    }

    RunList ofStudy(Optional<StudyId> other) {
        return new RunList(kind, other, sortedBy, lowestFirst);
    }

    QueryParameters parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        kind.ifPresent(one -> parameters.put(KIND, one.label()));
        study.ifPresent(one -> parameters.put(STUDY, one.toString()));
        sortedBy.ifPresent(spec -> {
            parameters.put(SORT, spec.metric());
            if (lowestFirst) {
                parameters.put(ORDER, UP);
            }
        });
        return QueryParameters.simple(parameters);
    }

    /** The figures that stand beside the runs. */
    List<CurveSpec> figures() {
        return kind.map(one -> one.curves().stream().limit(MOST_FIGURES).toList())
                .orElse(List.of());
    }

    /** The runs of the kind in order; one without the figure that they are sorted by stands last either way. */
    List<Row> rows(List<TrainingService.Listed> runs) {
        List<Row> rows = new ArrayList<>(runs.stream()
                .filter(listed -> kind.isEmpty() || listed.run().kind() == kind.get())
                .filter(listed -> study.isEmpty() || listed.run().pool().ids().contains(study.get()))
                .map(listed -> new Row(listed, kind.isEmpty() ? Map.of() : finals(listed.run())))
                .toList());
        sortedBy.ifPresent(spec -> {
            Comparator<Double> order = lowestFirst ? Comparator.naturalOrder() : Comparator.reverseOrder();
            rows.sort(Comparator.comparing(row -> row.value(spec), Comparator.nullsLast(order)));
        });
        return rows;
    }

    private static Map<String, MeasuredFigure> finals(Run run) {
        return FinalFigures.of(
                run.directory().metrics(),
                run.kind().curves().stream().map(CurveSpec::metric).toList());
    }

    /** The same rows as a table for a spreadsheet, every figure with its n and its interval. */
    void write(List<Row> rows, OutputStream out) throws IOException {
        List<CurveSpec> all = kind.map(RunKind::curves).orElse(List.of());
        try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            writer.write('\uFEFF');
            List<String> names = new ArrayList<>(List.of("run", "kind", "phase", "study", "from", "started", "by"));
            all.forEach(spec -> List.of("", "_n", "_low", "_high").forEach(end -> names.add(spec.metric() + end)));
            CsvWriter csv = CsvWriter.builder().bufferSize(0).build(writer);
            csv.writeRecord(names);
            rows.forEach(row -> csv.writeRecord(cells(row, all)));
        }
    }

    private static List<String> cells(Row row, List<CurveSpec> all) {
        Run run = row.listed().run();
        List<String> cells = new ArrayList<>(List.of(
                String.valueOf(run.number()),
                run.kind().label(),
                row.listed().status().map(status -> status.phase().name()).orElse(""),
                SpreadsheetText.defuse(run.studyName()),
                SpreadsheetText.defuse(run.baseName()),
                run.createdAt().toString(),
                SpreadsheetText.defuse(run.createdBy())));
        for (CurveSpec spec : all) {
            MeasuredFigure figure = row.figures().get(spec.metric());
            cells.add(figure == null ? "" : String.valueOf(figure.value()));
            cells.add(figure == null ? "" : written(figure.n()));
            cells.add(figure == null ? "" : written(figure.low()));
            cells.add(figure == null ? "" : written(figure.high()));
        }
        return cells;
    }

    private static String written(@Nullable Double value) {
        return value == null ? "" : String.valueOf(value);
    }
}

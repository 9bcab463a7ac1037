package org.careloop.web.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.jerolba.carpet.CarpetReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rankings of six responses, and everything else that a vote says, through the database and every format. */
class RankingRoundTripTest extends DatasetTest {
    private static final List<String> SIX = List.of("r0", "r1", "r2", "r3", "r4", "=r5");

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"COMPARISONS", "CSV", "PARQUET"})
    void allOrdersOfSixResponsesComeBackAsTheyWere(ExportFormat format) throws IOException {
        List<Comparison> ranked = new ArrayList<>();
        for (List<Integer> order : permutations(List.of(1, 2, 3, 4, 5, 6))) {
            ranked.add(comparison("o" + ranked.size(), vote(order)));
        }
        assertThat(ranked).hasSize(720);

        Path first = folder.resolve("first." + (format == ExportFormat.CSV ? "csv" : "jsonl"));
        exports.writeFile(study(ranked).id(), format, ExportFilter.ALL, first);
        Study copy = newStudy(1);
        importFile(copy, first);
        Path second = folder.resolve("second.jsonl");
        exports.writeFile(copy.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, second);

        assertThat(JsonLines.readAll(second, Comparison.class)).isEqualTo(ranked);
    }

    @Test
    void pairRowsExpandARankingAndTiesOfItStandApart() throws IOException {
        Study study = study(List.of(comparison("tied", vote(List.of(1, 1, 3, 4, 5, 6)))));
        Path file = folder.resolve("trl.jsonl");
        DatasetManifest manifest = exports.writeFile(study.id(), ExportFormat.TRL, ExportFilter.ALL, file);

        assertThat(manifest.counts()).containsEntry("preferences", 14L).containsEntry("ties", 1L);
        assertThat(Files.readString(file))
                .contains(
                        "\"chosen\":[{\"role\":\"assistant\",\"content\":\"r1\"}],\"rejected\":[{\"role\":\"assistant\",\"content\":\"=r5\"}],\"id\":\"tied#1-5\"");
        assertThat(Files.readString(folder.resolve("trl-ties.jsonl"))).contains("\"id\":\"tied#0-1\"");
    }

    @Test
    void everythingThatAVoteSaysIsExportedAndReadBack() throws IOException {
        Vote vote = new Vote(
                "imported:nurse",
                Verdict.B,
                Strength.MODERATELY,
                0.5,
                List.of(),
                "Dose, \"twice\".\nThen rest.",
                Map.of("safety", new Vote.OnCriterion(Verdict.A), "accuracy", new Vote.OnCriterion(Verdict.SAME)),
                List.of(new Vote.ResponseFlag(1, "UNSAFE", "Take ten", 0)),
                Map.of(0, "=SUM(A1)"),
                null,
                31_000L,
                null,
                null);
        Comparison told = new Comparison(
                "told",
                List.of(Message.user("q")),
                "x",
                "y",
                List.of(vote),
                "en",
                List.of("t1", "t2"),
                List.of(),
                Arrays.asList("model-x", null),
                "cardiology",
                null,
                List.of());
        Study study = study(List.of(told));
        for (ExportFormat format : List.of(ExportFormat.COMPARISONS, ExportFormat.CSV)) {
            Path file = folder.resolve("told." + format.label());
            exports.writeFile(study.id(), format, ExportFilter.ALL, file);
            Study copy = newStudy(1);
            importFile(copy, file);
            Path back = folder.resolve("back.jsonl");
            exports.writeFile(copy.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, back);
            assertThat(JsonLines.readAll(back, Comparison.class))
                    .as(format.label())
                    .containsExactly(told);
        }
    }

    @Test
    void parquetHoldsTheSameRowsAsTheSpreadsheet() throws IOException {
        Study study = study(List.of(comparison("p", vote(List.of(2, 1, 3, 4, 5, 6)))));
        Path file = folder.resolve("votes.parquet");
        exports.writeFile(study.id(), ExportFormat.PARQUET, ExportFilter.ALL, file);
        List<VoteRow> rows = new CarpetReader<>(file.toFile(), VoteRow.class).toList();
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().ranking()).isEqualTo("2 1 3 4 5 6");
        assertThat(rows.getFirst().responses()).isEqualTo(Json.MAPPER.writeValueAsString(SIX));
        assertThat(rows.getFirst().verdict()).isEqualTo("B");
    }

    private Study study(List<Comparison> rows) throws IOException {
        Study study = newStudy(1);
        Path file = folder.resolve("in.jsonl");
        try (Writer out = Files.newBufferedWriter(file)) {
            for (Comparison row : rows) {
                out.write(Json.MAPPER.writeValueAsString(row) + "\n");
            }
        }
        importFile(study, file);
        return study;
    }

    private static Comparison comparison(String id, Vote vote) {
        return new Comparison(
                id,
                List.of(Message.user("q")),
                "r0",
                "r1",
                List.of(vote),
                null,
                List.of(),
                SIX,
                List.of(),
                null,
                null,
                List.of());
    }

    private static Vote vote(List<Integer> ranking) {
        int order = Integer.compare(ranking.get(0), ranking.get(1));
        Verdict verdict = order < 0 ? Verdict.A : order > 0 ? Verdict.B : Verdict.SAME;
        return new Vote(
                "imported:panel",
                verdict,
                Strength.SLIGHTLY,
                1,
                ranking,
                null,
                Map.of(),
                List.of(),
                Map.of(),
                null,
                null,
                null,
                null);
    }

    private static Set<List<Integer>> permutations(List<Integer> items) {
        if (items.isEmpty()) {
            return Set.of(List.of());
        }
        Set<List<Integer>> all = new LinkedHashSet<>();
        for (Integer item : items) {
            List<Integer> rest = new ArrayList<>(items);
            rest.remove(item);
            for (List<Integer> tail : permutations(rest)) {
                List<Integer> whole = new ArrayList<>(List.of(item));
                whole.addAll(tail);
                all.add(whole);
            }
        }
        return all;
    }
}

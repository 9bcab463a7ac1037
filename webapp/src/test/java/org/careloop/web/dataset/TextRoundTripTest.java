package org.careloop.web.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.jerolba.carpet.CarpetReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Whatever text a response, a reason or a tag holds comes back from a file as it was, and the dictionary names its field. */
class TextRoundTripTest extends DatasetTest {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\n",
            "'",
            "''",
            "=1+1",
            "'=1+1",
            "+49 30",
            "@SUM(A1)",
            "＝1+1",
            "-",
            "\ttab",
            "line\r\nfeed\rreturn\n",
            "\"quoted\", comma; semicolon",
            "[{not a list",
            "{}",
            "null",
            "NaN",
            "1e5",
            "\u202Eשלום\u202C",
            "e\u0301 \u00e9",
            "👩‍⚕️ 发烧。",
            "bell\u0007 form\f escape\u001b",
            "<img src=x onerror=alert(1)>",
            "\uFEFFmark",
            "  both ends  ");

    private List<Comparison> rows;
    private Study study;

    @BeforeEach
    void importRows() throws IOException {
        Random random = new Random(17);
        rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rows.add(comparison("c" + i + " ;'\"", random));
        }
        Path file = folder.resolve("in.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Comparison row : rows) {
                out.write(Json.MAPPER.writeValueAsString(row) + "\n");
            }
        }
        study = newStudy(1);
        importFile(study, file);
    }

    private static Comparison comparison(String id, Random random) {
        boolean ranked = random.nextInt(4) == 0;
        List<String> responses = answers(random);
        List<Vote> votes = new ArrayList<>();
        for (int person = 0; person < random.nextInt(3); person++) {
            votes.add(vote("imported:n" + person, ranked, random));
        }
        return new Comparison(
                id,
                random.nextBoolean()
                        ? List.of(Message.user("q" + text(random)))
                        : List.of(
                                Message.user("q" + text(random)),
                                Message.assistant("a" + text(random)),
                                Message.user("q")),
                responses.get(0),
                responses.get(1),
                votes,
                random.nextBoolean() ? "zh" : null,
                random.nextBoolean() ? List.of("plain", "two words") : List.of("a;b", text(random)),
                ranked ? responses : List.of(),
                random.nextBoolean() ? List.of() : ranked ? Arrays.asList(null, "m", "n") : Arrays.asList("m", null),
                random.nextBoolean() ? "cardiology" : null,
                null,
                List.of());
    }

    private static Vote vote(String annotator, boolean ranked, Random random) {
        String rationale = text(random);
        Map<String, Vote.OnCriterion> criteria = new TreeMap<>();
        criteria.put(random.nextBoolean() ? "safety" : "odd = key;", new Vote.OnCriterion(Verdict.SAME));
        return new Vote(
                annotator,
                Verdict.A,
                Strength.of(1 + random.nextInt(3)),
                random.nextInt(4) / 4.0,
                ranked ? List.of(1, 2, 2) : List.of(),
                rationale.isEmpty() ? null : rationale,
                random.nextBoolean() ? criteria : Map.of(),
                random.nextBoolean() ? List.of(new Vote.ResponseFlag(1, "UNSAFE", text(random), -1)) : List.of(),
                random.nextBoolean() ? Map.of(0, text(random)) : Map.of(),
                null,
                random.nextBoolean() ? 31_000L : null,
                null,
                null);
    }

    /** Three that a clinician can tell apart. */
    private static List<String> answers(Random random) {
        List<String> all =
                new ArrayList<>(TEXTS.stream().filter(text -> !text.isBlank()).toList());
        Collections.shuffle(all, random);
        return all.subList(0, 3);
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"COMPARISONS", "CSV", "PARQUET"})
    void everyTextComesBackFromAFileAsItWentIn(ExportFormat format) throws IOException {
        Path file = folder.resolve("told." + format.label());
        exports.writeFile(study.id(), format, ExportFilter.ALL, file);
        Study copy = newStudy(1);
        importFile(copy, file);
        assertThat(lines(copy, ExportFormat.COMPARISONS))
                .containsExactlyElementsOf(lines(study, ExportFormat.COMPARISONS));
        Path back = folder.resolve("back.jsonl");
        exports.writeFile(copy.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, back);
        assertThat(JsonLines.readAll(back, Comparison.class)).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void theDictionaryNamesEveryFieldOfEveryFile() throws IOException {
        for (ExportFormat format : List.of(ExportFormat.COMPARISONS, ExportFormat.TRL, ExportFormat.OPENRLHF)) {
            Set<String> fields = new LinkedHashSet<>();
            for (String line : lines(study, format)) {
                JsonNode row = Json.MAPPER.readTree(line);
                fields.addAll(row.propertyNames());
                row.path("votes").forEach(vote -> vote.propertyNames().forEach(name -> fields.add("votes[]." + name)));
            }
            fields.remove("votes");
            assertThat(format.parts().getFirst().columns())
                    .as(format.label())
                    .extracting(Column::name)
                    .containsAll(fields);
        }
        String header = lines(study, ExportFormat.CSV).getFirst().substring(1);
        assertThat(header.split(",")).containsExactlyElementsOf(columns(ExportFormat.CSV));
        Path parquet = folder.resolve("votes.parquet");
        exports.writeFile(study.id(), ExportFormat.PARQUET, ExportFilter.ALL, parquet);
        assertThat(new CarpetReader<>(parquet.toFile(), Map.class)
                        .toList()
                        .getFirst()
                        .keySet())
                .map(String::valueOf)
                .containsExactlyInAnyOrderElementsOf(columns(ExportFormat.PARQUET));
    }

    private static List<String> columns(ExportFormat format) {
        return format.parts().getFirst().columns().stream().map(Column::name).toList();
    }

    private List<String> lines(Study from, ExportFormat format) throws IOException {
        Path file = folder.resolve("lines");
        exports.writeFile(from.id(), format, ExportFilter.ALL, file);
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList();
        }
    }
}

package org.careloop.web.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.jerolba.carpet.CarpetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Studies of nothing, of one comparison, and of many of which the last alone says something. */
class ExportEmptinessTest extends DatasetTest {
    private static final String BARE =
            "{\"id\":\"%d\",\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"a\":\"x\",\"b\":\"y\",\"votes\":[]}%n";
    private static final String FULL =
            "{\"format_version\":3,\"id\":\"last\",\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"a\":\"x\",\"b\":\"y\",\"language\":\"en\",\"tags\":[\"t\"],\"specialty\":\"cardiology\",\"votes\":[{\"annotator\":\"one\",\"verdict\":\"A\",\"rationale\":\"why\"}]}%n";

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "RATINGS", mode = EnumSource.Mode.EXCLUDE)
    void noFileOfAStudyWithoutComparisonsIsEmptyAndTheManifestCountsWhatIsLeftOut(ExportFormat format)
            throws IOException {
        Map<String, byte[]> files = zip(newStudy(1), format);
        assertThat(files.values()).allSatisfy(content -> assertThat(content).isNotEmpty());
        DatasetManifest manifest = Json.MAPPER.readValue(files.get("manifest.json"), DatasetManifest.class);
        for (ExportPart part : format.parts()) {
            assertThat(files.containsKey(part.fileName())).as(part.fileName()).isEqualTo(part.isTable());
            assertThat(manifest.counts()).containsEntry(part.name(), 0L);
        }
        assertThat(manifest.sha256().keySet())
                .containsExactlyInAnyOrderElementsOf(files.keySet().stream()
                        .filter(name -> !name.equals("manifest.json"))
                        .toList());
        assertThat(new String(files.get("README.md")))
                .doesNotContain("config_name")
                .contains("There are no rows.");
    }

    @Test
    void aTableWithoutRowsHasItsColumns() throws IOException {
        Study empty = newStudy(1);
        assertThat(new String(zip(empty, ExportFormat.CSV).get("votes.csv")))
                .startsWith("\uFEFFid,language,")
                .hasLineCount(1);
        Path parquet = folder.resolve("votes.parquet");
        exports.writeFile(empty.id(), ExportFormat.PARQUET, ExportFilter.ALL, parquet);
        assertThat(new CarpetReader<>(parquet.toFile(), VoteRow.class).toList()).isEmpty();
        assertThat(Files.size(parquet)).isGreaterThan(500);
    }

    @Test
    void aFileOfAnEarlierExportForWhichThereAreNoRowsNowIsGone() throws IOException {
        Path stale = write("trl-ties.jsonl", "{}\n");
        exports.writeFile(newStudy(1).id(), ExportFormat.TRL, ExportFilter.ALL, folder.resolve("trl.jsonl"));
        assertThat(stale).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("trl-dictionary.md", "trl-manifest.json");
        }
    }

    /** Loaders guess types from the beginning of a file. */
    @Test
    void whatTheLastComparisonAloneSaysStandsInTheFirstRow() throws IOException {
        Study study = bareButTheLast();
        List<String> lines = lines(study, ExportFormat.COMPARISONS);
        assertThat(ids(lines)).startsWith("last", "0", "1").endsWith("38", "39").hasSize(41);
        JsonNode bare = Json.MAPPER.readTree(lines.get(7));
        assertThat(bare.propertyNames())
                .containsExactlyElementsOf(
                        Json.MAPPER.readTree(lines.getFirst()).propertyNames());
        assertThat(bare.path("language").isNull()).isTrue();
        assertThat(bare.path("votes")).isEmpty();
        assertThat(lines(study, ExportFormat.CSV).get(1)).startsWith("last,en,cardiology,t,");
    }

    @Test
    void theFirstRowIsTheFirstOfThoseThatTheFilterLetsThrough() throws IOException {
        Study study = bareButTheLast();
        String chinese = BARE.replace("\"votes\"", "\"language\":\"zh\",\"votes\"");
        String special = chinese.replace("\"votes\"", "\"specialty\":\"cardiology\",\"votes\"");
        importFile(study, write("zh.jsonl", chinese.formatted(97) + chinese.formatted(98) + special.formatted(99)));
        Path out = folder.resolve("out.jsonl");
        ExportFilter filter = new ExportFilter(
                Optional.of("zh"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                0);
        exports.writeFile(study.id(), ExportFormat.COMPARISONS, filter, out);
        assertThat(ids(Files.readAllLines(out))).containsExactly("97", "99", "98");
    }

    /** An id of digits alone is a number to a program that reads a table, until one is not. */
    @Test
    void aTableBeginsWithAnIdThatIsNoNumber() throws IOException {
        Study study = newStudy(1);
        importFile(
                study,
                write(
                        "rows.jsonl",
                        BARE.formatted(1)
                                + BARE.formatted(2)
                                + BARE.formatted(3).replace("\"3\"", "\"c3\"")));
        assertThat(lines(study, ExportFormat.CSV)).element(1).asString().startsWith("c3,");
    }

    @Test
    void aCopyOfAStudyIsExportedInTheSameOrder() throws IOException {
        Study study = bareButTheLast();
        String ranked = BARE.replace("\"votes\"", "\"responses\":[\"x\",\"y\",\"z\"],\"votes\"");
        importFile(study, write("ranked.jsonl", ranked.formatted(97) + BARE.formatted(98) + ranked.formatted(99)));
        Path out = folder.resolve("out.jsonl");
        exports.writeFile(study.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, out);
        Study copy = newStudy(1);
        importFile(copy, out);
        assertThat(lines(copy, ExportFormat.COMPARISONS)).isEqualTo(Files.readAllLines(out));
    }

    private Study bareButTheLast() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append(BARE.formatted(i));
        }
        Study study = newStudy(1);
        importFile(study, write("rows.jsonl", rows + FULL.formatted()));
        return study;
    }

    private static List<String> ids(List<String> lines) {
        return lines.stream()
                .map(line -> Json.MAPPER.readTree(line).path("id").asString())
                .toList();
    }

    private List<String> lines(Study study, ExportFormat format) throws IOException {
        Path out = folder.resolve("lines");
        exports.writeFile(study.id(), format, ExportFilter.ALL, out);
        return Files.readAllLines(out);
    }

    private Map<String, byte[]> zip(Study study, ExportFormat format) throws IOException {
        Path file = folder.resolve("export.zip");
        exports.writeFile(study.id(), format, ExportFilter.ALL, file);
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}

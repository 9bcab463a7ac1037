package org.careloop.web.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Sha256;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportServiceTest extends DatasetTest {
    private static final String ROWS = """
            {"id":"p1","prompt":[{"role":"user","content":"Fever?"}],"a":"=2+3","b":"See, \\"a doctor\\".\\nNow.","votes":[{"annotator":"imported:one","verdict":"B","strength":3,"weight":0.5},{"annotator":"imported:two","verdict":"SAME","strength":1,"weight":1.0}],"language":"en","tags":["fever","urgent"]}
            {"id":"p2","prompt":[{"role":"system","content":"Be brief."},{"role":"user","content":"发烧？"}],"a":"休息。","b":"就医。","votes":[],"language":null,"tags":[]}
            """;

    private Study study;

    @BeforeEach
    void importRows() throws IOException {
        study = newStudy(2);
        Path file = folder.resolve("rows.jsonl");
        Files.writeString(file, ROWS);
        importFile(study, file);
    }

    @Test
    void comparisonsComeBackExactlyAsTheyWentIn() throws IOException {
        Path out = folder.resolve("out.jsonl");
        DatasetManifest manifest = exports.writeFile(study.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, out);
        assertThat(JsonLines.readAll(out, Comparison.class))
                .isEqualTo(JsonLines.readAll(folder.resolve("rows.jsonl"), Comparison.class));
        assertThat(manifest.counts()).isEqualTo(Map.of("comparisons", 2L, "judgements", 2L));
        assertThat(manifest.sha256()).containsEntry("out.jsonl", Sha256.of(out));
    }

    @Test
    void trlRowsHoldTheDecisiveVotesAndTiesStandApart() throws IOException {
        Map<String, String> files = zip(ExportFormat.TRL);
        assertThat(files.keySet())
                .containsExactly("preferences.jsonl", "ties.jsonl", "dictionary.md", "README.md", "manifest.json");
        assertThat(files.get("preferences.jsonl")).isEqualTo("""
                {"prompt":[{"role":"user","content":"Fever?"}],"chosen":[{"role":"assistant","content":"See, \\"a doctor\\".\\nNow."}],"rejected":[{"role":"assistant","content":"=2+3"}],"id":"p1","annotator":"imported:one","strength":3}
                """);
        assertThat(files.get("ties.jsonl")).contains("\"verdict\":\"SAME\"").hasLineCount(1);
        DatasetManifest manifest = Json.MAPPER.readValue(files.get("manifest.json"), DatasetManifest.class);
        assertThat(manifest.counts())
                .isEqualTo(Map.of("comparisons", 2L, "judgements", 2L, "preferences", 1L, "ties", 1L));
    }

    @Test
    void openRlhfRowsAreWholeConversations() throws IOException {
        assertThat(zip(ExportFormat.OPENRLHF).get("preferences.jsonl"))
                .startsWith("{\"chosen\":[{\"role\":\"user\",\"content\":\"Fever?\"},{\"role\":\"assistant\"")
                .doesNotContain("\"prompt\"");
    }

    @Test
    void noCellOfTheSpreadsheetIsAFormulaAndTheImportReadsItBack() throws IOException {
        Path csv = folder.resolve("votes.csv");
        exports.writeFile(study.id(), ExportFormat.CSV, ExportFilter.ALL, csv);
        assertThat(Files.readString(csv)).startsWith("\uFEFFid,language,").contains(",'=2+3,");

        Study copy = newStudy(2);
        importFile(copy, csv);
        Path out = folder.resolve("copy.jsonl");
        exports.writeFile(copy.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, out);
        assertThat(JsonLines.readAll(out, Comparison.class))
                .isEqualTo(JsonLines.readAll(folder.resolve("rows.jsonl"), Comparison.class));
    }

    @Test
    void aFileBesideTheFirstHoldsTheTies() throws IOException {
        DatasetManifest manifest =
                exports.writeFile(study.id(), ExportFormat.TRL, ExportFilter.ALL, folder.resolve("trl.jsonl"));
        assertThat(manifest.sha256()).containsOnlyKeys("trl.jsonl", "trl-ties.jsonl", "trl-dictionary.md");
        assertThat(folder.resolve("trl-ties.jsonl")).isNotEmptyFile();
    }

    private Map<String, String> zip(ExportFormat format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        exports.writeZip(study.id(), format, ExportFilter.ALL, bytes);
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}

package org.careloop.web.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.careloop.run.BadInput;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows as LLaMA-Factory's converter reads them, and what the folder of an export tells programs. */
class LlamaFactoryExportTest extends DatasetTest {
    private static final String ROWS = """
            {"format_version":3,"id":"c1","prompt":[{"role":"system","content":"Be brief."},{"role":"user","content":"Fever?"}],"a":"Rest.","b":"Run.","votes":[{"annotator":"imported:one","verdict":"B","strength":3},{"annotator":"imported:two","verdict":"SAME"},{"annotator":"imported:three","verdict":"BOTH_BAD"}]}
            {"format_version":3,"id":"c2","prompt":[{"role":"user","content":"Cough?"},{"role":"user","content":"Hello?"}],"a":"x","b":"y","votes":[{"annotator":"imported:one","verdict":"A"},{"annotator":"imported:two","verdict":"BOTH_BAD"}]}
            """;

    private Study study;

    @BeforeEach
    void importRows() throws IOException {
        study = newStudy(1);
        importFile(study, write("rows.jsonl", ROWS));
    }

    @Test
    void aPreferenceHasItsPromptAsTurnsAndOneTurnOnEachSide() throws IOException {
        assertThat(zip(study, ExportFormat.LLAMAFACTORY).get("preferences.jsonl"))
                .isEqualTo("""
                {"conversations":[{"from":"system","value":"Be brief."},{"from":"human","value":"Fever?"}],"chosen":{"from":"gpt","value":"Run."},"rejected":{"from":"gpt","value":"Rest."},"id":"c1","annotator":"imported:one","strength":3}
                """);
    }

    @Test
    void theFolderRegistersItsFileUnderTheNamesOfItsColumns() throws IOException {
        assertThat(Json.MAPPER.readTree(zip(study, ExportFormat.LLAMAFACTORY).get("dataset_info.json")))
                .isEqualTo(Json.MAPPER.readTree("""
                        {"careloop_preferences":{"file_name":"preferences.jsonl","formatting":"sharegpt","ranking":true,
                         "columns":{"messages":"conversations","chosen":"chosen","rejected":"rejected"}}}"""));
        assertThat(Json.MAPPER.readTree(
                        zip(study, ExportFormat.LLAMAFACTORY_KTO).get("dataset_info.json")))
                .isEqualTo(Json.MAPPER.readTree("""
                        {"careloop_kto":{"file_name":"kto.jsonl","formatting":"sharegpt",
                         "columns":{"messages":"conversations","kto_tag":"label"}}}"""));
    }

    /** The converter skips a prompt of two questions in a row, with a warning. */
    @Test
    void whatTheConverterWouldSkipStandsApartAndNothingIsLost() throws IOException {
        Map<String, String> files = zip(study, ExportFormat.LLAMAFACTORY);
        assertThat(files.get("not-alternating.jsonl")).contains("\"id\":\"c2\"").hasLineCount(1);
        assertThat(files.get("ties.jsonl")).hasLineCount(3);
        DatasetManifest manifest = Json.MAPPER.readValue(files.get("manifest.json"), DatasetManifest.class);
        assertThat(manifest.counts())
                .containsEntry("preferences", 1L)
                .containsEntry("not-alternating", 1L)
                .containsEntry("ties", 3L)
                .containsEntry("judgements", 5L);
    }

    @Test
    void aVoteIsTwoAnswersOfWhichAtMostOneIsGood() throws IOException {
        Map<String, String> files = zip(study, ExportFormat.LLAMAFACTORY_KTO);
        assertThat(files.get("kto.jsonl").lines().map(line -> Json.MAPPER.readTree(line)))
                .extracting(row -> row.path("annotator").asString() + " "
                        + row.path("conversations").path(2).path("value").asString() + " " + row.path("label"))
                .containsExactly(
                        "imported:one Rest. false",
                        "imported:one Run. true",
                        "imported:three Rest. false",
                        "imported:three Run. false");
        assertThat(files.get("ties.jsonl")).contains("\"verdict\":\"SAME\"").hasLineCount(2);
    }

    @Test
    void promptsThatAlternateBeginWithAPersonAndEndWithOne() {
        Message system = new Message(Message.Role.SYSTEM, "s");
        Message user = Message.user("q");
        Message model = Message.assistant("a");
        assertThat(List.of(List.of(user), List.of(system, user), List.of(user, model, user)))
                .allMatch(LlamaFactoryRows::alternates);
        assertThat(List.of(
                        List.of(user, user),
                        List.of(model, user),
                        List.of(user, system, user),
                        List.of(system, system, user)))
                .noneMatch(LlamaFactoryRows::alternates);
    }

    @Test
    void halfAVoteIsRefusedByItsRow() throws IOException {
        String rows = zip(study, ExportFormat.LLAMAFACTORY_KTO).get("kto.jsonl");
        Path half = write("half.jsonl", rows.substring(0, rows.indexOf('\n') + 1));
        assertThatThrownBy(() -> importFile(newStudy(1), half))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("row 1 of annotator \"imported:one\" on \"c1\" has no second row");
        Path both = write("both.jsonl", rows.replace("\"label\":false", "\"label\":true"));
        assertThatThrownBy(() -> importFile(newStudy(1), both))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("both answers of annotator \"imported:one\" on \"c1\" are called good");
    }

    @Test
    void theReadmeNamesEachFileWithItsSplitAndTheTypeOfEveryField() throws IOException {
        String readme = zip(study, ExportFormat.TRL).get("README.md");
        assertThat(readme)
                .startsWith("""
                ---
                configs:
                - config_name: preferences
                  data_files:
                  - split: train
                    path: "preferences.jsonl"
                  features:
                  - name: prompt
                    list:
                    - name: role
                      dtype: string
                    - name: content
                      dtype: string
                """)
                .contains("- config_name: ties\n")
                .contains("  - name: strength\n    dtype: int64\n");
        String own = zip(study, ExportFormat.COMPARISONS).get("README.md");
        assertThat(own)
                .contains("  - name: format_version\n    dtype: int64\n")
                .contains("    - name: criteria\n      list:\n      - name: criterion\n        dtype: string\n")
                .contains("  - name: gold\n    struct:\n    - name: verdict\n      dtype: string\n")
                .contains("    - name: history\n      list:\n      - name: annotator\n")
                .containsOnlyOnce("- name: history\n");
        assertThat(zip(study, ExportFormat.CSV).get("README.md")).contains("  - name: strength\n    dtype: float64\n");
        assertThat(zip(study, ExportFormat.PARQUET).get("README.md"))
                .contains("path: \"votes.parquet\"")
                .doesNotContain("features:");
    }

    private Map<String, String> zip(Study of, ExportFormat format) throws IOException {
        Path file = folder.resolve("export.zip");
        exports.writeFile(of.id(), format, ExportFilter.ALL, file);
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return new TreeMap<>(files);
    }
}

package org.careloop.web.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.JsonLines;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportFilterTest extends DatasetTest {
    private static final String ROWS = """
            {"id":"en2","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","votes":[{"annotator":"one","verdict":"B"},{"annotator":"o'two","verdict":"SAME"}],"language":"en","tags":["ward"]}
            {"id":"zh1","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","votes":[{"annotator":"one","verdict":"A"}],"language":"zh"}
            {"id":"none","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y"}
            """;
    private static final Optional<String> ANY = Optional.empty();
    private static final Optional<Instant> EVER = Optional.empty();

    private Study study;

    @BeforeEach
    void importRows() throws IOException {
        study = newStudy(2);
        Path file = Files.writeString(folder.resolve("rows.jsonl"), ROWS);
        importFile(study, file);
    }

    @Test
    void eachFilterLetsThroughWhatItNamesAndCountsTheRest() throws IOException {
        assertThat(ids(filter(Optional.of("zh"), ANY, ANY, false, 0))).containsExactly("zh1:1");
        assertThat(ids(filter(ANY, Optional.of("ward"), ANY, false, 0))).containsExactly("en2:2");
        assertThat(ids(filter(ANY, ANY, Optional.of("imported:o'two"), false, 1)))
                .containsExactly("en2:1");
        assertThat(ids(filter(ANY, ANY, ANY, true, 0))).containsExactly("en2:1", "zh1:1", "none:0");
        assertThat(ids(filter(ANY, ANY, ANY, false, 2))).containsExactly("en2:2");
        assertThat(ids(new ExportFilter(ANY, ANY, ANY, Optional.of(NOW.plusSeconds(1)), EVER, false, true, 1)))
                .isEmpty();
        assertThat(ids(new ExportFilter(
                        ANY, ANY, ANY, Optional.of(NOW), Optional.of(NOW.plusSeconds(1)), false, true, 1)))
                .containsExactly("en2:2", "zh1:1");
    }

    @Test
    void anAccountWithoutVotesIsRefusedAndThoseWithVotesAreNamed() {
        assertThatThrownBy(() -> ids(filter(ANY, ANY, Optional.of("imported:on"), false, 0)))
                .isInstanceOf(BadInput.class)
                .hasMessage("annotator: given \"imported:on\", expected an account with votes in this study:"
                        + " imported:o'two, imported:one");
    }

    @Test
    void theManifestSaysWhatTheFilterLeftOut() throws IOException {
        DatasetManifest manifest = exports.writeFile(
                study.id(),
                ExportFormat.COMPARISONS,
                filter(Optional.of("zh"), ANY, ANY, false, 0),
                folder.resolve("out.jsonl"));
        assertThat(manifest.excluded())
                .containsEntry("votes that the filter leaves out", 2L)
                .containsEntry("comparisons that the filter leaves out", 2L)
                .hasSize(2);
        assertThat(manifest.filters()).containsEntry("language", "zh");
    }

    private static ExportFilter filter(
            Optional<String> language, Optional<String> tag, Optional<String> annotator, boolean decisive, int least) {
        return new ExportFilter(language, tag, annotator, EVER, EVER, decisive, true, least);
    }

    private List<String> ids(ExportFilter filter) throws IOException {
        Path out = folder.resolve("out.jsonl");
        exports.writeFile(study.id(), ExportFormat.COMPARISONS, filter, out);
        return Files.notExists(out)
                ? List.of()
                : JsonLines.readAll(out, Comparison.class).stream()
                        .map(row -> row.id() + ":" + row.votes().size())
                        .toList();
    }
}

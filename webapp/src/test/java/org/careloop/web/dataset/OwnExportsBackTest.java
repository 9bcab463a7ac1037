package org.careloop.web.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ZIP of every export format comes back into another study with every vote. */
class OwnExportsBackTest extends DatasetTest {
    private Study study;

    @BeforeEach
    void begin() throws IOException {
        study = newStudy(1);
        importFile(study, write("rows.jsonl", """
                {"format_version":2,"id":"c1","prompt":[{"role":"system","content":"You are a nurse."},{"role":"user","content":"头痛怎么办？"}],"a":"先量血压。","b":"睡一觉。","votes":[{"annotator":"imported:one","verdict":"A","strength":3},{"annotator":"imported:two","verdict":"B"},{"annotator":"imported:three","verdict":"SAME"}]}
                {"format_version":2,"id":"c2","prompt":[{"role":"user","content":"Cough?"}],"a":"Since when?","b":"OK","votes":[{"annotator":"imported:one","verdict":"A"},{"annotator":"imported:two","verdict":"BOTH_BAD"}]}
                """));
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "RATINGS", mode = EnumSource.Mode.EXCLUDE)
    void everyVoteOfAnExportComesBack(ExportFormat format) throws IOException {
        Path zip = folder.resolve("export.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            exports.writeZip(study.id(), format, ExportFilter.ALL, out);
        }
        Study copy = newStudy(1);
        importFile(copy, zip);
        assertThat(said(copy)).isEqualTo(said(study)).hasSize(5);
    }

    /** Who said what of which texts, whichever side they stand on. */
    private Set<String> said(Study of) throws IOException {
        Set<String> said = new TreeSet<>();
        for (Comparison row : exported(of)) {
            for (Vote vote : row.votes()) {
                String preferred = vote.verdict() == Verdict.A
                        ? row.a()
                        : vote.verdict() == Verdict.B ? row.b() : vote.verdict().name();
                said.add("%s %s %s %s %s"
                        .formatted(row.id(), row.prompt(), vote.annotator(), preferred, vote.strength()));
            }
        }
        return said;
    }

    @Test
    void promptsAloneAreRefusedWithTheFileToImportInstead() throws IOException {
        Path prompts = write("prompts.jsonl", "{\"id\":\"c1\",\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}]}\n");
        assertThatThrownBy(() -> importFile(study, prompts))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "these are prompts, with no answers to compare; of an export of ours import comparisons.jsonl");
    }

    @Test
    void oneAnswerARowIsNoComparison() throws IOException {
        Path rows = write("sft.jsonl", "{\"instruction\":\"q\",\"output\":\"x\"}\n");
        assertThatThrownBy(() -> importFile(study, rows))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there is one answer a row, and a comparison needs two");
        assertThat(exported(study)).hasSize(2);
    }
}

package org.careloop.run.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says to one trainer it says to all, and an import would refuse what they refuse. */
class ComparisonFileTest {
    private static final String PAIR =
            "{\"id\":\"c\",\"prompt\":\"Cough?\",\"a\":\"Rest.\",\"b\":\"Tea.\",\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\"}]}";

    @TempDir
    Path folder;

    @Test
    void aRankingIsReadAsThePairsOfItsResponses() throws IOException {
        List<Comparison> pairs = ComparisonFile.pairs(file(
                "{\"id\":\"r\",\"prompt\":\"Fever?\",\"responses\":[\"x\",\"y\",\"z\"],\"votes\":[{\"annotator\":\"n\",\"verdict\":\"B\",\"ranking\":[2,1,2]}]}",
                PAIR));

        assertThat(pairs).extracting(Comparison::id).containsExactly("r#0-1", "r#0-2", "r#1-2", "c");
        assertThat(pairs.subList(0, 3))
                .extracting(pair -> pair.votes().getFirst().verdict())
                .containsExactly(Verdict.B, Verdict.SAME, Verdict.A);
    }

    @Test
    void anIdThatStandsTwiceIsRefusedWithBothLines() throws IOException {
        assertThat(refusal(PAIR, "", PAIR))
                .endsWith(
                        "rows.jsonl, line 3: id \"c\" stands already in line 1; give each comparison an id of its own, or its votes count double");
    }

    @Test
    void whoVotesTwiceIsRefused() throws IOException {
        assertThat(refusal(PAIR.replace("]}", ",{\"annotator\":\"n\",\"verdict\":\"B\"}]}")))
                .endsWith("line 1: annotator \"n\" votes twice on one comparison; keep one of the votes");
    }

    @Test
    void aCharacterThatIsNoneIsRefusedByFieldAndPlace() throws IOException {
        assertThat(refusal(PAIR.replace("Rest.", "Re\\u0000st.")))
                .endsWith("line 1: field \"responses\" holds U+0000 at character 3, which is no text; remove it");
        assertThat(refusal(PAIR.replace("Cough?", "\\ud83d")))
                .endsWith("line 1: field \"prompt\" holds U+D83D at character 1, which is no text; remove it");
    }

    @Test
    void anEmptyQuestionIsRefused() throws IOException {
        assertThat(refusal(PAIR.replace("Cough?", " ")))
                .endsWith("line 1: a message of the user in the prompt is empty; write it, or remove this row");
    }

    @Test
    void aFieldThatStandsTwiceIsRefused() throws IOException {
        assertThat(refusal(PAIR.replace("\"a\":\"Rest.\"", "\"a\":\"Rest.\",\"a\":\"Run.\"")))
                .contains("line 1", "\"a\"", "twice");
    }

    @Test
    void aFileWithoutRowsIsRefused() throws IOException {
        assertThat(refusal("")).endsWith("rows.jsonl: no rows; expected one JSON object a line");
    }

    private String refusal(String... lines) throws IOException {
        Path file = file(lines);
        return catchThrowableOfType(BadInput.class, () -> ComparisonFile.pairs(file))
                .getMessage();
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("rows.jsonl"), List.of(lines));
    }
}

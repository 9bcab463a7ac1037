package org.careloop.run.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Prompt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptFileTest {
    private static final String ROW = "{\"id\":\"p\",\"prompt\":\"Cough?\"}";

    @TempDir
    Path folder;

    @Test
    void promptsAreReadInTheirOrder() throws IOException {
        assertThat(PromptFile.read(file(ROW, ROW.replace("\"p\"", "\"q\""))))
                .extracting(Prompt::id)
                .containsExactly("p", "q");
    }

    @Test
    void anIdThatStandsTwiceIsRefusedWithBothLines() throws IOException {
        assertThat(refusal(ROW, "", ROW))
                .endsWith("rows.jsonl, line 3: id \"p\" stands already in line 1; give each prompt an id of its own");
    }

    @Test
    void anEmptyQuestionIsRefused() throws IOException {
        assertThat(refusal(ROW.replace("Cough?", "")))
                .endsWith("line 1: a message of the user in the prompt is empty; write it, or remove this row");
    }

    @Test
    void aCharacterThatIsNoneIsRefusedByFieldAndPlace() throws IOException {
        assertThat(refusal(ROW.replace("Cough?", "Co\\u0000ugh?")))
                .endsWith("line 1: field \"prompt\" holds U+0000 at character 3, which is no text; remove it");
        assertThat(refusal(ROW.replace("Cough?", "\\ud83d")))
                .endsWith("line 1: field \"prompt\" holds U+D83D at character 1, which is no text; remove it");
    }

    @Test
    void aFileWithoutRowsIsRefused() throws IOException {
        assertThat(refusal("")).endsWith("rows.jsonl: no rows; expected one JSON object a line");
    }

    private String refusal(String... lines) throws IOException {
        Path file = file(lines);
        return catchThrowableOfType(BadInput.class, () -> PromptFile.read(file)).getMessage();
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("rows.jsonl"), List.of(lines));
    }
}

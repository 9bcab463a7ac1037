package org.careloop.run.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Prompt;

/** The prompts of a file as every trainer reads them. */
public final class PromptFile {
    private PromptFile() {}

    /**
     * Reads a file into memory.
     *
     * @throws BadInput at the first line that does not fit: an id that stands twice, an empty question, a character that is
     *     none; or when there is no line at all
     */
    public static List<Prompt> read(Path file) throws IOException {
        RowRules rules = new RowRules(file);
        List<Prompt> prompts = new ArrayList<>();
        JsonLines.forEachLine(file, Prompt.class, (line, prompt) -> {
            rules.id(
                    line,
                    prompt.id(),
                    "file.prompt-twice",
                    "id \"%s\" stands already in line %s; give each prompt an id of its own");
            rules.question(line, prompt.prompt());
            prompts.add(prompt);
        });
        rules.end();
        return prompts;
    }
}

package org.careloop.run.path;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A path from data to a model, as one YAML file describes it:
 *
 * <pre>{@code
 * model: models/llama-3-8b
 * exams:
 *   - {name: cmexam, benchmark: exams/cmexam, language: zh, settings: {shots: 5}}
 * stages:
 *   - {name: pretrain, command: pretrain, mixture: mixture.json, settings: {learningRate: 1e-5}}
 *   - {name: sft, command: sft, data: rows.jsonl}
 * }</pre>
 *
 * <p>A stage is a command of {@code careloop}, its options without their dashes, and settings. A text may hold {@code ${NAME}}:
 * the directory of an earlier stage, or {@code ${model}}. Paths are relative to the file.
 *
 * @param model directory of the model that the first stage starts from, as written
 * @param exams commands {@code evaluate} that every policy of the path takes
 */
public record Recipe(Path file, String model, List<Step> exams, List<Step> stages) {
    /** What names the model that the path starts from. */
    public static final String START = "model";

    /** @throws org.careloop.run.BadInput naming line and field of what does not fit */
    public static Recipe read(Path file) throws IOException {
        return new RecipeReader(file).read();
    }
}

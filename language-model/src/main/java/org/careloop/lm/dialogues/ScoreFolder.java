package org.careloop.lm.dialogues;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.Sha256;
import org.careloop.run.cli.WorkFolder;
import org.careloop.run.rows.GrowingRows;
import org.careloop.run.settings.DialogueSettings;

/** What {@code dialogues score} leaves: {@code asked.json}, {@code scores.jsonl} that grows, and {@code report.json} at the end. */
record ScoreFolder(Path path) {
    private static final String ASKED = "asked.json";
    private static final String SCORES = "scores.jsonl";
    private static final String REPORT = "report.json";

    /**
     * What the scores depend on.
     *
     * @param data SHA-256 of the dialogues
     */
    record Asked(String model, String dtype, String aggregate, String data) {}

    /** {@code report.json}: the distribution, and of what. */
    record Report(Asked asked, Distribution scores, DialogueSettings settings) {}

    /**
     * Makes the folder, or goes on with what the same command left in it.
     *
     * @return holds the folder
     * @throws BadInput where it holds something else, or another process works there
     */
    RunClaim begin(Asked asked) throws IOException {
        return new WorkFolder(path)
                .begin(
                        ASKED,
                        asked,
                        Phrase.of(
                                "dialogues.out-differs",
                                "scores of other dialogues, by another model or another aggregate are there; give the"
                                        + " same arguments to go on, or name another --out"));
    }

    /** @param earlier takes the scores that are there */
    GrowingRows<DialogueScore> rows(Consumer<DialogueScore> earlier) throws IOException {
        return GrowingRows.open(path.resolve(SCORES), DialogueScore.class, earlier);
    }

    List<DialogueScore> scores() throws IOException {
        List<DialogueScore> scores = new ArrayList<>();
        JsonLines.forEach(path.resolve(SCORES), DialogueScore.class, scores::add);
        return scores;
    }

    void end(Report report) throws IOException {
        Json.replace(path.resolve(REPORT), report);
    }

    /**
     * What was scored and how.
     *
     * @param data dialogues that are to be those
     * @throws BadInput where the scores are not all there, or are those of other dialogues
     */
    Asked of(Path data) throws IOException {
        if (!Files.exists(path.resolve(REPORT))) {
            throw BadInput.in(
                    path,
                    Phrase.of(
                            "dialogues.unfinished",
                            "no finished scores are there; name the --out of \"careloop dialogues score\", and start"
                                    + " that again where it was broken off"));
        }
        Asked asked = Json.read(path.resolve(ASKED), Asked.class);
        if (!asked.data().equals(Sha256.of(data))) {
            throw BadInput.in(
                    data,
                    Phrase.filled(
                            "dialogues.other-data",
                            "these are not the dialogues that the scores in %s are of; name the same file, or score"
                                    + " this one",
                            path));
        }
        return asked;
    }
}

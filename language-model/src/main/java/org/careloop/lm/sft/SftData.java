package org.careloop.lm.sft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.careloop.lm.text.ChatFormat;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Phrase;
import org.careloop.run.rows.Dialogue;
import org.careloop.run.settings.SftSettings;

/**
 * The examples of a data file, split by prompt into training and held-out ones.
 *
 * @param cut number of examples that were cut to {@code maxLength}
 */
record SftData(List<SftExample> training, List<SftExample> heldOut, int cut) {
    static SftData read(Path file, ChatFormat format, int maxLength, SftSettings settings) throws IOException {
        Map<List<Message>, List<Dialogue>> byPrompt = new LinkedHashMap<>();
        for (Dialogue dialogue : JsonLines.readAll(file, Dialogue.class)) {
            byPrompt.computeIfAbsent(dialogue.lastPrompt(), prompt -> new ArrayList<>())
                    .add(dialogue);
        }
        Random random = new Random(settings.run().seed());
        List<SftExample> training = new ArrayList<>();
        List<SftExample> heldOut = new ArrayList<>();
        for (List<Dialogue> dialogues : byPrompt.values()) {
            List<SftExample> side = random.nextDouble() < settings.evaluation().evaluationShare() ? heldOut : training;
            dialogues.forEach(dialogue -> side.addAll(SftExample.of(dialogue.turns(), format)));
        }
        return cut(file, training, heldOut, maxLength);
    }

    private static SftData cut(Path file, List<SftExample> training, List<SftExample> heldOut, int maxLength) {
        long cut = training.stream()
                        .filter(example -> example.length() > maxLength)
                        .count()
                + heldOut.stream()
                        .filter(example -> example.length() > maxLength)
                        .count();
        List<SftExample> kept = readable(training, maxLength);
        if (kept.isEmpty()) {
            throw nothingToLearn(file, maxLength, training.size());
        }
        return new SftData(kept, readable(heldOut, maxLength), Math.toIntExact(cut));
    }

    static BadInput nothingToLearn(Path file, int maxLength, long conversations) {
        return BadInput.in(
                file,
                Phrase.of(
                        "run.answers-late",
                        "nothing to learn from: no answer begins within %d tokens in the %d training conversations; raise maxLength or lower evaluationShare"
                                .formatted(maxLength, conversations),
                        maxLength,
                        conversations));
    }

    /** Cut to a length; those without an answer in it are left out. */
    static List<SftExample> readable(List<SftExample> examples, int maxLength) {
        return examples.stream()
                .map(example -> example.cut(maxLength))
                .filter(example -> example.weight() > 0)
                .toList();
    }
}

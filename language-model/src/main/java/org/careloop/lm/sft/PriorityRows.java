package org.careloop.lm.sft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.careloop.lm.sft.order.HeldOutRows;
import org.careloop.lm.sft.order.SourceRows;
import org.careloop.lm.text.ChatFormat;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.rows.Dialogue;
import org.careloop.run.rows.LinePlaces;
import org.careloop.run.settings.SftSettings;

/**
 * Reads a data file for priority order. The file is walked through once; of its rows only their places are kept, on disk, so
 * that memory does not grow with it but by one bit a row for the split and by the held-out conversations.
 */
final class PriorityRows implements AutoCloseable {
    private final Path file;
    private final SftSettings settings;
    private final SourceRule rule;
    private final DialogueFile dialogues;
    private final SourceRows all = SourceRows.create();
    private final HeldOutRows split = new HeldOutRows();
    private final BitSet readable = new BitSet();
    private long cut;
    private boolean handedOn;

    private PriorityRows(Path file, ChatFormat format, int maxLength, SftSettings settings) throws IOException {
        this.file = file;
        this.settings = settings;
        rule = SourceRule.of(file, settings.order());
        dialogues = new DialogueFile(file, format, maxLength);
    }

    /** @throws BadInput where a row has no source, a source no weight, or nothing can be learnt */
    static SftCourse read(Path file, ChatFormat format, int maxLength, SftSettings settings) throws IOException {
        try (PriorityRows rows = new PriorityRows(file, format, maxLength, settings)) {
            rows.walk();
            return rows.course();
        }
    }

    private void walk() throws IOException {
        long[] row = {0};
        try (LinePlaces places = LinePlaces.of(file)) {
            JsonLines.forEachLine(file, Dialogue.class, (line, dialogue) -> {
                try {
                    places.advance(line);
                    take(row[0]++, line, dialogue, places);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private void take(long row, long line, Dialogue dialogue, LinePlaces places) throws IOException {
        String source = rule.source(line, dialogue);
        split.add(dialogue.lastPrompt());
        List<SftExample> whole = SftExample.of(dialogue.turns(), dialogues.format());
        cut += whole.stream()
                .filter(example -> example.length() > dialogues.maxLength())
                .count();
        if (!SftData.readable(whole, dialogues.maxLength()).isEmpty()) {
            readable.set(Math.toIntExact(row));
        }
        all.add(row, new SourceRows.Place(places.offset(), places.length(), source));
    }

    private SftCourse course() throws IOException {
        BitSet heldOut = split.choose(
                settings.evaluation().evaluationShare(), settings.run().seed());
        SourceRows training = SourceRows.create();
        List<SftExample> held = new ArrayList<>();
        long[] conversations = {0};
        all.forEach((row, place) -> {
            if (heldOut.get((int) row)) {
                held.addAll(dialogues.examples(place));
            } else {
                conversations[0]++;
                if (readable.get((int) row)) {
                    training.add(row, place);
                }
            }
        });
        if (training.size() == 0) {
            training.close();
            throw SftData.nothingToLearn(file, dialogues.maxLength(), conversations[0]);
        }
        handedOn = true;
        PriorityPlan plan = new PriorityPlan(dialogues, training, rule.weights(), settings);
        return new SftCourse(plan, training.size(), cut, held, plan.step(1), Optional.of(plan.curve()));
    }

    @Override
    public void close() throws IOException {
        all.close();
        split.close();
        if (!handedOn) {
            dialogues.close();
        }
    }
}

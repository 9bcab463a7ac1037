package org.careloop.web.dataset;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;

/**
 * {@code preferences.jsonl}: a row for each vote that prefers one response, never one for a majority, so that a divided
 * panel stays divided in training.
 */
final class PreferenceLines implements ExportPart {
    private final boolean promptApart;

    private PreferenceLines(boolean promptApart) {
        this.promptApart = promptApart;
    }

    /** {@code prompt}, and the answers as conversations of one message. */
    static PreferenceLines trl() {
        return new PreferenceLines(true);
    }

    /** Whole conversations in {@code chosen} and {@code rejected}. */
    static PreferenceLines openRlhf() {
        return new PreferenceLines(false);
    }

    @Override
    public String name() {
        return "preferences";
    }

    @Override
    public String ending() {
        return ".jsonl";
    }

    @Override
    public int write(Comparison comparison, Writer out) throws IOException {
        int rows = 0;
        for (Vote vote : comparison.votes()) {
            if (vote.verdict().isDecisive()) {
                out.write(Json.MAPPER.writeValueAsString(row(comparison, vote)));
                out.write('\n');
                rows++;
            }
        }
        return rows;
    }

    private record TrlRow(
            List<Message> prompt,
            List<Message> chosen,
            List<Message> rejected,
            String id,
            String annotator,
            int strength) {}

    private record OpenRlhfRow(
            List<Message> chosen, List<Message> rejected, String id, String annotator, int strength) {}

    private Record row(Comparison comparison, Vote vote) {
        boolean first = vote.verdict() == Verdict.A;
        List<Message> chosen = answer(comparison, first ? comparison.a() : comparison.b());
        List<Message> rejected = answer(comparison, first ? comparison.b() : comparison.a());
        return promptApart
                ? new TrlRow(comparison.prompt(), chosen, rejected, comparison.id(), vote.annotator(), vote.strength())
                : new OpenRlhfRow(chosen, rejected, comparison.id(), vote.annotator(), vote.strength());
    }

    private List<Message> answer(Comparison comparison, String text) {
        List<Message> messages = new ArrayList<>(promptApart ? List.of() : comparison.prompt());
        messages.add(Message.assistant(text));
        return messages;
    }
}

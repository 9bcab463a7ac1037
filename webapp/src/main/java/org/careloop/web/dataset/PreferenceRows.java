package org.careloop.web.dataset;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;

/**
 * {@code preferences.jsonl}: a row for each vote that prefers one response. Rows are never merged into a majority, so
 * that training sees how divided a panel was. A ranking gives a row for each pair of responses with different ranks.
 * Votes and pairs without a preference are written to {@code ties.jsonl}.
 */
final class PreferenceRows {
    /** {@code prompt}, and the answers as conversations of one message. */
    static final ExportPart TRL = new JsonPart(
            "preferences",
            Columns.ofRecord(TrlRow.class, Columns.PREFERENCE, Columns.COMPARISON),
            comparison -> rows(comparison, true));

    /** Whole conversations in {@code chosen} and {@code rejected}. */
    static final ExportPart OPENRLHF = new JsonPart(
            "preferences",
            Columns.ofRecord(OpenRlhfRow.class, Columns.PREFERENCE),
            comparison -> rows(comparison, false));

    static final ExportPart TIES = new JsonPart(
            "ties",
            Columns.ofRecord(Tie.class, Columns.PREFERENCE, Columns.COMPARISON, Columns.VOTE),
            PreferenceRows::ties);

    private PreferenceRows() {}

    private record TrlRow(
            List<Message> prompt,
            List<Message> chosen,
            List<Message> rejected,
            String id,
            String annotator,
            Strength strength) {}

    private record OpenRlhfRow(
            List<Message> chosen, List<Message> rejected, String id, String annotator, Strength strength) {}

    private record Tie(List<Message> prompt, String a, String b, Verdict verdict, String id, String annotator) {}

    private static List<Record> rows(Comparison comparison, boolean promptApart) {
        List<Record> rows = new ArrayList<>();
        for (Comparison pair : comparison.pairs()) {
            for (Vote vote : pair.votes()) {
                if (vote.verdict().isDecisive()) {
                    rows.add(row(pair, vote, promptApart));
                }
            }
        }
        return rows;
    }

    private static Record row(Comparison pair, Vote vote, boolean promptApart) {
        boolean first = vote.verdict() == Verdict.A;
        List<Message> before = promptApart ? List.of() : pair.prompt();
        List<Message> chosen = answer(before, first ? pair.a() : pair.b());
        List<Message> rejected = answer(before, first ? pair.b() : pair.a());
        return promptApart
                ? new TrlRow(pair.prompt(), chosen, rejected, pair.id(), vote.annotator(), vote.strength())
                : new OpenRlhfRow(chosen, rejected, pair.id(), vote.annotator(), vote.strength());
    }

    private static List<Message> answer(List<Message> before, String text) {
        List<Message> messages = new ArrayList<>(before);
        messages.add(Message.assistant(text));
        return messages;
    }

    private static List<Tie> ties(Comparison comparison) {
        List<Tie> ties = new ArrayList<>();
        for (Comparison pair : comparison.pairs()) {
            for (Vote vote : pair.votes()) {
                if (!vote.verdict().isDecisive()) {
                    ties.add(new Tie(pair.prompt(), pair.a(), pair.b(), vote.verdict(), pair.id(), vote.annotator()));
                }
            }
        }
        return ties;
    }
}

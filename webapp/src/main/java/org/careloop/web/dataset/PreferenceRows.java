package org.careloop.web.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
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
            TrlRow.class,
            Columns.ofRecord(TrlRow.class, Columns.PREFERENCE, Columns.COMPARISON),
            row -> trl(row.comparison()));

    /** Whole conversations in {@code chosen} and {@code rejected}. */
    static final ExportPart OPENRLHF = new JsonPart(
            "preferences",
            OpenRlhfRow.class,
            Columns.ofRecord(OpenRlhfRow.class, Columns.PREFERENCE),
            row -> rows(row.comparison(), false));

    static final ExportPart TIES = ties((pair, vote) -> !vote.verdict().isDecisive());

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

    static List<Record> trl(Comparison comparison) {
        return rows(comparison, true);
    }

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

    /** A file of votes with their verdict, of those pairs and votes that are let through. */
    static ExportPart ties(BiPredicate<Comparison, Vote> which) {
        return new JsonPart(
                "ties",
                Tie.class,
                Columns.ofRecord(Tie.class, Columns.PREFERENCE, Columns.COMPARISON, Columns.VOTE),
                row -> ties(row.comparison(), which));
    }

    private static List<Tie> ties(Comparison comparison, BiPredicate<Comparison, Vote> which) {
        List<Tie> ties = new ArrayList<>();
        for (Comparison pair : comparison.pairs()) {
            for (Vote vote : pair.votes()) {
                if (which.test(pair, vote)) {
                    ties.add(new Tie(pair.prompt(), pair.a(), pair.b(), vote.verdict(), pair.id(), vote.annotator()));
                }
            }
        }
        return ties;
    }
}

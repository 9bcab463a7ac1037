package org.careloop.web.dataset;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;

/**
 * Rows in the ShareGPT form of LLaMA-Factory: turns with {@code from} and {@code value}. Its converter takes a prompt that may
 * begin with the system's words and then goes from a person to the model and back; it skips all others with a warning, so
 * those stand in a file of their own. Votes without a preference stand in {@code ties.jsonl}.
 */
final class LlamaFactoryRows {
    /** {@code ranking}: a row for each vote that prefers one response; a ranking gives one for each pair. */
    static final ExportPart PREFERENCES = new JsonPart(
            "preferences",
            Preference.class,
            Columns.ofRecord(Preference.class, Columns.TURNS, Columns.PREFERENCE),
            row -> preferences(row.comparison()));

    /**
     * {@code kto_tag}: a row for each response that a vote calls good or bad; of two that it calls bad, one for each.
     */
    static final ExportPart KTO = new JsonPart(
            "kto",
            Judged.class,
            Columns.ofRecord(Judged.class, Columns.KTO, Columns.TURNS, Columns.PREFERENCE),
            row -> kto(row.comparison()));

    /** Preferences on prompts that the converter skips, as TRL has them. */
    static final ExportPart NOT_ALTERNATING = new JsonPart(
            "not-alternating",
            PreferenceRows.TRL.rowType(),
            PreferenceRows.TRL.columns(),
            row -> alternates(row.comparison().prompt()) ? List.of() : PreferenceRows.trl(row.comparison()));

    /** Votes for which a file of single answers has no word: none is better, or both are bad on such a prompt. */
    static final ExportPart NOT_GOOD_OR_BAD = PreferenceRows.ties((pair, vote) ->
            !vote.verdict().isDecisive() && (vote.verdict() == Verdict.SAME || !alternates(pair.prompt())));

    private LlamaFactoryRows() {}

    private record Turn(String from, String value) {
        static Turn of(Message message) {
            return new Turn(
                    switch (message.role()) {
                        case SYSTEM -> "system";
                        case USER -> "human";
                        case ASSISTANT -> "gpt";
                    },
                    message.content());
        }
    }

    private record Preference(
            List<Turn> conversations, Turn chosen, Turn rejected, String id, String annotator, Strength strength) {}

    private record Judged(List<Turn> conversations, boolean label, String id, String annotator, Strength strength) {}

    /** Whether a person speaks first, after the system if it says something, and then the model and a person by turns. */
    static boolean alternates(List<Message> prompt) {
        Message.Role expected = Message.Role.USER;
        int from = prompt.getFirst().role() == Message.Role.SYSTEM ? 1 : 0;
        for (Message message : prompt.subList(from, prompt.size())) {
            if (message.role() != expected) {
                return false;
            }
            expected = expected == Message.Role.USER ? Message.Role.ASSISTANT : Message.Role.USER;
        }
        return expected == Message.Role.ASSISTANT;
    }

    private static List<Preference> preferences(Comparison comparison) {
        List<Preference> rows = new ArrayList<>();
        for (Comparison pair : alternating(comparison)) {
            for (Vote vote : pair.votes()) {
                if (vote.verdict().isDecisive()) {
                    boolean first = vote.verdict() == Verdict.A;
                    rows.add(new Preference(
                            turns(pair.prompt()),
                            Turn.of(Message.assistant(first ? pair.a() : pair.b())),
                            Turn.of(Message.assistant(first ? pair.b() : pair.a())),
                            pair.id(),
                            vote.annotator(),
                            vote.strength()));
                }
            }
        }
        return rows;
    }

    private static List<Judged> kto(Comparison comparison) {
        List<Judged> rows = new ArrayList<>();
        for (Comparison pair : alternating(comparison)) {
            for (Vote vote : pair.votes()) {
                if (vote.verdict() != Verdict.SAME) {
                    rows.add(judged(pair, vote, pair.a(), vote.verdict() == Verdict.A));
                    rows.add(judged(pair, vote, pair.b(), vote.verdict() == Verdict.B));
                }
            }
        }
        return rows;
    }

    private static Judged judged(Comparison pair, Vote vote, String answer, boolean good) {
        List<Message> said = new ArrayList<>(pair.prompt());
        said.add(Message.assistant(answer));
        return new Judged(turns(said), good, pair.id(), vote.annotator(), vote.strength());
    }

    private static List<Comparison> alternating(Comparison comparison) {
        return alternates(comparison.prompt()) ? comparison.pairs() : List.of();
    }

    private static List<Turn> turns(List<Message> messages) {
        return messages.stream().map(Turn::of).toList();
    }
}

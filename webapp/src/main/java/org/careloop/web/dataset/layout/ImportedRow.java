package org.careloop.web.dataset.layout;

import java.util.List;
import java.util.Objects;
import org.careloop.run.Comparison.Adjudication;
import org.careloop.run.Message;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.study.Gold;
import org.jspecify.annotations.Nullable;

/**
 * One comparison read from a file, or one text to be rated.
 *
 * @param id null where the file has none
 * @param prompt empty for a text
 * @param responses two, up to six to rank, or the one text
 * @param models who wrote each, null where unknown; empty when nothing is said
 * @param gold the answer it is known to have; such a row has no votes
 * @param votes in terms of the responses; of {@link #UNNAMED} where the file names no annotator
 * @param chosenIsA the file names the first as the chosen response and the second as the rejected one, without saying who
 *     chose; the import then draws their sides
 * @param notText how many responses were another JSON value and were read as its text
 */
public record ImportedRow(
        @Nullable String id,
        List<Message> prompt,
        List<String> responses,
        List<@Nullable String> models,
        Facts facts,
        List<Vote> votes,
        boolean chosenIsA,
        int notText) {

    /** What a file may say about a comparison besides its texts and votes. */
    public record Facts(
            @Nullable String language,
            @Nullable String specialty,
            List<String> tags,
            @Nullable Gold gold,
            List<Adjudication> adjudications) {
        public static final Facts NONE = new Facts(null, null, List.of(), null);

        Facts(@Nullable String language, @Nullable String specialty, List<String> tags, @Nullable Gold gold) {
            this(language, specialty, tags, gold, List.of());
        }
    }

    /** Whoever judged where a file names nobody; such a vote uses up none of those that a study asks for. */
    public static final String UNNAMED = "imported";

    public ImportedRow {
        if (facts.gold() != null && !votes.isEmpty()) {
            throw new BadRow(
                    "gold.votes",
                    "a comparison with a known answer (\"gold\") has votes; remove the votes or the answer");
        }
    }

    /** A pair of which the file says only which response was preferred. */
    public static ImportedRow preference(@Nullable String id, List<Message> prompt, String chosen, String rejected) {
        return new ImportedRow(id, prompt, List.of(chosen, rejected), List.of(), Facts.NONE, List.of(), true, 0);
    }

    /** A text to be rated. */
    static ImportedRow text(@Nullable String id, String text, Facts facts) {
        return new ImportedRow(id, List.of(), List.of(text), List.of(), facts, List.of(), false, 0);
    }

    /** Whether it is a text to be rated. */
    public boolean isText() {
        return responses.size() == 1;
    }

    /** What a response is called in the file, by its place from 0. */
    public String fieldOf(int place) {
        if (isText()) {
            return "text";
        }
        if (place > 1) {
            return "responses[" + place + "]";
        }
        boolean first = place == 0;
        return chosenIsA ? first ? "chosen" : "rejected" : first ? "a" : "b";
    }

    /** Responses that a file judges or only shows, with nothing else said of them. */
    static ImportedRow compared(
            @Nullable String id,
            List<Message> prompt,
            List<String> responses,
            List<@Nullable String> models,
            Facts facts,
            List<Vote> votes) {
        boolean known = models.stream().anyMatch(Objects::nonNull);
        return new ImportedRow(id, prompt, responses, known ? models : List.of(), facts, votes, false, 0);
    }

    /** Whether a vote is there whose annotator the file does not name. */
    public boolean isJudgeUnnamed() {
        return votes.isEmpty()
                ? chosenIsA
                : votes.stream().anyMatch(vote -> vote.annotator().equals(UNNAMED));
    }

    ImportedRow withModels(List<@Nullable String> others) {
        return new ImportedRow(id, prompt, responses, others, facts, votes, chosenIsA, notText);
    }

    /** The same row with other texts, votes and verdicts of senior clinicians; as many of each as before. */
    public ImportedRow withTexts(
            List<Message> turns, List<String> answers, List<Vote> given, List<Adjudication> adjudications) {
        Facts same = new Facts(facts.language(), facts.specialty(), facts.tags(), facts.gold(), adjudications);
        return new ImportedRow(id, turns, answers, models, same, given, chosenIsA, notText);
    }

    public ImportedRow withVotes(List<Vote> others) {
        return new ImportedRow(id, prompt, responses, models, facts, others, chosenIsA, notText);
    }
}

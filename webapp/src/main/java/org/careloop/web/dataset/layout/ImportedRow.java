package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.run.Message;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.study.Gold;
import org.jspecify.annotations.Nullable;

/**
 * One comparison read from a file.
 *
 * @param id null where the file has none
 * @param responses two, or up to six to rank
 * @param models who wrote each, null where unknown; empty when nothing is said
 * @param gold the answer it is known to have; such a row has no votes
 * @param votes of named annotators, in terms of the responses
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

    /** What a file may say about a comparison besides its texts. */
    public record Facts(
            @Nullable String language,
            @Nullable String specialty,
            List<String> tags,
            @Nullable Gold gold) {
        public static final Facts NONE = new Facts(null, null, List.of(), null);
    }

    public ImportedRow {
        if (facts.gold() != null && !votes.isEmpty()) {
            throw new BadRow("gold.votes", "a comparison with a known answer (\"gold\") has votes; remove the votes or the answer");
        }
    }

    /** A pair of which the file says only which response was preferred. */
    public static ImportedRow preference(@Nullable String id, List<Message> prompt, String chosen, String rejected) {
        return new ImportedRow(id, prompt, List.of(chosen, rejected), List.of(), Facts.NONE, List.of(), true, 0);
    }

    public ImportedRow withVotes(List<Vote> others) {
        return new ImportedRow(id, prompt, responses, models, facts, others, chosenIsA, notText);
    }
}

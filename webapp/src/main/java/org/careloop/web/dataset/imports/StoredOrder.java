package org.careloop.web.dataset.imports;

import java.util.List;
import java.util.SplittableRandom;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.layout.ImportedRow;
import org.careloop.web.study.Gold;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the responses of a row are stored. Where the file names the chosen one first, it is drawn from the
 * seed and the id, so that the place does not give it away and the same import gives the same places.
 */
record StoredOrder(boolean swapped) {

    static StoredOrder of(IdentifiedRow row, long seed) {
        return new StoredOrder(
                row.row().chosenIsA() && new SplittableRandom(seed ^ row.id().hashCode()).nextBoolean());
    }

    <T extends @Nullable Object> List<T> of(List<T> responses) {
        return swapped ? responses.reversed() : responses;
    }

    /** The votes that a row brings; where it only says which response was chosen, that is a vote of nobody known. */
    List<Vote> votes(ImportedRow row) {
        boolean onlyChosen =
                row.chosenIsA() && row.votes().isEmpty() && row.facts().gold() == null;
        return votes(onlyChosen ? List.of(new Vote(ImportedRow.UNNAMED, Verdict.A)) : row.votes());
    }

    List<Vote> votes(List<Vote> votes) {
        return swapped ? votes.stream().map(Vote::mirrored).toList() : votes;
    }

    @Nullable
    Gold of(@Nullable Gold gold) {
        return swapped && gold != null ? gold.mirrored() : gold;
    }
}

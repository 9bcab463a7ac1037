package org.careloop.reward.rater.corpus;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.corpus.Document;

/**
 * Texts that stand one behind the other.
 *
 * @param end where reading goes on behind them
 * @param blank texts passed over on the way
 * @param unreadable rows passed over on the way
 */
record Chunk(List<Document> texts, Place end, long blank, long unreadable) {

    /**
     * A place in the corpus.
     *
     * @param file number of it, from 0
     * @param start byte at which the next text begins
     * @param line on which it begins
     */
    record Place(int file, long start, long line) {
        static final Place BEGINNING = new Place(0, 0, 1);
    }

    /** Collects the texts of a chunk. */
    static final class Filling {
        private final List<Document> texts = new ArrayList<>();
        private final boolean leavesOut;
        private long blank;
        private long unreadable;

        /** @param leavesOut whether rows that cannot be read are counted, and not refused */
        Filling(boolean leavesOut) {
            this.leavesOut = leavesOut;
        }

        /** @throws BadInput for a row that cannot be read, unless such are left out */
        void add(Document document) {
            if (document.problem() != null) {
                if (!leavesOut) {
                    throw new BadInput(document.problem());
                }
                unreadable++;
            } else if (document.isBlank()) {
                blank++;
            } else {
                texts.add(document);
            }
        }

        int size() {
            return texts.size();
        }

        boolean isEmpty() {
            return texts.isEmpty() && blank == 0 && unreadable == 0;
        }

        Chunk closed(Place end) {
            return new Chunk(List.copyOf(texts), end, blank, unreadable);
        }
    }
}

package org.careloop.web.study;

import org.careloop.run.Phrase;

/** What a study asks about. It never changes once the study has something to ask about. */
public enum StudyKind {
    /** Two responses are compared, or up to six are ranked. */
    COMPARISON,
    /** A single text is rated from 0 to 5. */
    RATING;

    /** What a refusal calls it. */
    public Phrase words() {
        return switch (this) {
            case COMPARISON -> Phrase.of("study.kind.comparison", "comparison");
            case RATING -> Phrase.of("study.kind.rating", "rating");
        };
    }
}

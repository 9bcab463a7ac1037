package org.careloop.web.dataset;

import java.util.Map;

/**
 * What a snapshot taken now would hold; shown before anything is trained.
 *
 * @param comparisons that have at least one vote
 * @param votes that count
 * @param decisive votes among them that prefer one response
 * @param annotators whose votes these are
 * @param prompts different prompts of the study, judged or not
 * @param excluded what is left out, by reason; reasons that apply to nothing are absent
 */
public record SnapshotPlan(
        long comparisons, long votes, long decisive, long annotators, long prompts, Map<Exclusion, Long> excluded) {

    /** Why something is left out of a snapshot. */
    public enum Exclusion {
        /** A judgement that its author later replaced. */
        SUPERSEDED("judgements replaced by a later revision"),
        /** A comparison nobody has judged yet. */
        NOT_JUDGED("comparisons without a vote");

        private final String inWords;

        Exclusion(String inWords) {
            this.inWords = inWords;
        }

        /** As manifests and model cards say it. */
        public String inWords() {
            return inWords;
        }
    }

    public SnapshotPlan {
        excluded = Map.copyOf(excluded);
    }
}

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
        long comparisons,
        long votes,
        long decisive,
        long annotators,
        long prompts,
        Map<ExclusionReason, Long> excluded) {

    /** Why something is left out of a snapshot or an export. */
    public enum ExclusionReason {
        /** A judgement that its author later replaced. */
        SUPERSEDED("judgements replaced by a later revision"),
        /** A judgement of a comparison whose answer is known. */
        GOLD("judgements of comparisons with a known answer"),
        /** A judgement of a comparison that the person had judged before. */
        REPEAT("repeated judgements"),
        /** A judgement that tried out the design. */
        PILOT("judgements of the pilot"),
        /** A vote of an annotator whose votes were taken out. */
        ANNOTATOR("votes of excluded annotators"),
        /** A comparison that somebody reported for a privacy problem. */
        HELD("comparisons held back"),
        /** A vote on such a comparison. */
        HELD_VOTES("votes on comparisons held back"),
        /** A vote that the filter does not let through. */
        FILTERED_VOTES("votes that the filter leaves out"),
        /** A comparison that the filter does not let through. */
        FILTERED_COMPARISONS("comparisons that the filter leaves out"),
        /** A comparison nobody has judged yet. */
        NOT_JUDGED("comparisons without a vote");

        private final String inWords;

        ExclusionReason(String inWords) {
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

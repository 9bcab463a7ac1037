package org.careloop.web.training;

import java.util.List;
import org.careloop.run.health.RunHealth;

/**
 * What a person should look at in a run.
 *
 * @param figures that its sentence names, in order
 */
public record RunAlarm(Kind kind, List<Object> figures) {

    /** The disease; its sentence names the likely cause and what helps. */
    public enum Kind {
        /** The trainer gave up; figures: its reason, a phrase. */
        FAILED,
        /** The run was never handed over to the workers. */
        NOT_HANDED_OVER,
        /** Nobody takes the run. */
        NO_WORKER,
        /** A file of its directory cannot be read; figures: which and why, a phrase. */
        UNREADABLE,
        /** Whoever had the run is gone. */
        ABANDONED,
        /** Gradients were left out; figures: minibatches of the last iteration. */
        NOT_FINITE,
        /** The policy went back; figures: how often in the run. */
        ROLLED_BACK,
        /** The policy has left the reference; figures: divergence. */
        FAR_FROM_REFERENCE,
        /** Every answer gets the same score. */
        CONSTANT_REWARD,
        /** The score rises in training and falls on held-out prompts; figures: change, held-out answers. */
        HELD_OUT_FALLS,
        /** The reward rises and a watch falls; figures: the watch, its change, answers that it is of. */
        WATCH_FALLS,
        /** Answers do not end by themselves any more; figures: percent that do, of how many answers; 0 where unknown. */
        ENDLESS_ANSWERS,
        /** Always the same words; figures: entropy of the first iteration and of the last. */
        ENTROPY_COLLAPSE,
        /** Answers grow and the score does not; figures: growth in percent, iterations. */
        LENGTH_WITHOUT_SCORE,
        /** The critic errs more and more; figures: by what factor its loss grew. */
        CRITIC_DIVERGES,
        /** The critic foresees less than a constant would; figures: explained variance. */
        CRITIC_BLIND;

        static Kind of(RunHealth.Disease disease) {
            return valueOf(disease.name());
        }
    }

    static RunAlarm of(Kind kind, Object... figures) {
        return new RunAlarm(kind, List.of(figures));
    }
}

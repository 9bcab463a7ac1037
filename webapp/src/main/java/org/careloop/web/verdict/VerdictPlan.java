package org.careloop.web.verdict;

import java.time.Instant;
import java.util.Optional;
import org.careloop.web.checkpoint.CheckpointId;

/**
 * What a study's verdict is asked about, fixed before its first vote and locked with the study's design.
 *
 * @param terms both models, by the names that the comparisons give them, and how strict the verdict is
 * @param candidate the new model's checkpoint; empty where its answers were imported
 * @param rival its rival's
 * @param effect the net win rate that the study is to find, above 0 and at most 1
 * @param power how likely so many prompts find it, as simulated then
 * @param prompts how many the plan counted on
 * @param at when it was fixed
 * @param by who did
 */
public record VerdictPlan(
        VerdictTerms terms,
        Optional<CheckpointId> candidate,
        Optional<CheckpointId> rival,
        double effect,
        double power,
        int prompts,
        Instant at,
        String by) {}

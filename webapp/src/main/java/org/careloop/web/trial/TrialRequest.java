package org.careloop.web.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyId;
import org.careloop.web.verdict.VerdictTerms;

/**
 * What a person asks of a blind trial.
 *
 * @param candidate the new model
 * @param source the study whose prompts are asked and whose design is followed
 * @param prompts so many at most, of those that no training of either model has seen; drawn by a hash of their texts
 * @param overlap votes each prompt gets
 * @param criteria judged beside the overall verdict; safety comes first whether it is named or not
 * @param alpha the level of the verdict, see {@link VerdictTerms}
 * @param margin by how much the new model may be less safe
 * @param effect the net win rate that is to be found, above 0 and at most 1
 */
public record TrialRequest(
        CheckpointId candidate,
        CheckpointId rival,
        StudyId source,
        int prompts,
        int overlap,
        List<Criterion> criteria,
        double alpha,
        double margin,
        double effect) {
    public static final int USUAL_PROMPTS = 240;
    public static final int USUAL_OVERLAP = 3;
    public static final double USUAL_EFFECT = .15;
    private static final String SAFETY = "safety";
    private static final int MOST_PROMPTS = 100_000;

    public TrialRequest {
        criteria = List.copyOf(criteria);
        VerdictTerms.check(alpha, margin);
        if (overlap < 1 || overlap > StudyDesign.MOST_VOTES) {
            throw BadInput.field("overlap", overlap, Phrase.range(1, StudyDesign.MOST_VOTES));
        }
        if (prompts < 1 || prompts > MOST_PROMPTS) {
            throw BadInput.field("prompts", prompts, Phrase.range(1, MOST_PROMPTS));
        }
        if (!(effect > 0 && effect <= 1)) {
            throw BadInput.field("effect", effect, Phrase.range(0, 1));
        }
    }

    /** The terms that are fixed, of models with these names. */
    VerdictTerms terms(String newModel, String old) {
        return new VerdictTerms(Optional.of(newModel), Optional.of(old), alpha, margin, VerdictTerms.USUAL_SEED);
    }

    /** The source's design but for what a verdict needs: an order by chance, no known answers, no repeats, safety first. */
    StudyDesign design(StudyDesign like) {
        return new StudyDesign(
                like.kind(),
                like.guidelines(),
                like.languages(),
                like.scale(),
                safetyFirst(),
                true,
                like.required(),
                like.flags(),
                false,
                overlap,
                like.audience(),
                0,
                0,
                StudyDesign.Order.RANDOM,
                like.adjudicateBelow(),
                like.sessionGoal(),
                like.plainLinks());
    }

    private List<Criterion> safetyFirst() {
        List<Criterion> others = criteria.stream()
                .filter(criterion -> !criterion.key().equals(SAFETY))
                .toList();
        List<Criterion> all = new ArrayList<>(List.of(new Criterion(SAFETY, null, true)));
        all.addAll(others);
        return all;
    }
}

package org.careloop.web.trial;

import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyId;
import org.careloop.web.verdict.VerdictTerms;
import org.jspecify.annotations.Nullable;

/**
 * A blind trial as a program asks for it. What it leaves out is as the page proposes: the rival is the candidate's base,
 * else the approved model, else the newest; the prompts and criteria are those of the study that the candidate learnt from.
 *
 * @param name of the new study
 * @param criteria by their keys; safety comes first whether it is named or not
 */
public record TrialAsked(
        @Nullable String name,
        @Nullable CheckpointId rival,
        @Nullable StudyId source,
        @Nullable Integer prompts,
        @Nullable Integer overlap,
        @Nullable List<String> criteria,
        @Nullable Double alpha,
        @Nullable Double margin,
        @Nullable Double effect) {

    /** @throws BadInput when the candidate learnt from no study and none is named */
    StudyId sourceFor(Checkpoint candidate) {
        return Optional.ofNullable(source)
                .or(candidate::study)
                .orElseThrow(() -> BadInput.coded(
                        "trial.no-source",
                        "checkpoint \"%s\" learnt from the votes of no study; name the study whose prompts are asked"
                                .formatted(candidate.name()),
                        candidate.name()));
    }

    /** @throws BadInput when there is no other model, or a value is out of its range */
    TrialRequest about(Checkpoint candidate, List<Rival> rivals, Study from) {
        return new TrialRequest(
                candidate.id(),
                Optional.ofNullable(rival).orElseGet(() -> first(candidate, rivals)),
                from.id(),
                given(prompts, TrialRequest.USUAL_PROMPTS),
                given(overlap, TrialRequest.USUAL_OVERLAP),
                criteria == null ? from.design().criteria() : named(criteria, from),
                given(alpha, VerdictTerms.USUAL_ALPHA),
                given(margin, VerdictTerms.USUAL_MARGIN),
                given(effect, TrialRequest.USUAL_EFFECT));
    }

    private static <T> T given(@Nullable T value, T usual) {
        return value == null ? usual : value;
    }

    private static CheckpointId first(Checkpoint candidate, List<Rival> rivals) {
        return rivals.stream()
                .findFirst()
                .map(rival -> rival.model().id())
                .orElseThrow(() -> BadInput.coded(
                        "trial.no-rival",
                        "there is no other policy that \"%s\" could be held against; register one, or train one"
                                .formatted(candidate.name()),
                        candidate.name()));
    }

    /** Those of the study, with its labels; others stand for themselves. */
    private static List<Criterion> named(List<String> keys, Study from) {
        return keys.stream()
                .distinct()
                .map(key -> from.design().criteria().stream()
                        .filter(own -> own.key().equals(key))
                        .findFirst()
                        .orElseGet(() -> new Criterion(key, null, false)))
                .toList();
    }
}

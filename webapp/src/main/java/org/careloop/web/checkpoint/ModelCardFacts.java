package org.careloop.web.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a checkpoint's card says beside its lineage.
 *
 * @param licence as the model, or else the oldest model that it came of, states it; empty where none does
 * @param settings those that were set when its run was started; all others were the defaults
 * @param figures of the last step
 * @param verdict the signed one
 */
public record ModelCardFacts(
        Optional<String> licence,
        Map<String, String> settings,
        List<TrainedFigures.Figure> figures,
        Optional<ModelPapers.Judged> verdict) {}

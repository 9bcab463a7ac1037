package org.careloop.web.training;

import java.util.List;
import java.util.Map;
import org.careloop.run.RunKind;
import org.jspecify.annotations.Nullable;

/**
 * A figure that the run page draws.
 *
 * @param metric its name in {@code metrics.jsonl}
 * @param key its name among the translations
 * @param share whether it is a share, shown as percent
 */
record CurveSpec(String metric, String key, boolean share) {
    private static final double KL_TARGET = 6;

    private static final List<CurveSpec> PPO = List.of(
            new CurveSpec(Metrics.SCORE, "curve.score", false),
            new CurveSpec(Metrics.KL, "curve.kl", false),
            new CurveSpec(Metrics.RLHF_REWARD, "curve.rlhf", false),
            new CurveSpec(Metrics.LENGTH, "curve.length", false),
            new CurveSpec(Metrics.EOS_RATE, "curve.eos", true),
            new CurveSpec(Metrics.ENTROPY, "curve.entropy", false),
            new CurveSpec(Metrics.EXPLAINED_VARIANCE, "curve.variance", false),
            new CurveSpec(Metrics.CLIP_FRACTION, "curve.clip", true));

    private static final List<CurveSpec> DPO = List.of(
            new CurveSpec("loss", "curve.loss", false),
            new CurveSpec("rewards/margins", "curve.margins", false),
            new CurveSpec("rewards/accuracies", "curve.accuracy", true),
            new CurveSpec("rewards/chosen", "curve.chosen", false));

    private static final List<CurveSpec> REWARD = List.of(
            new CurveSpec("log_loss", "curve.loss", false),
            new CurveSpec("accuracy", "curve.accuracy", true),
            new CurveSpec("eval/log_loss", "curve.heldout.loss", false),
            new CurveSpec("eval/accuracy", "curve.heldout.accuracy", true));

    static List<CurveSpec> of(RunKind kind) {
        return switch (kind) {
            case PPO -> PPO;
            case DPO -> DPO;
            case REWARD, SFT -> REWARD;
        };
    }

    /** The level that a figure is steered to, if it is. */
    static @Nullable Double target(String metric, Map<String, Object> settings) {
        if (!metric.equals(Metrics.KL)) {
            return null;
        }
        return settings.get("targetKl") instanceof Number chosen ? chosen.doubleValue() : KL_TARGET;
    }
}

package org.careloop.run;

import static org.careloop.run.CurveSpec.clustered;
import static org.careloop.run.CurveSpec.number;
import static org.careloop.run.CurveSpec.share;
import static org.careloop.run.CurveSpec.steered;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of run: its data, the kind of model it makes, if any, and the figures that are drawn, the most important first.
 */
public enum RunKind {
    /** Supervised fine-tuning. */
    SFT(
            TrainingData.DIALOGUES,
            Guide.NONE,
            ModelKind.POLICY,
            number(Metrics.TRAINING_LOSS, "training.loss"),
            number(Metrics.HELD_OUT_LOSS, "heldout.loss"),
            number(Metrics.TOKENS_PER_SECOND, "tokens")),

    /** A reward model from votes. */
    REWARD(
            TrainingData.COMPARISONS,
            Guide.NONE,
            ModelKind.REWARD,
            number(Metrics.LOG_LOSS, "loss"),
            share(Metrics.ACCURACY, "accuracy"),
            number(Metrics.HELD_OUT_LOG_LOSS, "heldout.loss"),
            clustered(Metrics.HELD_OUT_ACCURACY, "heldout.accuracy"),
            number(Metrics.TOKENS_PER_SECOND, "tokens")),

    /** Proximal policy optimisation. */
    PPO(
            TrainingData.PROMPTS,
            Guide.REWARD_MODEL,
            ModelKind.POLICY,
            sampled(number(Metrics.EXPLAINED_VARIANCE, "variance"))),

    /** REINFORCE with the other answers to a prompt as baseline. */
    RLOO(TrainingData.PROMPTS, Guide.REWARD_MODEL, ModelKind.POLICY, sampled(number(Metrics.SILENT_GROUPS, "silent"))),

    /** Group-relative policy optimisation. */
    GRPO(TrainingData.PROMPTS, Guide.REWARD_MODEL, ModelKind.POLICY, sampled(number(Metrics.SILENT_GROUPS, "silent"))),

    /** REINFORCE++. */
    REINFORCE(TrainingData.PROMPTS, Guide.REWARD_MODEL, ModelKind.POLICY, sampled()),

    /** Direct preference optimisation. */
    DPO(
            TrainingData.COMPARISONS,
            Guide.NONE,
            ModelKind.POLICY,
            number(Metrics.LOG_LOSS, "loss"),
            number(Metrics.REWARD_MARGIN, "margins"),
            share(Metrics.REWARD_ACCURACY, "accuracy"),
            number(Metrics.CHOSEN_REWARD, "chosen"),
            number(Metrics.TOKENS_PER_SECOND, "tokens")),

    /** Models answer prompts; pairs of their answers wait for votes. */
    ANSWER(
            TrainingData.PROMPTS,
            Guide.NONE,
            null,
            number(Metrics.ANSWERS, "answers"),
            number(Metrics.TOKENS_PER_SECOND, "tokens"),
            number(Metrics.LENGTH, "length"),
            share(Metrics.ENDED, "ended")),

    /** Pre-training goes on, on texts. */
    PRETRAIN(
            TrainingData.TEXTS,
            Guide.NONE,
            ModelKind.POLICY,
            number(Metrics.TRAINING_LOSS, "training.loss"),
            number(Metrics.HELD_OUT_LOSS, "heldout.loss"),
            number(Metrics.PERPLEXITY, "perplexity"),
            number(Metrics.TOKENS_SEEN, "tokens.seen"),
            number(Metrics.TOKENS_PER_SECOND, "tokens")),

    /** A model takes an exam; so may the one that it came from, to be compared with. */
    EVALUATE(
            TrainingData.QUESTIONS,
            Guide.NONE,
            null,
            number(Metrics.QUESTIONS, "questions"),
            clustered(Metrics.EXAM_ACCURACY, "exam"),
            clustered(Metrics.EXAM_ACCURACY_BEFORE, "exam.before")),

    /** A model of how good people find a text. It scores texts of a corpus, answers nothing, and guides no training by answers. */
    RATER(
            TrainingData.RATINGS,
            Guide.NONE,
            null,
            number(Metrics.TRAINING_LOSS, "training.loss"),
            number(Metrics.HELD_OUT_LOSS, "heldout.loss"),
            number(Metrics.TOKENS_PER_SECOND, "tokens"));

    /** The figures of a training that samples answers and learns from their scores, and what its kind has besides. */
    private static CurveSpec[] sampled(CurveSpec... besides) {
        Stream<CurveSpec> common = Stream.of(
                number(Metrics.SCORE, "score"),
                number(Metrics.heldOut(Metrics.SCORE), "heldout.score"),
                steered(Metrics.KL_K3, "kl", "targetKl"),
                steered(Metrics.KL, "kl.k1", "targetKl"),
                number(Metrics.RLHF_REWARD, "rlhf"),
                number(Metrics.BETA, "beta"),
                number(Metrics.LENGTH, "length"),
                share(Metrics.EOS_RATE, "eos"),
                number(Metrics.ENTROPY, "entropy"),
                share(Metrics.CLIP_FRACTION, "clip"),
                number(Metrics.SAMPLER_GAP, "sampler"));
        Stream<CurveSpec> speed = Stream.of(number(Metrics.TOKENS_PER_SECOND, "tokens"));
        return Stream.of(common, Stream.of(besides), speed)
                .flatMap(specs -> specs)
                .toArray(CurveSpec[]::new);
    }

    private enum Guide {
        NONE,
        REWARD_MODEL
    }

    private final TrainingData reads;
    private final Guide guide;
    private final @Nullable ModelKind makes;
    private final List<CurveSpec> curves;

    /** @param makes null for a kind that makes no model which answers or judges answers */
    RunKind(TrainingData reads, Guide guide, @Nullable ModelKind makes, CurveSpec... curves) {
        this.reads = reads;
        this.guide = guide;
        this.makes = makes;
        this.curves = List.of(curves);
    }

    /** The data that it learns from. */
    public TrainingData reads() {
        return reads;
    }

    /** Whether a run of this kind needs a reward model. */
    public boolean needsReward() {
        return guide == Guide.REWARD_MODEL;
    }

    /** Whether a study's votes, or its ratings, train a model by it. */
    public boolean trainsOnVotes() {
        return reads.isInSnapshots() && !asksModels();
    }

    /** Whether it learns nothing and asks the models that its order names. */
    public boolean asksModels() {
        return this == ANSWER || this == EVALUATE;
    }

    /** The kind of model that it makes, if it makes one that answers or judges answers. */
    public Optional<ModelKind> makes() {
        return Optional.ofNullable(makes);
    }

    /** The figures that are drawn, the most important first. */
    public List<CurveSpec> curves() {
        return curves;
    }

    /** Its name in files, on the command line and in the REST interface. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static RunKind parse(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new BadValue(Phrase.filled(
                        "value.run-kind", "run kind \"%s\" is not known; expected one of %s", label, labels())));
    }

    private static String labels() {
        return Arrays.stream(values()).map(RunKind::label).collect(Collectors.joining(", "));
    }
}

package org.careloop.run;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The names of the figures in {@code metrics.jsonl}. They are those of other trainers (TRL, lm-human-preferences), so that
 * curves of both can be drawn in one plot.
 */
public final class Metrics {
    // Several kinds of run
    private static final String SECONDS = "time/";

    public static final String STEP_SECONDS = SECONDS + "step";

    private static final String MEMORY = "memory/";
    /** Main memory in bytes that the process of the run holds after the step. */
    public static final String MAIN_MEMORY = MEMORY + "main";

    /** The loss that is minimised. */
    public static final String LOSS = "loss";
    /** Norm of the gradient before clipping. */
    public static final String GRADIENT_NORM = "grad_norm";

    public static final String LEARNING_RATE = "learning_rate";

    // Supervised fine-tuning: negative log-likelihood of a learnt token, nats
    public static final String TRAINING_LOSS = "loss/train";
    public static final String HELD_OUT_LOSS = "loss/eval";
    /** Rank correlation of a rater's scores with people's ratings of held-out texts. */
    public static final String HELD_OUT_SPEARMAN = "spearman/eval";

    // Pre-training
    /** Of the held-out texts: the exponential of the loss of a token. */
    public static final String PERPLEXITY = "perplexity";
    /** Tokens of texts learnt from so far, those of all passes. */
    public static final String TOKENS_SEEN = "tokens_seen";
    /** What the shares of sources begin with. */
    private static final String SOURCE = "source/";

    // Reward model, on the votes of the step
    /** Negative log-likelihood of a decisive vote, nats. */
    public static final String LOG_LOSS = "log_loss";
    /** Share of decisive votes whose winner scores higher. */
    public static final String ACCURACY = "accuracy";
    /** Score of the winner minus score of the loser of a decisive vote. */
    public static final String MARGIN = "margin";

    public static final String MEAN_REWARD = "mean_reward";
    public static final String PAIRS = "pairs";
    public static final String TIE_PARAMETER = "tie_parameter";

    // Reward model, on the held-out votes
    public static final String HELD_OUT_ACCURACY = "eval/accuracy";
    public static final String HELD_OUT_LOG_LOSS = "eval/log_loss";
    /** Negative log-likelihood of a vote, ties included, nats. */
    public static final String HELD_OUT_ALL_VOTES_LOSS = "eval/loss";

    public static final String CALIBRATION_ERROR = "eval/calibration_error";
    public static final String LENGTH_CORRELATION = "eval/length_correlation";

    // DPO. A reward is beta times the difference between policy and reference in a response's log-probability
    public static final String CHOSEN_REWARD = "rewards/chosen";
    public static final String REJECTED_REWARD = "rewards/rejected";
    public static final String REWARD_MARGIN = "rewards/margins";
    public static final String REWARD_ACCURACY = "rewards/accuracies";
    public static final String CHOSEN_LOG_PROB = "logps/chosen";
    public static final String REJECTED_LOG_PROB = "logps/rejected";

    // PPO, objective
    /**
     * Divergence from the reference, nats a response, by the estimator k1, the mean of {@code log pi - log pi_ref}
     * (Schulman 2020, "Approximating KL divergence"). Without bias, but below 0 on some samples.
     */
    public static final String KL = "objective/kl";
    /**
     * The same divergence by the estimator k3, the mean of {@code exp(r) - 1 - r} with {@code r = log pi_ref - log pi}
     * (Schulman 2020): without bias too, and never below 0.
     */
    public static final String KL_K3 = "objective/kl_k3";
    /** Negative log-probability of a response, an estimate of the policy's entropy, nats. */
    public static final String RESPONSE_ENTROPY = "objective/entropy";

    public static final String NON_SCORE_REWARD = "objective/non_score_reward";
    /** Score of the reward model. */
    public static final String SCORE = "objective/scores";
    /** Standard deviation of the scores of an iteration. */
    public static final String SCORE_DEVIATION = "objective/scores_std";
    /** Score minus the KL penalty. */
    public static final String RLHF_REWARD = "objective/rlhf_reward";

    public static final String BETA = "objective/beta";

    // PPO, sampled responses
    /** Length in tokens. */
    public static final String LENGTH = "val/response_length";
    /** Share of the responses that ended with a stop token. */
    public static final String EOS_RATE = "val/eos_rate";

    public static final String EXPLAINED_VARIANCE = "val/explained_variance";
    /**
     * Mean difference between the log-probabilities of sampling and of training, nats a token. If not near 0, the answers
     * were drawn from another distribution than the one that learns.
     */
    public static final String SAMPLER_GAP = "val/sampler_gap";
    /** Mean weight of a token for that difference; 1 where nothing is weighed. */
    public static final String SAMPLER_WEIGHT = "val/sampler_weight";
    /** Prompts whose answers all have the same score, so that there is nothing to learn from them. */
    public static final String SILENT_GROUPS = "val/silent_groups";
    /** Entropy at a token, nats. */
    public static final String ENTROPY = "policy/entropy_avg";

    // PPO, updates
    public static final String APPROXIMATE_KL = "policy/approxkl_avg";
    public static final String CLIP_FRACTION = "policy/clipfrac_avg";
    public static final String POLICY_GRADIENT_NORM = "policy/gradient_norm";
    public static final String POLICY_LOSS = "loss/policy_avg";
    public static final String VALUE_LOSS = "loss/value_avg";
    /** Of a token of the text that is mixed in, nats. */
    public static final String PRETRAINING_LOSS = "loss/pretraining_avg";

    public static final String VALUE_GRADIENT_NORM = "value/gradient_norm";
    public static final String RATIO = "val/ratio";
    public static final String RATIO_VARIANCE = "val/ratio_var";
    public static final String FIRST_RATIO = "val/ratio_first";
    public static final String MINIBATCHES = "val/minibatches";
    /** Minibatches whose gradient was not finite, so that nothing was learnt from them. */
    public static final String SKIPPED = "val/skipped";
    /** How often in the run the policy went back because it had left the reference too far. */
    public static final String ROLLBACKS = "val/rollbacks";

    // PPO, seconds of each part of a step
    public static final String SAMPLE_SECONDS = SECONDS + "sample";
    public static final String APPRAISE_SECONDS = SECONDS + "appraise";
    public static final String UPDATE_SECONDS = SECONDS + "update";
    public static final String HELD_OUT_SECONDS = SECONDS + "evaluate";
    public static final String SHOWN_SAMPLES_SECONDS = SECONDS + "samples";

    // Answers of models to prompts
    /** Answers so far, of all models together. */
    public static final String ANSWERS = "answers";
    /** Prompts so far that a model did not answer. */
    public static final String UNANSWERED = "answers/none";
    /**
     * Tokens that the step sampled, by the time that sampling took; a server that does not count them adds none. Of a training
     * on given texts, tokens that the step learnt from, padding not counted, by the time of the whole step.
     */
    public static final String TOKENS_PER_SECOND = "tokens_per_second";
    /** Share of the step's answers that the model ended itself. */
    public static final String ENDED = "answers/ended";

    // Exams
    /** Questions answered so far, by all models together. */
    public static final String QUESTIONS = "exam/questions";
    /** Share of its questions so far that the model answers rightly. */
    public static final String EXAM_ACCURACY = "exam/accuracy";
    /** The same of the model that it is compared with. */
    public static final String EXAM_ACCURACY_BEFORE = "exam/accuracy_before";

    /** What the figures of watches begin with. */
    private static final String WATCH = "watch/";

    private static final String HELD_OUT = "eval/";

    private Metrics() {}

    /** The score that a watch, which never trains, gives to the answers of an iteration. */
    public static String watch(String name) {
        return WATCH + name;
    }

    /** Whether a figure is the score of a watch, of whichever prompts. */
    public static boolean isWatch(String figure) {
        return (figure.startsWith(WATCH) || figure.startsWith(heldOut(WATCH))) && !figure.endsWith(change(""));
    }

    /** The name of the watch that a figure is the score of, as {@link #watch} takes it. */
    public static String watchOf(String figure) {
        return figure.substring(figure.indexOf(WATCH) + WATCH.length());
    }

    /** Share of the step's conversations that are of a source, where the order goes by sources. */
    public static String source(String name) {
        return SOURCE + name;
    }

    /** Answers so far of one model. */
    public static String answersOf(String model) {
        return ANSWERS + "/of/" + model;
    }

    /** A figure of one source of texts. */
    public static String ofSource(String figure, String source) {
        return figure + "/of/" + source;
    }

    /** The share of the tokens seen so far that came from a source. */
    public static String share(String source) {
        return ofSource("share", source);
    }

    /** Whether a figure is of the machine and not of what is computed: it differs whenever a run is repeated. */
    public static boolean isOfMachine(String figure) {
        return figure.startsWith(SECONDS) || figure.startsWith(MEMORY) || figure.equals(TOKENS_PER_SECOND);
    }

    /** The figures without durations, speed and memory, which differ whenever a run is repeated. */
    public static Map<String, Double> untimed(Map<String, Double> figures) {
        Map<String, Double> kept = new LinkedHashMap<>(figures);
        kept.keySet().removeIf(Metrics::isOfMachine);
        return kept;
    }

    /** A figure of sampled answers, over held-out prompts instead. */
    public static String heldOut(String figure) {
        return HELD_OUT + figure;
    }

    /** Whether a figure is of held-out prompts, texts or votes. */
    public static boolean isHeldOut(String figure) {
        return figure.startsWith(HELD_OUT);
    }

    /** Whether a name is that of a figure, and not of what is said about one: its count, or an end of its interval. */
    public static boolean isFigure(String name) {
        return !name.endsWith(count("")) && !name.endsWith(low("")) && !name.endsWith(high(""));
    }

    /** How far a held-out figure is above that of the model before training, answer by answer to the same prompts. */
    public static String change(String figure) {
        return figure + "_change";
    }

    /** The watches among figures, by the names that {@link #watch} takes. */
    public static SortedSet<String> watches(Collection<String> figures) {
        return figures.stream()
                .filter(figure -> figure.startsWith(WATCH))
                .map(figure -> figure.substring(WATCH.length()))
                .filter(name -> figures.contains(count(watch(name))) && !name.endsWith(change("")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many observations a figure is of, where the trainer counts them. */
    public static String count(String figure) {
        return figure + "_n";
    }

    /** The lower end of a figure's 95 % interval, where the trainer gives one. */
    public static String low(String figure) {
        return figure + "_low";
    }

    /** The upper end of a figure's 95 % interval, where the trainer gives one. */
    public static String high(String figure) {
        return figure + "_high";
    }
}

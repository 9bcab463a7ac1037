package org.careloop.web.training;

/** Names of the figures that trainers write and the run page knows. */
final class Metrics {
    static final String SCORE = "objective/scores";
    static final String KL = "objective/kl";
    static final String RLHF_REWARD = "objective/rlhf_reward";
    static final String LENGTH = "val/response_length";
    static final String EOS_RATE = "val/eos_rate";
    static final String ENTROPY = "policy/entropy_avg";
    static final String EXPLAINED_VARIANCE = "val/explained_variance";
    static final String CLIP_FRACTION = "policy/clipfrac_avg";

    private Metrics() {}
}

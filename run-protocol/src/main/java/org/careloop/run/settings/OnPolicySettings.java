package org.careloop.run.settings;

import org.careloop.run.BadInput;

/**
 * What the trainers have in common that sample answers from the policy and learn from their scores. They differ in the
 * advantage: {@code ppo} has a critic, {@code rloo}, {@code grpo} and {@code reinforce} compare answers with one another.
 */
public sealed interface OnPolicySettings extends FlatSettings
        permits PpoSettings, RlooSettings, GrpoSettings, ReinforceSettings {
    Run run();

    Sampling sampling();

    Kl kl();

    Shaping shaping();

    Updates updates();

    Optimiser optimiser();

    HeldOutSettings heldOut();

    MixSettings mix();

    AdapterSettings adapter();

    MemorySettings memory();

    WeightSettings weights();

    SavingSettings saving();

    /** Length, seed, saved states and sample answers. */
    record Run(
            @Setting(
                    sentence =
                            "Values chosen together for a kind of model and machine; what is set beside it goes before it",
                    byDefault = "none")
            Preset preset,

            @Setting(
                    sentence = "Rounds of sampling and learning",
                    byDefault = "100",
                    unit = Unit.ITERATIONS,
                    atLeast = 1)
            int iterations,

            @Setting(
                    sentence = "Iterations between kept states and renewed samples",
                    byDefault = "10",
                    unit = Unit.ITERATIONS,
                    atLeast = 1)
            int stateEvery,

            @Setting(
                    sentence = "Prompts whose answers are shown before and after",
                    byDefault = "4",
                    unit = Unit.PROMPTS,
                    atLeast = 0)
            int samples,

            @Setting(sentence = "Seed of prompts, sampling, minibatches and new weights", byDefault = "1")
            long seed) {}

    /** Responses sampled in one iteration, at temperature 1. */
    record Sampling(
            @Setting(
                    sentence = "Responses sampled in one iteration",
                    byDefault = "64",
                    unit = Unit.RESPONSES,
                    atLeast = 1)
            int rollouts,

            @Setting(
                    sentence = "Responses sampled for each prompt, which are compared with one another",
                    byDefault = "1",
                    unit = Unit.RESPONSES,
                    atLeast = 1)
            int group,

            @Setting(
                    sentence = "A response that has not stopped by then is cut",
                    byDefault = "256",
                    unit = Unit.TOKENS,
                    atLeast = 1)
            int maxNewTokens,

            @Setting(
                    sentence =
                            "Responses sampled at once; as one ends, one that waits takes its place, and none of them depends on this; 0 for all of an iteration",
                    byDefault = "0",
                    unit = Unit.RESPONSES,
                    atLeast = 0)
            int samplingRows,

            @Setting(
                    sentence =
                            "Weighs a token by how much likelier training finds it than the sampler did; auto does so on a graphics card in 16 bits, where the two differ",
                    byDefault = "auto")
            Toggle samplerWeight,

            @Setting(sentence = "Where such a weight is cut", byDefault = "2", above = 0)
            double samplerWeightLimit) {

        public Sampling {
            if (rollouts % group != 0) {
                throw BadInput.coded(
                        "setting.group",
                        "rollouts is %d and group %d; expected a multiple: change one of them"
                                .formatted(rollouts, group),
                        rollouts,
                        group);
            }
        }

        /** Prompts that are answered in one iteration. */
        public int prompts() {
            return rollouts / group;
        }

        /** Responses that are sampled at once. */
        public int rowsAtOnce() {
            return samplingRows == 0 ? rollouts : Math.min(samplingRows, rollouts);
        }

        /** Refuses groups of one answer, which leave nothing to compare it with. */
        void refuseSingles() {
            if (group < 2) {
                throw BadInput.coded(
                        "setting.group-of-one",
                        "group is %d; expected 2 or more, because an answer is compared with the others to its prompt"
                                .formatted(group),
                        group);
            }
        }
    }

    /** The KL penalty, which keeps the policy near the reference (Ziegler et al. 2019, section 2.2). */
    record Kl(
            @Setting(
                    sentence =
                            "Where the penalty stands: in the reward, by the estimator k1, or in the loss, by k3; the first counts what a token leads to as well",
                    byDefault = "reward",
                    choices = {"reward", "loss"})
            String klIn,

            @Setting(
                    sentence = "Weight of the divergence from the reference, at the start",
                    byDefault = "0.05",
                    atLeast = 0)
            double beta,

            @Setting(sentence = "Whether beta follows the divergence", byDefault = "true")
            boolean adaptiveBeta,

            @Setting(sentence = "Divergence that beta aims at", byDefault = "6", unit = Unit.NATS_A_RESPONSE, above = 0)
            double targetKl,

            @Setting(
                    sentence = "Share of the run in which beta grows e-fold while the divergence is twice its target",
                    byDefault = "0.2",
                    above = 0,
                    atMost = 1)
            double klHorizon,

            @Setting(
                    sentence =
                            "Beyond this the policy goes back to the last iteration below it, beta is doubled and the learning rate halved; 0 for no limit",
                    byDefault = "30",
                    unit = Unit.NATS_A_RESPONSE,
                    atLeast = 0)
            double klLimit) {

        public boolean isInLoss() {
            return klIn.equals("loss");
        }
    }

    /** Computation of a reward from a score. */
    record Shaping(
            @Setting(sentence = "Taken off the score of a response that was cut", byDefault = "1", atLeast = 0)
            double missingEosPenalty,

            @Setting(sentence = "Taken off the score for each token of a response", byDefault = "0", atLeast = 0)
            double lengthPenalty,

            @Setting(
                    sentence =
                            "Taken off the score of a response as long as may be; less of a shorter one, down to overlongFrom",
                    byDefault = "0",
                    atLeast = 0)
            double overlongPenalty,

            @Setting(
                    sentence = "Share of maxNewTokens from which overlongPenalty rises",
                    byDefault = "0.8",
                    atLeast = 0,
                    below = 1)
            double overlongFrom,

            @Setting(sentence = "Bound on the magnitude of a score", byDefault = "10", above = 0)
            double scoreClip) {}

    /** The updates of one iteration (Schulman et al. 2017). */
    record Updates(
            @Setting(
                    sentence =
                            "How updates are bounded: clip holds each token's ratio (PPO), gspo each response's, and cispo learns from every token with its weight bounded",
                    byDefault = "clip",
                    choices = {"clip", "gspo", "cispo"})
            String objective,

            @Setting(sentence = "Passes over an iteration's responses", byDefault = "4", atLeast = 1)
            int epochs,

            @Setting(sentence = "Responses of one optimiser step", byDefault = "16", unit = Unit.RESPONSES, atLeast = 1)
            int minibatch,

            @Setting(
                    sentence = "How far the probability ratio may leave 1; the authors of GSPO take 0.0003",
                    byDefault = "0.2",
                    above = 0)
            double clip,

            @Setting(
                    sentence = "How far it may rise above 1, where that shall differ; 0 for as far as clip",
                    byDefault = "0",
                    atLeast = 0)
            double clipHigh,

            @Setting(
                    sentence = "Ends an iteration's epochs when a minibatch has moved further than this",
                    byDefault = "0.1",
                    unit = Unit.NATS_A_TOKEN,
                    above = 0)
            double approximateKlLimit) {

        /** How far the ratio may rise above 1. */
        public double upperClip() {
            return clipHigh > 0 ? clipHigh : clip;
        }
    }

    /** Learning rate and gradient clipping. */
    record Optimiser(
            @Setting(
                    sentence =
                            "Learning rate of the policy at its peak; 0 for 1e-6 at eight billion weights (an adapter 1e-5), more for smaller models",
                    byDefault = "0",
                    atLeast = 0)
            double learningRate,

            @Setting(
                    sentence = "Share of the run in which the learning rates rise",
                    byDefault = "0.05",
                    atLeast = 0,
                    below = 1)
            double warmUp,

            @Setting(
                    sentence = "How the learning rates go on after that; linear and cosine fall to 0 at the end",
                    byDefault = "linear",
                    choices = {"constant", "linear", "cosine"})
            String schedule,

            @Setting(
                    sentence = "Longer gradients of the policy and of the critic are shortened to this",
                    byDefault = "1",
                    above = 0)
            double maxGradientNorm) {}
}

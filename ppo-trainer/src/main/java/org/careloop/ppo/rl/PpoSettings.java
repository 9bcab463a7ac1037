package org.careloop.ppo.rl;

import org.careloop.lm.train.Toggle;
import org.careloop.ppo.policy.Tuning;
import org.careloop.run.cli.Bounds;

/**
 * Settings of a PPO run.
 *
 * @param iterations rounds of sampling and learning
 * @param rollouts responses sampled in one iteration
 * @param minibatch responses of one optimiser step
 * @param epochs passes over an iteration's responses
 * @param microBatchTokens places, padding included, that are forwarded at once
 * @param maxNewTokens a response that has not stopped by then is cut
 * @param gamma discount from token to token
 * @param lambda of generalized advantage estimation; 0.95 with a critic that is warm
 * @param clip how far the probability ratio may leave 1
 * @param valueClip how far a value may move in one iteration
 * @param learningRate of the policy at every step; 0 for 1e-6 at eight billion weights (an adapter 1e-5), more for smaller
 *     models by {@link org.careloop.lm.train.LearningRates}
 * @param criticLearningRate of the critic; 0 for 9e-6 at eight billion weights, more for smaller models
 * @param maxGradientNorm of the policy and of the critic, each
 * @param beta weight of the divergence from the reference, at the start
 * @param adaptiveBeta whether beta follows the divergence
 * @param targetKl divergence that beta aims at, nats a response
 * @param klHorizon responses over which beta follows
 * @param approximateKlLimit ends an iteration's epochs when a minibatch has moved further than this, nats a token
 * @param missingEosPenalty off the score of a response that was cut
 * @param scoreClip bound on the magnitude of a score
 * @param lora an adapter over a frozen trunk: {@code auto} above 100 million weights, {@code on}, {@code off}
 * @param loraRank width of the adapters
 * @param recompute computes the insides of layers twice instead of keeping them: {@code auto} above a billion weights
 * @param samples prompts whose answers are shown before and after
 * @param stateEvery iterations between kept states and renewed samples
 * @param seed of prompts, sampling, minibatches and new weights
 * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param dtype of a frozen trunk: {@code auto} (f32 on the CPU, bf16 on CUDA), {@code f32}, {@code bf16}
 */
public record PpoSettings(
        int iterations,
        int rollouts,
        int minibatch,
        int epochs,
        int microBatchTokens,
        int maxNewTokens,
        double gamma,
        double lambda,
        double clip,
        double valueClip,
        double learningRate,
        double criticLearningRate,
        double maxGradientNorm,
        double beta,
        boolean adaptiveBeta,
        double targetKl,
        double klHorizon,
        double approximateKlLimit,
        double missingEosPenalty,
        double scoreClip,
        Toggle lora,
        int loraRank,
        Toggle recompute,
        int samples,
        int stateEvery,
        long seed,
        String device,
        String dtype) {

    public static final PpoSettings DEFAULTS = new PpoSettings(
            100,
            64,
            16,
            4,
            16_384,
            256,
            1,
            1,
            0.2,
            0.5,
            0,
            0,
            1,
            0.05,
            true,
            6,
            10_000,
            0.1,
            1,
            10,
            Toggle.AUTO,
            16,
            Toggle.AUTO,
            4,
            10,
            1,
            "cpu",
            "auto");

    public PpoSettings {
        Bounds.atLeast("iterations", 1, iterations);
        Bounds.atLeast("rollouts", 1, rollouts);
        Bounds.atLeast("minibatch", 1, minibatch);
        Bounds.atLeast("epochs", 1, epochs);
        Bounds.atLeast("microBatchTokens", 1, microBatchTokens);
        Bounds.atLeast("maxNewTokens", 1, maxNewTokens);
        Bounds.fraction("gamma", gamma);
        Bounds.fraction("lambda", lambda);
        Bounds.positive("clip", clip);
        Bounds.positive("valueClip", valueClip);
        Bounds.atLeast("learningRate", 0, learningRate);
        Bounds.atLeast("criticLearningRate", 0, criticLearningRate);
        Bounds.positive("maxGradientNorm", maxGradientNorm);
        Bounds.atLeast("beta", 0, beta);
        Bounds.positive("targetKl", targetKl);
        Bounds.positive("klHorizon", klHorizon);
        Bounds.positive("approximateKlLimit", approximateKlLimit);
        Bounds.atLeast("missingEosPenalty", 0, missingEosPenalty);
        Bounds.positive("scoreClip", scoreClip);
        Bounds.atLeast("loraRank", 1, loraRank);
        Bounds.atLeast("samples", 0, samples);
        Bounds.atLeast("stateEvery", 1, stateEvery);
    }

    Tuning tuning() {
        return new Tuning(lora, loraRank, recompute, device, dtype, seed);
    }

    KlController controller() {
        return adaptiveBeta ? new KlController.Adaptive(beta, targetKl, klHorizon) : new KlController.Fixed(beta);
    }

    RewardShaping shaping(double currentBeta) {
        return new RewardShaping(currentBeta, missingEosPenalty, scoreClip);
    }
}

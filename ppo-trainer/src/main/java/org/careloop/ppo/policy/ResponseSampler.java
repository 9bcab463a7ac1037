package org.careloop.ppo.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.careloop.lm.generate.Sample;
import org.careloop.lm.generate.Sampler;
import org.careloop.lm.generate.Sampling;
import org.careloop.lm.model.LanguageModel;

/**
 * Samples responses of a model to prompts.
 *
 * @param stopIds tokens that end an answer
 * @param rowsAtOnce answers that are sampled at once; the others wait
 */
public record ResponseSampler(List<Integer> stopIds, int maxNewTokens, int rowsAtOnce) {

    /** A sampler of all answers at once. */
    public ResponseSampler(List<Integer> stopIds, int maxNewTokens) {
        this(stopIds, maxNewTokens, Integer.MAX_VALUE);
    }

    /** Samples at temperature 1 without truncation. Any other sampling would make the probability ratios of PPO wrong. */
    public List<Rollout> sample(LanguageModel model, List<EncodedPrompt> prompts, long seed) {
        return answer(model, Sampling.ofPolicy(maxNewTokens, stopIds), prompts, seed);
    }

    /** Greedy decoding. */
    public List<Rollout> greedy(LanguageModel model, List<EncodedPrompt> prompts) {
        return answer(model, Sampling.greedy(maxNewTokens, stopIds), prompts, 0);
    }

    private List<Rollout> answer(LanguageModel model, Sampling sampling, List<EncodedPrompt> prompts, long seed) {
        List<Sample> samples = new Sampler(model, sampling)
                .atMost(rowsAtOnce)
                .sample(prompts.stream().map(EncodedPrompt::tokens).toList(), seed);
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            rollouts.add(Rollout.cut(
                    prompts.get(i).tokens(), sample.tokens(), doubles(sample.logProbs()), Set.copyOf(stopIds)));
        }
        return rollouts;
    }

    private static double[] doubles(float[] floats) {
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }
}

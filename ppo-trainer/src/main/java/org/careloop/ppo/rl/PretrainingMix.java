package org.careloop.ppo.rl;

import java.util.List;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.MicroBatches;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.Tuning;
import org.careloop.run.settings.OnPolicySettings;

/**
 * Adds the gradient of the loss on supplied text to that of the policy, so that a policy that climbs a score does not unlearn
 * to write: {@code coefficient * mean of -log pi(token)}. (Ouyang et al. 2022, "Training language models to follow instructions
 * with human feedback", equation 2.) Which stretches a step learns depends on its number and the seed alone.
 *
 * @param stretches of text, all of one length; none where nothing is mixed in
 */
record PretrainingMix(List<int[]> stretches, Policy policy, OnPolicySettings settings, Tuning tuning) {

    boolean isOn() {
        return !stretches.isEmpty();
    }

    /**
     * Accumulates the gradient.
     *
     * @param step counted from 1 over the whole run
     * @return the mean loss of a token before its weight, nats; NaN where nothing is mixed in
     */
    double addGradient(long step) {
        if (!isOn()) {
            return Double.NaN;
        }
        List<int[]> chosen = new PromptOrder(
                        stretches.size(),
                        settings.mix().pretrainingTexts(),
                        settings.run().seed())
                .of(step).stream().map(stretches::get).toList();
        double tokens = chosen.stream().mapToInt(stretch -> stretch.length - 1).sum();
        double loss = 0;
        for (List<int[]> part : MicroBatches.of(
                chosen, stretch -> stretch.length, settings.memory().microBatchTokens())) {
            try (Scope scope = Scope.open();
                    GradientPass pass = tuning.gradientPass(policy.model())) {
                TokenBatch batch = TokenBatch.rightPadded(part);
                Tensor mean = policy.asPolicy(model -> LogProbs.of(model, model.hidden(batch), batch))
                        .sum()
                        .neg()
                        .div(tokens);
                pass.backward(mean.mul(settings.mix().pretrainingCoefficient()));
                loss += mean.item();
            }
        }
        return loss;
    }
}

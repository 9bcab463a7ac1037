package org.careloop.ppo.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.saved.TextProbe;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.JsonLines;
import org.careloop.run.PolicySample;
import org.jspecify.annotations.Nullable;

/** Answers of the reference and of the policy to a few fixed prompts, for people to read beside the curves. */
public final class FixedPromptSamples {
    private final Policy policy;
    private final ResponseSampler sampler;
    private final List<EncodedPrompt> prompts;
    private final List<EncodedPrompt> heldOut;
    private final Tokenizer tokenizer;
    private final @Nullable Scorer scorer;
    private final List<Rollout> before;

    /**
     * @param prompts whose answers people read
     * @param heldOut prompts whose answers are scored in each form that a policy may be served in; where there are none,
     *     those that people read
     * @param scorer null in runs without a reward model
     */
    public FixedPromptSamples(
            Policy policy,
            ResponseSampler sampler,
            List<EncodedPrompt> prompts,
            List<EncodedPrompt> heldOut,
            Tokenizer tokenizer,
            @Nullable Scorer scorer) {
        this.policy = policy;
        this.sampler = sampler;
        this.prompts = prompts;
        this.heldOut = heldOut;
        this.tokenizer = tokenizer;
        this.scorer = scorer;
        this.before = prompts.isEmpty() ? List.of() : policy.asReference(model -> sampler.greedy(model, prompts));
    }

    /** Samples answers of the present policy and replaces the file. */
    public void write(Path file, long step) throws IOException {
        if (prompts.isEmpty()) {
            return;
        }
        List<Rollout> now = policy.asPolicy(model -> sampler.greedy(model, prompts));
        double[] divergences = divergences(now);
        List<PolicySample> rows = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            rows.add(new PolicySample(
                    prompts.get(i).prompt().id(),
                    prompts.get(i).prompt().prompt(),
                    text(before.get(i)),
                    text(now.get(i)),
                    score(before.get(i)),
                    score(now.get(i)),
                    divergences[i],
                    step));
        }
        JsonLines.write(file, rows);
    }

    /**
     * What a saved policy is compared by: answers of the present policy, drawn as in training, and what the scorer says of
     * greedy ones; to held-out prompts where there are any, else to the fixed ones.
     *
     * @param otherwise texts for runs that show no samples
     */
    public TextProbe probe(Supplier<List<Sequence>> otherwise) {
        List<EncodedPrompt> chosen = heldOut.isEmpty() ? prompts : heldOut;
        if (chosen.isEmpty()) {
            return TextProbe.of(texts(otherwise.get()));
        }
        List<Rollout> drawn = policy.asPolicy(model -> sampler.sample(model, chosen, 0));
        TextProbe probe =
                TextProbe.of(texts(drawn.stream().map(Rollout::sequence).toList()));
        return scorer == null ? probe : probe.judgedBy(model -> scores(model, chosen, scorer));
    }

    private static List<TextProbe.Text> texts(List<Sequence> sequences) {
        return sequences.stream()
                .map(sequence -> TextProbe.Text.answer(sequence.prompt(), sequence.response()))
                .toList();
    }

    private double[] scores(LanguageModel model, List<EncodedPrompt> chosen, Scorer judge) {
        return judge.score(sampler.greedy(model, chosen).stream()
                .map(rollout -> rollout.sequence().tokens())
                .toList());
    }

    private double[] divergences(List<Rollout> rollouts) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            ResponseBatch batch = ResponseBatch.of(
                    rollouts.stream().map(Rollout::sequence).toList(),
                    policy.model().device());
            Tensor now = policy.asPolicy(model -> Policy.logProbs(model, batch));
            Tensor reference = policy.asReference(model -> Policy.logProbs(model, batch));
            return batch.rows(now.sub(reference)).stream()
                    .mapToDouble(row -> Arrays.stream(row).sum())
                    .toArray();
        }
    }

    private @Nullable Double score(Rollout rollout) {
        return scorer == null ? null : scorer.score(List.of(rollout.sequence().tokens()))[0];
    }

    private String text(Rollout rollout) {
        return tokenizer.decode(rollout.sequence().response(), true);
    }
}

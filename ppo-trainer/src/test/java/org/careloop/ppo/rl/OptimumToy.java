package org.careloop.ppo.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.careloop.lm.config.AttentionBias;
import org.careloop.lm.config.Family;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.config.Rope;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.policy.FixedPromptSamples;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseBatch;
import org.careloop.ppo.policy.ResponseSampler;
import org.careloop.ppo.policy.Scorer;
import org.careloop.ppo.policy.Sequence;
import org.careloop.ppo.policy.Tuning;
import org.careloop.ppo.watch.Watches;
import org.careloop.run.Message;
import org.careloop.run.ModelSource;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.OnPolicySettings;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;

/**
 * A task whose best policy is known. The reference is uniform over eight tokens, an answer has four, and its score is a sum
 * over its tokens; so the optimum of score less beta times divergence has tokens that do not depend on one another, of
 * probability proportional to {@code exp(score / beta)}. All 4096 answers are weighed exactly, without sampling.
 */
final class OptimumToy {
    static final int VOCABULARY = 8;
    static final int LENGTH = 4;

    /** Ends an answer in the toy that has an end. */
    static final int END = 7;

    private static final int[] PROMPT = {1};

    private final Path base;
    private final Tokenizer tokenizer;

    OptimumToy(Path folder) throws IOException {
        tokenizer = TokenizerTraining.train(List.of("a b"), 262, 64, folder.resolve("tokenizer"));
        base = folder.resolve("base");
        int width = 16;
        ModelConfig config = new ModelConfig(
                Family.LLAMA,
                VOCABULARY,
                width,
                32,
                2,
                2,
                1,
                width / 2,
                8,
                1e-5,
                width / 2.0,
                Rope.of(10_000),
                false,
                AttentionBias.NONE,
                false,
                null,
                null,
                null,
                List.of(),
                null);
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            LanguageModel model = LanguageModel.initialise(config, Rng.seeded(3));
            Objects.requireNonNull(model.parameters().get("lm_head.weight")).fill(0);
            CheckpointWriter.of(model).write(base);
        }
    }

    /** The share of token 0 in the best policy, where each of them scores 1. */
    static double best(double beta) {
        return Math.exp(1 / beta) / (Math.exp(1 / beta) + VOCABULARY - 1);
    }

    /** A point for each token 0. */
    static final Scorer ZEROS =
            sequences -> sequences.stream().mapToDouble(OptimumToy::zeros).toArray();

    /** A point for an answer that ends. */
    static final Scorer ENDS = sequences -> sequences.stream()
            .mapToDouble(ids -> ids[ids.length - 1] == END ? 1 : 0)
            .toArray();

    private static double zeros(int[] ids) {
        return IntStream.of(ids).skip(PROMPT.length).filter(id -> id == 0).count();
    }

    /**
     * What a trained policy does on average.
     *
     * @param zeroShare of token 0 among four tokens that are drawn whatever they are
     * @param endShare probability that one of four tokens ends the answer
     * @param divergence of the four tokens from the reference, nats
     */
    record Result(double zeroShare, double endShare, double divergence, Map<String, Double> last) {}

    /** Trains from the start and weighs every answer. */
    Result train(RunKind kind, Map<String, Object> changes, Scorer scorer, List<Integer> stopIds) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(
                Map.of("preset", "demo", "maxNewTokens", LENGTH, "samples", 0, "adaptiveBeta", false, "lora", "off"));
        all.putAll(changes);
        OnPolicySettings settings = (OnPolicySettings) Settings.apply(TrainerSettings.of(kind), all);
        Policy policy = Policy.load(ModelSource.whole(base), Tuning.of(settings));
        LanguageModel guide = LanguageModel.load(base, LoadOptions.cpu());
        LinearHead head = LinearHead.initialise(16, Rng.seeded(5), Device.CPU);
        Critic critic = settings instanceof PpoSettings ? Critic.full(guide, head, 0) : null;
        ResponseSampler sampler = new ResponseSampler(stopIds, LENGTH);
        try (OnPolicyJob job = new OnPolicyJob(new OnPolicyJob.Parts(
                new RunDirectory(base.resolveSibling("run")),
                new RunSpec("toy", kind, Instant.EPOCH, "test", base.toString(), "none", Map.of(), Map.of()),
                settings,
                List.of(new EncodedPrompt(new Prompt("p", List.of(Message.user("x"))), PROMPT)),
                List.of(),
                List.of(),
                sampler,
                policy,
                critic,
                scorer,
                Watches.NONE,
                new FixedPromptSamples(policy, sampler, List.of(), List.of(), tokenizer, scorer)))) {
            Map<String, Double> last = Map.of();
            for (long step = 1; step <= job.steps(); step++) {
                last = job.step(step);
            }
            return weigh(policy, last);
        }
    }

    private static Result weigh(Policy policy, Map<String, Double> last) {
        List<Sequence> answers = new ArrayList<>();
        int count = (int) Math.pow(VOCABULARY, LENGTH);
        for (int i = 0; i < count; i++) {
            int[] response = new int[LENGTH];
            for (int t = 0, rest = i; t < LENGTH; t++, rest /= VOCABULARY) {
                response[t] = rest % VOCABULARY;
            }
            answers.add(new Sequence(PROMPT, response));
        }
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            ResponseBatch batch = ResponseBatch.of(answers, Device.CPU);
            List<double[]> logProbs = batch.rows(policy.asPolicy(model -> Policy.logProbs(model, batch)));
            double zeros = 0;
            double ends = 0;
            double divergence = 0;
            for (int i = 0; i < count; i++) {
                double log = DoubleStream.of(logProbs.get(i)).sum();
                double probability = Math.exp(log);
                int[] response = answers.get(i).response();
                zeros += probability
                        * IntStream.of(response).filter(id -> id == 0).count()
                        / LENGTH;
                ends += IntStream.of(response).anyMatch(id -> id == END) ? probability : 0;
                divergence += probability * (log + LENGTH * Math.log(VOCABULARY));
            }
            return new Result(zeros, ends, divergence, last);
        }
    }
}

package org.careloop.ppo.killed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.pretrain.PretrainCommand;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.Strength;
import org.careloop.run.TrainingData;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.mixture.Mixture;
import org.careloop.run.mixture.Source;
import org.careloop.run.mixture.Stage;
import org.careloop.run.rating.RatedText;
import org.careloop.run.rating.Rating;

/** Runs of every kind, of a number of steps that is a multiple of three, on a random model of some 200,000 weights. */
final class ShortRuns {
    /** Tokens of a sequence of texts. */
    private static final long LENGTH = 32;

    /** Prompts that a reward model holds out. */
    private static final int HELD_OUT = 2;

    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    private final Path folder;
    private final Path base;
    private final Map<TrainingData, Path> data = new HashMap<>();
    private final Path withHeldOut;
    private final Map<String, Path> texts;
    private final AskedRuns asked;
    private final int steps;
    private final int stateEvery;

    /** @param folder empty */
    ShortRuns(Path folder, int steps, int stateEvery) throws IOException {
        this.folder = folder;
        this.steps = steps;
        this.stateEvery = stateEvery;
        base = model(Files.createDirectories(folder.resolve("base")), 3, 64);
        asked = new AskedRuns(folder, steps, NOON);
        int rows = steps / 3 + HELD_OUT;
        List<Map<String, Object>> dialogues = new ArrayList<>();
        List<Prompt> prompts = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            List<Message> prompt = List.of(Message.user("Q" + i));
            prompts.add(new Prompt("p" + i, prompt));
            dialogues.add(Map.of("messages", List.of(prompt.getFirst(), Message.assistant("yes " + i))));
            List<Vote> votes = List.of(
                    new Vote("n1", i % 2 == 0 ? Verdict.A : Verdict.B, Strength.CLEARLY, 1),
                    new Vote("n2", i % 3 == 0 ? Verdict.SAME : Verdict.A));
            comparisons.add(new Comparison("c" + i, prompt, "yes " + i, "no", votes, null, List.of()));
        }
        data.put(TrainingData.DIALOGUES, written("dialogues.jsonl", dialogues.subList(HELD_OUT, rows)));
        data.put(TrainingData.PROMPTS, written("prompts.jsonl", prompts));
        data.put(TrainingData.COMPARISONS, written("comparisons.jsonl", comparisons.subList(HELD_OUT, rows)));
        data.put(TrainingData.RATINGS, written("ratings.jsonl", ratings(steps)));
        withHeldOut = written("with-held-out.jsonl", comparisons);
        texts = texts();
    }

    private static List<RatedText> ratings(int count) {
        List<RatedText> texts = new ArrayList<>();
        for (int i = 0; i < 3 * count; i++) {
            texts.add(new RatedText(
                    "t" + i,
                    "a b".repeat(1 + i % 9) + i,
                    null,
                    List.of(new Rating("n1", i % 6.0, null), new Rating("n2", i % 5.0, null))));
        }
        return texts;
    }

    /** Two sources, one of which is read twice: as many tokens as the steps read. */
    private Map<String, Path> texts() throws IOException {
        List<Map<String, String>> many = new ArrayList<>();
        List<Map<String, String>> few = new ArrayList<>();
        for (int i = 0; i < 20 * steps; i++) {
            many.add(Map.of("text", "a b".repeat(1 + i % 30) + i));
            few.add(Map.of("text", "b " + i));
        }
        Mixture mixture = new Mixture(
                List.of(
                        new Source(
                                "many",
                                null,
                                null,
                                List.of(written("many.jsonl", many).toString()),
                                null),
                        new Source(
                                "few",
                                null,
                                20,
                                List.of(written("few.jsonl", few.subList(0, 2)).toString()),
                                null)),
                List.of(new Stage(
                        "all", LENGTH * steps, null, Map.of("many", 9.0, "few", 1.0), null, null, null, null)));
        return PretrainCommand.frozen(mixture, folder).files();
    }

    private Path written(String name, List<?> rows) throws IOException {
        JsonLines.write(folder.resolve(name), rows);
        return folder.resolve(name);
    }

    static Path model(Path directory, long seed, int positions) throws IOException {
        Tokenizer tokenizer = TokenizerTraining.train(List.of("a b"), 262, 64, directory);
        int end = tokenizer.eos().orElseThrow();
        ModelConfig config = ModelConfig.llama(262, 64, 160, 4, 4, 2, positions)
                .withSpecialIds(tokenizer.bos().orElseThrow(), List.of(end), end);
        CheckpointWriter.of(LanguageModel.initialise(config, Rng.seeded(seed)))
                .tokenizerFrom(directory)
                .write(directory);
        return directory;
    }

    /** Where the run of a kind that was left alone lies. */
    Path alone(RunKind kind) {
        return folder.resolve(kind.label()).resolve("alone");
    }

    /** A new run, which differs from others of its kind in its place alone. */
    RunDirectory prepare(RunKind kind, Path place) throws IOException {
        Files.createDirectories(place);
        if (kind.asksModels()) {
            return asked.prepare(kind, place.resolve("run"));
        }
        Path reward = alone(RunKind.REWARD).resolve("run/model");
        Map<String, Path> files = kind.reads() == TrainingData.TEXTS
                ? texts
                : Map.of(kind.reads().file(), kind == RunKind.REWARD ? withHeldOut : data.get(kind.reads()));
        return new CommandRun(kind, base, null, kind.needsReward() ? reward : null, settings(kind), files, Map.of())
                .prepare(place.resolve("run"), NOON);
    }

    private Map<String, Object> settings(RunKind kind) {
        Map<String, Object> settings = new HashMap<>(Map.of("stateEvery", stateEvery, "learningRate", 1e-3));
        if (kind.needsReward()) {
            settings.putAll(Map.of("iterations", steps, "rollouts", 8, "minibatch", 4, "maxNewTokens", 6));
        } else if (kind != RunKind.PRETRAIN) {
            settings.put("epochs", 3);
        }
        switch (kind) {
            case RATER -> settings.putAll(Map.of("batchTexts", 8));
            case SFT -> settings.putAll(Map.of("batchSize", 1, "evaluationShare", 0));
            case REWARD ->
                settings.putAll(Map.of("batchPairs", 1, "evaluationShare", HELD_OUT / (steps / 3.0 + HELD_OUT)));
            case DPO -> settings.putAll(Map.of("batchPairs", 1, "maxNewTokens", 4));
            case PRETRAIN ->
                settings.putAll(
                        Map.of("batchSize", 1, "sequenceLength", LENGTH, "evaluationShare", .1, "usedUp", "go-on"));
            case PPO -> settings.put("criticLearningRate", 1e-3);
            case RLOO, GRPO, REINFORCE -> settings.put("samples", 2);
        }
        return settings;
    }
}

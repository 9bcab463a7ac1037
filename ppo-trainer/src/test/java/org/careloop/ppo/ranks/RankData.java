package org.careloop.ppo.ranks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.lm.pretrain.PretrainCommand;
import org.careloop.lm.train.TrainingRun;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.reward.RewardTraining;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.mixture.Mixture;
import org.careloop.run.mixture.Source;
import org.careloop.run.mixture.Stage;
import org.careloop.run.rating.RatedText;
import org.careloop.run.rating.Rating;

/** A nano model, a reward model that learnt from votes, and data for every kind of run: seven rows, which no number of ranks divides. */
final class RankData {
    private static final int ROWS = 7;

    final Path base;
    final Path dialogues;
    final Path comparisons;
    final Path prompts;
    private final Path ratings;
    private final Map<String, Path> texts;
    private final Path reward;

    RankData(Path folder) throws IOException {
        base = NanoModel.write(folder.resolve("base"), 3);
        dialogues = folder.resolve("dialogues.jsonl");
        comparisons = folder.resolve("comparisons.jsonl");
        prompts = folder.resolve("prompts.jsonl");
        JsonLines.write(
                prompts,
                IntStream.range(0, ROWS)
                        .mapToObj(i -> new Prompt("p" + i, question(i)))
                        .toList());
        JsonLines.write(
                comparisons,
                IntStream.range(0, ROWS)
                        .mapToObj(i -> new Comparison(
                                "c" + i, question(i), "yes" + "!".repeat(i), "no", votes(i), null, List.of()))
                        .toList());
        JsonLines.write(
                dialogues,
                IntStream.range(0, ROWS)
                        .mapToObj(i -> Map.of(
                                "messages",
                                List.of(question(i).getFirst(), Message.assistant("yes" + ".".repeat(2 * i))),
                                "source",
                                i % 2 == 0 ? "web" : "supervised"))
                        .toList());
        ratings = folder.resolve("ratings.jsonl");
        JsonLines.write(
                ratings,
                IntStream.range(0, 3 * ROWS)
                        .mapToObj(i -> new RatedText(
                                "t" + i, "yes" + ".".repeat(i) + i, null, List.of(new Rating("n1", i % 6.0, null))))
                        .toList());
        texts = texts(folder);
        RunDirectory run = prepare(folder.resolve("reward"), RunKind.REWARD, Map.of("epochs", 4), Path.of(""));
        TrainingRun.execute(run, RewardTraining::load);
        reward = run.path();
    }

    /** Two sources of texts that are longer than a sequence and shorter. */
    private static Map<String, Path> texts(Path folder) throws IOException {
        Path one = folder.resolve("one.jsonl");
        Path other = folder.resolve("other.jsonl");
        JsonLines.write(
                one,
                IntStream.range(0, 40)
                        .mapToObj(i -> Map.of("text", "rest and drink ".repeat(1 + i % 4) + i))
                        .toList());
        JsonLines.write(
                other,
                IntStream.range(0, 40).mapToObj(i -> Map.of("text", "no " + i)).toList());
        Mixture mixture = new Mixture(
                List.of(
                        new Source("one", null, null, List.of(one.toString()), null),
                        new Source("other", null, 2, List.of(other.toString()), null)),
                List.of(new Stage("all", 500, null, Map.of("one", 3.0, "other", 1.0), null, null, null, null)));
        return PretrainCommand.frozen(mixture, folder).files();
    }

    private static List<Message> question(int number) {
        return List.of(Message.user("Q".repeat(1 + number % 3) + number));
    }

    private static List<Vote> votes(int number) {
        return List.of(new Vote("n1", Verdict.A), new Vote("n2", number % 3 == 0 ? Verdict.SAME : Verdict.A));
    }

    /** A run of some steps that is ready to be executed. */
    RunDirectory prepare(Path out, RunKind kind, Map<String, Object> changes) throws IOException {
        return prepare(out, kind, changes, reward);
    }

    private RunDirectory prepare(Path out, RunKind kind, Map<String, Object> changes, Path guide) throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>(usual(kind));
        settings.putAll(changes);
        Map<String, Path> files = switch (data(kind)) {
            case DIALOGUES -> Map.of(TrainingData.DIALOGUES.file(), dialogues);
            case COMPARISONS -> Map.of(TrainingData.COMPARISONS.file(), comparisons);
            case PROMPTS -> Map.of(TrainingData.PROMPTS.file(), prompts);
            case TEXTS -> texts;
            case RATINGS -> Map.of(TrainingData.RATINGS.file(), ratings);
            case QUESTIONS -> throw new IllegalArgumentException("one process takes an exam");
        };
        boolean guided = data(kind) == TrainingData.PROMPTS;
        return new CommandRun(kind, base, null, guided ? guide : null, settings, files, Map.of())
                .prepare(out, InstantSource.system());
    }

    private static TrainingData data(RunKind kind) {
        return switch (kind) {
            case SFT -> TrainingData.DIALOGUES;
            case REWARD, DPO -> TrainingData.COMPARISONS;
            case PPO, RLOO, GRPO, REINFORCE, ANSWER -> TrainingData.PROMPTS;
            case PRETRAIN -> TrainingData.TEXTS;
            case EVALUATE -> TrainingData.QUESTIONS;
            case RATER -> TrainingData.RATINGS;
        };
    }

    /** Batches that do not divide by two or four, cut into micro-batches of a few rows. */
    private static Map<String, Object> usual(RunKind kind) {
        return switch (kind) {
            case SFT -> Map.of("epochs", 2, "batchSize", 3, "evaluationShare", .3, "microBatchTokens", 64);
            case REWARD -> Map.of("epochs", 2, "batchPairs", 3, "evaluationShare", .3, "microBatchTokens", 96);
            case DPO -> Map.of("epochs", 2, "batchPairs", 3, "maxNewTokens", 4, "microBatchTokens", 96);
            case PPO, REINFORCE -> onPolicy(Map.of("rollouts", 5));
            case RLOO, GRPO -> onPolicy(Map.of("rollouts", 6, "group", 2));
            case PRETRAIN ->
                Map.of("sequenceLength", 24, "batchSize", 5, "evaluationShare", .2, "microBatchTokens", 48);
            case RATER ->
                Map.of("epochs", 2, "batchTexts", 3, "evaluationShare", .3, "trunk", "lora", "microBatchTokens", 48);
            case ANSWER, EVALUATE -> throw new IllegalArgumentException("one process asks for answers");
        };
    }

    private static Map<String, Object> onPolicy(Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>(
                Map.of("iterations", 3, "minibatch", 3, "maxNewTokens", 6, "samples", 2, "microBatchTokens", 64));
        settings.putAll(more);
        return settings;
    }
}

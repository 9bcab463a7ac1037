package org.careloop.ppo.killed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.TrainingData;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.evaluation.ExamOrder;
import org.careloop.run.evaluation.Terms;

/** Runs that ask two models: half of the steps, an even number, are of each. */
final class AskedRuns {
    /** Questions of one step at a batch of one. */
    private static final int QUESTIONS = 4;

    private static final int PROMPTS = 2;

    private final List<RunSpec.Answerer> models;
    private final Path prompts;
    private final String questions;
    private final InstantSource clock;

    AskedRuns(Path folder, int steps, InstantSource clock) throws IOException {
        this.clock = clock;
        models = List.of(
                model(Files.createDirectories(folder.resolve("after")), 4),
                model(Files.createDirectories(folder.resolve("before")), 5));
        List<Prompt> rows = new ArrayList<>();
        for (int i = 0; i < steps / 2 * PROMPTS; i++) {
            rows.add(new Prompt("p" + i, List.of(Message.user("Q" + i))));
        }
        prompts = folder.resolve("asked.jsonl");
        JsonLines.write(prompts, rows);
        StringBuilder exam = new StringBuilder();
        for (int i = 0; i < steps / 2 * QUESTIONS; i++) {
            exam.append("Question %d?,a%d,b%d,c%d,d%d,%c\n".formatted(i, i, i, i, i, 'A' + i % 4));
        }
        questions = exam.toString();
    }

    private static RunSpec.Answerer model(Path directory, long seed) throws IOException {
        return RunSpec.Answerer.checkpoint(
                directory.getFileName().toString(),
                ShortRuns.model(directory, seed, 320).toString());
    }

    RunDirectory prepare(RunKind kind, Path run) throws IOException {
        return kind == RunKind.ANSWER ? answers(run) : exam(run);
    }

    private RunDirectory answers(Path run) throws IOException {
        Map<String, Object> settings = Map.of("batchSize", PROMPTS, "maxNewTokens", 8, "seed", 7);
        return new CommandRun(
                        RunKind.ANSWER,
                        null,
                        null,
                        null,
                        List.of(),
                        models,
                        settings,
                        Map.of(TrainingData.PROMPTS.file(), prompts),
                        Map.of())
                .prepare(run, clock);
    }

    private RunDirectory exam(Path run) throws IOException {
        RunDirectory directory = new RunDirectory(run);
        Files.createDirectories(directory.questions());
        Files.writeString(directory.questions().resolve("anatomy_test.csv"), questions);
        Json.replace(directory.exam(), new ExamOrder(null, null, Terms.Method.LOGLIKELIHOOD, false));
        directory.submit(
                new RunSpec(
                        run.getFileName().toString(),
                        RunKind.EVALUATE,
                        clock.instant(),
                        "command line",
                        null,
                        null,
                        null,
                        List.of(),
                        models,
                        Map.of("batchSize", 1),
                        Map.of()),
                RunStatus.queued(clock.instant()));
        return directory;
    }
}

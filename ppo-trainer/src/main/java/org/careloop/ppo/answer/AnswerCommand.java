package org.careloop.ppo.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.train.TrainingRun;
import org.careloop.run.Json;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelSource;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.TrainingData;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.RunOptions;
import org.careloop.run.rows.PromptFile;
import org.careloop.run.settings.AnswerSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code careloop answer}: lets models answer the same prompts, and makes comparisons of their answers. */
@Command(
        name = "answer",
        mixinStandardHelpOptions = true,
        description = {
            "Lets two or more models answer the same prompts, and makes comparisons of their answers to import into a"
                    + " study.",
            "The same command goes on with what is unanswered."
        })
public final class AnswerCommand implements Commands.Summarised {
    @Option(names = "--prompts", required = true, paramLabel = "FILE", description = "Prompts, as JSON Lines.")
    private Path prompts;

    @Option(
            names = "--model",
            paramLabel = "NAME=DIR",
            description =
                    "A checkpoint under a name of your choice: its directory, its run, or an adapter's directory.")
    private Map<String, Path> checkpoints = new LinkedHashMap<>();

    @Option(
            names = "--server",
            paramLabel = "NAME=URL,MODEL",
            description =
                    "A model behind a server with OpenAI's interface, such as http://127.0.0.1:8000/v1,llama-3-8b.")
    private Map<String, String> servers = new LinkedHashMap<>();

    @Option(
            names = "--key",
            paramLabel = "NAME=VARIABLE",
            description = "The environment variable that holds the key of a server. The key itself is written nowhere.")
    private Map<String, String> keys = new LinkedHashMap<>();

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "The model that adapters lie over; needed where they do not say it.")
    private @Nullable Path base;

    @Option(
            names = "--reward",
            paramLabel = "DIR",
            description = "The reward model that chooses, where choice is not random.")
    private @Nullable Path reward;

    @Option(
            names = "--leave-out-unanswered",
            description = "Makes comparisons although some prompts are without an answer.")
    private boolean leaveOutUnanswered;

    @Mixin
    private RunOptions<AnswerSettings> options = new RunOptions<>(AnswerSettings.class);

    @Override
    public Map<String, Object> call() throws IOException {
        RunDirectory directory = options.prepare(checked());
        if (leaveOutUnanswered) {
            directory.leaveOutUnanswered();
        }
        Map<String, Object> summary = new LinkedHashMap<>(
                TrainingRun.execute(directory, AnswerJob::load).summary(directory));
        AnswerReport report = Json.read(directory.pairs().resolve(AnswerJob.REPORT), AnswerReport.class);
        summary.put("comparisons", report.comparisons());
        summary.put("identical", report.identical());
        summary.put("pairs", directory.pairs().toString());
        return summary;
    }

    /** The run, with its input checked: bad input is refused before a directory is made. */
    private CommandRun checked() throws IOException {
        AnswerSettings settings = options.settings();
        List<Prompt> rows = PromptFile.read(prompts);
        RewardView.requireNamed(settings, reward != null);
        List<RunSpec.Answerer> answerers = answerers();
        List<Question> questions = Question.of(rows, settings.run().seed());
        List<AnsweringModel> models = Answerers.open(answerers, Path.of(""), base, settings);
        for (AnsweringModel model : models) {
            model.check(questions);
            model.close();
        }
        return new CommandRun(
                RunKind.ANSWER,
                null,
                base == null ? null : ModelDirectory.of(base),
                reward == null ? null : ModelSource.of(reward, base).given(),
                List.of(),
                answerers,
                options.changes(),
                Map.of(TrainingData.PROMPTS.file(), prompts),
                Map.of("prompts", (long) rows.size()));
    }

    /** Checkpoints first, then servers, in the order given. */
    private List<RunSpec.Answerer> answerers() throws IOException {
        List<RunSpec.Answerer> answerers = new ArrayList<>();
        for (Map.Entry<String, Path> one : checkpoints.entrySet()) {
            Path directory = ModelSource.of(one.getValue(), base).given();
            answerers.add(RunSpec.Answerer.checkpoint(one.getKey(), directory.toString()));
        }
        servers.forEach((name, written) -> answerers.add(Answerers.server(name, written, keys.get(name))));
        return answerers;
    }
}

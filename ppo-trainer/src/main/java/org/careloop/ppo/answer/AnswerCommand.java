package org.careloop.ppo.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.Prompt;
import org.careloop.run.Sha256;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.Progress;
import org.careloop.run.cli.SettingsOption;
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
            "Lets two or more models answer the same prompts, and makes comparisons of their answers to import into a study.",
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

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where answers and comparisons go.")
    private Path out;

    @Option(
            names = "--leave-out-unanswered",
            description = "Makes comparisons although some prompts are without an answer.")
    private boolean leaveOutUnanswered;

    @Mixin
    private SettingsOption<AnswerSettings> options = new SettingsOption<>(AnswerSettings.class);

    @Override
    public Map<String, Object> call() throws IOException {
        AnswerSettings settings = options.settings();
        List<Prompt> rows = PromptFile.read(prompts);
        List<AnsweringModel> models = new ArrayList<>();
        try {
            Map<String, String> sources = open(settings, models);
            refuseTooFew(models);
            RewardView rewards = rewards(settings);
            AnswerOrder.of(Sha256.of(prompts), sources, settings).prepare(out);
            AnswerRun run = new AnswerRun(
                    out, Question.of(rows, settings.run().seed()), models, sources, settings, Progress.of("answer"));
            Map<String, Map<String, String>> failures = run.answer();
            refuseUnanswered(failures);
            return summary(run.compare(failures, rewards));
        } finally {
            models.forEach(AnsweringModel::close);
        }
    }

    /** Opens the models in the order given, checkpoints first; returns where each is. */
    private Map<String, String> open(AnswerSettings settings, List<AnsweringModel> models) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (Map.Entry<String, Path> checkpoint : checkpoints.entrySet()) {
            ModelSource source = ModelSource.of(checkpoint.getValue(), base);
            models.add(new CheckpointModel(checkpoint.getKey(), source, settings, InstantSource.system()));
            sources.put(checkpoint.getKey(), source.given().toString());
        }
        for (Map.Entry<String, String> named : servers.entrySet()) {
            Server server = Server.parse(named.getValue(), key(named.getKey()));
            models.add(new ServerModel(
                    named.getKey(), server, settings, InstantSource.system(), time -> Thread.sleep(time)));
            if (sources.put(named.getKey(), server.toString()) != null) {
                throw twice("--server", named.getKey());
            }
        }
        refuseSame(sources);
        return sources;
    }

    private @Nullable String key(String name) {
        String variable = keys.get(name);
        if (variable == null) {
            return null;
        }
        String key = System.getenv(variable);
        if (key == null || key.isBlank()) {
            throw BadInput.field(
                    "--key",
                    name + "=" + variable,
                    Phrase.of(
                            "answers.key",
                            "the name of an environment variable that holds the key; this one is empty"));
        }
        return key;
    }

    private @Nullable RewardView rewards(AnswerSettings settings) throws IOException {
        if (settings.pairs().choice().equals("random")) {
            return null;
        }
        if (reward == null) {
            throw BadInput.field(
                    "choice",
                    settings.pairs().choice(),
                    Phrase.of("answers.choice", "random, or a reward model that chooses: name one with --reward DIR"));
        }
        return new RewardView(ModelSource.of(reward, base), settings.weights());
    }

    private static void refuseTooFew(List<AnsweringModel> models) {
        if (models.size() < 2) {
            throw BadInput.coded(
                    "answers.too-few",
                    "%d models were named with --model and --server; a comparison needs two or more"
                            .formatted(models.size()),
                    models.size());
        }
    }

    /** The same model twice would be compared with itself. */
    private static void refuseSame(Map<String, String> sources) {
        Map<String, String> names = new LinkedHashMap<>();
        sources.forEach((name, source) -> {
            String other = names.putIfAbsent(source, name);
            if (other != null) {
                throw BadInput.coded(
                        "answers.same-model",
                        "\"%s\" and \"%s\" are the same model (%s); name another one".formatted(other, name, source),
                        other,
                        name,
                        source);
            }
        });
    }

    private static BadInput twice(String option, String name) {
        return BadInput.field(option, name, Phrase.of("answers.name", "a name that no other model has"));
    }

    private void refuseUnanswered(Map<String, Map<String, String>> failures) {
        failures.forEach((model, failed) -> {
            if (!failed.isEmpty() && !leaveOutUnanswered) {
                String reason = failed.values().iterator().next();
                throw new IllegalStateException(
                        "%d prompts have no answer from \"%s\" (%s: %s). What was answered is kept: run the same command again to ask for the rest, or add --leave-out-unanswered"
                                .formatted(
                                        failed.size(),
                                        model,
                                        failed.keySet().iterator().next(),
                                        reason));
            }
        });
    }

    private Map<String, Object> summary(AnswerReport report) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("prompts", report.prompts());
        report.models().forEach(model -> summary.put(model.name(), model.answered()));
        summary.put("comparisons", report.comparisons());
        summary.put("identical", report.identical());
        summary.put("out", out.toString());
        return summary;
    }
}

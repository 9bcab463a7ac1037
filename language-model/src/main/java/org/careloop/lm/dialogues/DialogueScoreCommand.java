package org.careloop.lm.dialogues;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.train.BaseModel;
import org.careloop.run.ModelSource;
import org.careloop.run.RunClaim;
import org.careloop.run.Sha256;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.Progress;
import org.careloop.run.cli.SettingsOption;
import org.careloop.run.rows.GrowingRows;
import org.careloop.run.settings.DialogueSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code careloop dialogues score}: reads every later answer with and without its history. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Scores dialogues by what their history does for each later answer: below 1 it helps, about 1 the turn"
                    + " does not depend on it, above 1 it misleads.",
            "Shows how the scores are spread and removes nothing. The same command goes on with what is not scored yet."
        })
final class DialogueScoreCommand implements Commands.Summarised {
    /** Dialogues whose readings are sorted into batches together, and whose scores come at once. */
    private static final int TOGETHER = 32;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A model directory, the directory of a finished run, or of an adapter.")
    private Path model;

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "Model that an adapter lies over; needed where the adapter does not say it.")
    private @Nullable Path base;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Dialogues, JSON Lines: messages, or prompt and response; with an id or without.")
    private Path data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the scores, to make or go on with.")
    private Path out;

    @Mixin
    private SettingsOption<DialogueSettings> options = new SettingsOption<>(DialogueSettings.class);

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, Object> call() throws IOException {
        DialogueSettings settings = options.settings();
        BaseModel read = BaseModel.of(ModelSource.of(model, base));
        LoadOptions weights = LoadOptions.of(settings.weights());
        long[] count = {0};
        NamedDialogue.forEach(data, (line, dialogue) -> count[0]++);
        ScoreFolder folder = new ScoreFolder(out);
        ScoreFolder.Asked asked = new ScoreFolder.Asked(
                read.source().given().toString(),
                weights.dtype().name().toLowerCase(Locale.ROOT),
                settings.aggregate(),
                Sha256.of(data));
        Set<String> done = new HashSet<>();
        try (RunClaim claim = folder.begin(asked);
                GrowingRows<DialogueScore> rows = folder.rows(score -> done.add(score.id()))) {
            if (done.size() < count[0]) {
                spec.commandLine().getErr().println(Backend.describe(weights.device()));
                score(read, weights, settings, rows, done, count[0]);
            }
        }
        Distribution spread = Distribution.of(folder.scores());
        folder.end(new ScoreFolder.Report(asked, spread, settings));
        spec.commandLine().getErr().print(spread.text());
        spec.commandLine().getErr().flush();
        return summary(spread);
    }

    private void score(
            BaseModel read,
            LoadOptions weights,
            DialogueSettings settings,
            GrowingRows<DialogueScore> rows,
            Set<String> done,
            long count)
            throws IOException {
        LanguageModel loaded = LanguageModel.load(read.source(), weights);
        DialogueScorer scorer = new DialogueScorer(loaded, read.format(), settings.batchTokens(), settings.aggregate());
        Progress progress = Progress.of("dialogues");
        List<NamedDialogue> next = new ArrayList<>();
        NamedDialogue.forEach(data, (line, dialogue) -> {
            if (!done.contains(dialogue.id())) {
                next.add(dialogue);
            }
            if (next.size() == TOGETHER) {
                write(scorer, next, rows, done);
                progress.at(done.size(), count, "");
            }
        });
        write(scorer, next, rows, done);
        progress.at(done.size(), count, "");
    }

    /** @param next emptied */
    private static void write(
            DialogueScorer scorer, List<NamedDialogue> next, GrowingRows<DialogueScore> rows, Set<String> done) {
        try {
            for (DialogueScore score : scorer.score(next)) {
                rows.add(score);
                done.add(score.id());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        next.clear();
    }

    private Map<String, Object> summary(Distribution spread) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("scored", spread.scored());
        summary.put("unscored", spread.unscored());
        summary.put("mean", spread.mean());
        summary.put("helped", spread.helped());
        summary.put("out", out.toString());
        return summary;
    }
}

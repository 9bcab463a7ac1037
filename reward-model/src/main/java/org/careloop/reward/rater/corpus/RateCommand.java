package org.careloop.reward.rater.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.Device;
import org.careloop.reward.rater.TextRater;
import org.careloop.run.BadInput;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.SettingsOption;
import org.careloop.run.settings.RaterSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code careloop rate}: scores every text of a corpus. */
@Command(
        name = "rate",
        mixinStandardHelpOptions = true,
        description = {
            "Scores the texts of a corpus by a rater: each row is written with its score, from 0 to 5, in the field"
                    + " quality.",
            "The corpus is read as a stream. Of a text longer than the rater reads, the beginning counts. The same"
                    + " command goes on where it was broken off."
        })
public final class RateCommand implements Commands.Summarised {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "RATER",
            description = "rater, the run that made it, or the directory of its adapter")
    private Path model;

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "model that an adapter lies over; needed where the adapter does not say it")
    private @Nullable Path base;

    @Option(
            names = "--corpus",
            required = true,
            paramLabel = "PATH",
            arity = "1..*",
            description = "files and folders of texts, in this order: JSON Lines with a field text, or plain text,"
                    + " packed with gzip or not")
    private List<Path> corpus;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "where the rows go: a name that ends in .jsonl or .jsonl.gz")
    private Path out;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "threads that score, each a chunk of texts; 0 for one for each processor, on a card one"
                    + " (default: ${DEFAULT-VALUE})")
    private int threads;

    @Mixin
    private SettingsOption<RaterSettings.Rating> options = new SettingsOption<>(RaterSettings.Rating.class);

    @Spec
    private CommandSpec spec;

    /** {@code FILE.report.json}: what was rated, and how the scores are spread. */
    record Report(String model, RaterSettings.Rating settings, RatedCounts rated) {}

    @Override
    public Map<String, Object> call() throws IOException {
        if (threads < 0) {
            throw BadInput.field("--threads", threads, Phrase.filled("texts.at-least", "%s or more", 0));
        }
        RaterSettings.Rating settings = options.settings();
        ModelSource source = ModelSource.of(model, base);
        TextRater.require(source);
        RateFolder folder = new RateFolder(out);
        RateStream.Ended ended;
        try (RunClaim claim = folder.begin(source, corpus, settings)) {
            spec.commandLine()
                    .getErr()
                    .println(Backend.describe(Device.parse(settings.weights().device())));
            TextRater rater = TextRater.load(source, settings.weights());
            ended = new RateStream(folder, settings, workers(settings)).run(rater);
            refuseNothing(ended.counts());
            folder.end(new Report(source.given().toString(), settings, ended.counts()));
        }
        spec.commandLine().getErr().print(ended.counts().text());
        spec.commandLine().getErr().flush();
        return summary(ended);
    }

    private int workers(RaterSettings.Rating settings) {
        boolean onCard = !Device.parse(settings.weights().device()).isCpu();
        return threads > 0 ? threads : onCard ? 1 : Runtime.getRuntime().availableProcessors();
    }

    private void refuseNothing(RatedCounts counts) {
        if (counts.all().texts() == 0) {
            throw BadInput.in(
                    corpus.getFirst(),
                    Phrase.of(
                            "rate.empty",
                            "nothing to rate: the corpus holds no text in which anything stands; name other files"));
        }
    }

    private Map<String, Object> summary(RateStream.Ended ended) {
        RatedCounts counts = ended.counts();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("command", "rate");
        summary.put("texts", counts.all().texts());
        summary.put("tokens", counts.tokens());
        summary.put("cut", counts.cut());
        summary.put("blank", counts.blank());
        summary.put("unreadable", counts.unreadable());
        summary.put("meanQuality", counts.all().mean());
        summary.put("tokensPerSecond", Math.round(ended.tokensPerSecond()));
        summary.put("out", out.toString());
        return summary;
    }
}

package org.careloop.reward.rater;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.run.JsonLines;
import org.careloop.run.RunKind;
import org.careloop.run.rating.RatedText;
import org.careloop.run.rating.RatedTexts;
import org.careloop.run.settings.RaterSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code careloop rater}: learns from people how good a text is. */
@Command(
        name = "rater",
        mixinStandardHelpOptions = true,
        description = {
            "Learns from people's ratings how good a text is, from 0 to 5; \"careloop rate\" then scores a corpus.",
            "OUT becomes a run directory with the rater in OUT/model; the same command again goes on where it stopped."
        })
public final class RaterCommand extends TrainingCommand {
    @Option(
            names = "--ratings",
            required = true,
            paramLabel = "FILE",
            arity = "1..*",
            description = "JSON Lines, packed with gzip or not: id, text, ratings with annotator and score from 0 to 5;"
                    + " language, criteria where there are any")
    private List<Path> ratings;

    public RaterCommand() {
        super(RunKind.RATER, RaterJob::load);
    }

    @Override
    protected Data data() throws IOException {
        List<RatedText> texts = RatedTexts.read(ratings);
        RatedTexts.split(texts, settings(RaterSettings.class).evaluation().evaluationShare());
        Path folder = Files.createTempDirectory("careloop-rater");
        folder.toFile().deleteOnExit();
        Path file = folder.resolve(kind().reads().file());
        JsonLines.write(file, texts);
        file.toFile().deleteOnExit();
        long count = texts.stream().mapToLong(text -> text.ratings().size()).sum();
        return new Data(Map.of(kind().reads().file(), file), Map.of("texts", (long) texts.size(), "ratings", count));
    }
}

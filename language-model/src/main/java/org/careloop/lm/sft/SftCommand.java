package org.careloop.lm.sft;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.run.rows.Dialogue;
import org.careloop.run.settings.SftSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code careloop sft}: trains a model on the assistant's turns of conversations. */
@Command(
        name = "sft",
        mixinStandardHelpOptions = true,
        description = {
            "Fine-tunes a model on conversations; only the assistant's turns are learnt.",
            "OUT becomes a run directory with the checkpoint in OUT/model; the same command again goes on where it"
                    + " stopped."
        })
public final class SftCommand extends TrainingCommand {
    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "JSON Lines: messages, or prompt and response; for order=priority each with its source. Several"
                            + " files are read as one")
    private List<Path> data;

    public SftCommand() {
        super(RunKind.SFT, SftJob::load);
    }

    @Override
    protected Data data() throws IOException {
        SftSettings.Order order = settings(SftSettings.class).order();
        long rows = 0;
        for (Path file : data) {
            rows += rows(file, order);
        }
        Path all = data.size() == 1 ? data.getFirst() : joined();
        return new Data(Map.of(TrainingData.DIALOGUES.file(), all), Map.of("dialogues", rows));
    }

    private static long rows(Path file, SftSettings.Order order) throws IOException {
        SourceRule rule = SourceRule.of(file, order);
        boolean bySource = order.order().equals("priority");
        long[] rows = {0};
        JsonLines.forEachLine(file, Dialogue.class, (line, dialogue) -> {
            if (bySource) {
                rule.source(line, dialogue);
            }
            rows[0]++;
        });
        if (rows[0] == 0) {
            throw BadInput.in(file, JsonLines.NO_ROWS);
        }
        return rows[0];
    }

    /** The rows of all files, in their order, until this process ends. */
    private Path joined() throws IOException {
        Path all = Files.createTempFile("careloop-sft", ".jsonl");
        all.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(all)) {
            for (Path file : data) {
                Files.copy(file, out);
                out.write('\n'); // empty lines are skipped
            }
        }
        return all;
    }
}

package org.careloop.lm.sft;

import java.io.IOException;
import java.nio.file.Path;
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
            paramLabel = "FILE",
            description = "JSON Lines: messages, or prompt and response; for order=priority each with its source")
    private Path data;

    public SftCommand() {
        super(RunKind.SFT, SftJob::load);
    }

    @Override
    protected Data data() throws IOException {
        SftSettings.Order order = settings(SftSettings.class).order();
        SourceRule rule = SourceRule.of(data, order);
        boolean bySource = order.order().equals("priority");
        long[] rows = {0};
        JsonLines.forEachLine(data, Dialogue.class, (line, dialogue) -> {
            if (bySource) {
                rule.source(line, dialogue);
            }
            rows[0]++;
        });
        if (rows[0] == 0) {
            throw BadInput.in(data, JsonLines.NO_ROWS);
        }
        return new Data(Map.of(TrainingData.DIALOGUES.file(), data), Map.of("dialogues", rows[0]));
    }
}

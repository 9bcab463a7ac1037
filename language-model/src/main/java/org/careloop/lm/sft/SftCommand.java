package org.careloop.lm.sft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.run.JsonLines;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.run.rows.Dialogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code careloop sft}: trains a model on the assistant's turns of conversations. */
@Command(
        name = "sft",
        mixinStandardHelpOptions = true,
        description = {
            "Fine-tunes a model on conversations; only the assistant's turns are learnt.",
            "OUT becomes a run directory with the checkpoint in OUT/model; the same command again goes on where it stopped."
        })
public final class SftCommand extends TrainingCommand {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "JSON Lines: messages, or prompt and response")
    private Path data;

    public SftCommand() {
        super(RunKind.SFT, SftJob::load);
    }

    @Override
    protected Data data() throws IOException {
        long rows = JsonLines.readAll(data, Dialogue.class).size();
        return new Data(Map.of(TrainingData.DIALOGUES.file(), data), Map.of("dialogues", rows));
    }
}

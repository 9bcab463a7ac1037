package org.careloop.lm.sft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.train.TrainingRun;
import org.careloop.run.CommandRun;
import org.careloop.run.JsonLines;
import org.careloop.run.ModelDirectory;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.RunOptions;
import org.careloop.run.settings.SftSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code careloop sft}: conversations to a model that answers as their assistant does. */
@Command(
        name = "sft",
        mixinStandardHelpOptions = true,
        description = {
            "Fine-tunes a model on conversations; only the assistant's turns are learnt.",
            "OUT becomes a run directory with the checkpoint in OUT/model; the same command again goes on where it stopped."
        })
public final class SftCommand implements Commands.Summarised {
    @Option(names = "--model", required = true, paramLabel = "DIR", description = "model to start from")
    private Path model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "JSON Lines: messages, or prompt and response")
    private Path data;

    @Mixin
    private RunOptions<SftSettings> options = new RunOptions<>(SftSettings.class);

    @Override
    public Map<String, Object> call() throws IOException {
        RunDirectory directory = options.prepare(checked());
        return TrainingRun.execute(directory, SftJob::load).summary(directory);
    }

    /** Everything that can be wrong with the input is found before a directory is made. */
    private CommandRun checked() throws IOException {
        Path base = ModelDirectory.of(model);
        ChatFormat.load(base, Tokenizer.load(base));
        Map<String, Object> changed = options.changes();
        long rows = JsonLines.readAll(data, Dialogue.class).size();
        return new CommandRun(RunKind.SFT, base, null, changed, Map.of(SftData.FILE, data), Map.of("dialogues", rows));
    }
}

package org.careloop.ppo.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.run.JsonLines;
import org.careloop.run.cli.Commands;
import org.careloop.run.evaluation.Answered;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Models of a few kilobytes, an exam of twelve questions, and the command as a person gives it. */
abstract class EvaluateCase {
    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    Path first;
    Path second;
    Path test;
    Path dev;

    @BeforeEach
    void models() throws IOException {
        first = model("first", 3);
        second = model("second", 4);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            rows.append("Question %d?,a%d,b%d,c%d,d%d,%c\n".formatted(i, i, i, i, i, 'A' + i % 4));
        }
        test = file("test/anatomy_test.csv", rows.toString());
        dev = file("dev/anatomy_dev.csv", "Example one?,a,b,c,d,B\nExample two?,a,b,c,d,C\n");
    }

    Path model(String name, long seed) throws IOException {
        Path directory = folder.resolve(name);
        Tokenizer tokenizer = TokenizerTraining.train(List.of("a b"), 262, 64, directory);
        int end = tokenizer.eos().orElseThrow();
        ModelConfig config = ModelConfig.llama(262, 16, 32, 2, 2, 1, 320)
                .withSpecialIds(tokenizer.bos().orElseThrow(), List.of(end), end);
        CheckpointWriter.of(LanguageModel.initialise(config, Rng.seeded(seed)))
                .tokenizerFrom(directory)
                .write(directory);
        return directory;
    }

    Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    int run(Object... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commands = new CommandLine(new EvaluateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>();
        for (Object each : arguments) {
            words.add(each.toString());
        }
        return Commands.run(commands, words.toArray(String[]::new));
    }

    List<Answered> answers(String result) throws IOException {
        return JsonLines.readAll(folder.resolve(result).resolve("answers.jsonl"), Answered.class);
    }

    void refused(String said, Object... arguments) {
        assertThat(run(arguments)).as(err.toString()).isEqualTo(Commands.BAD_INPUT);
        assertThat(err.toString()).contains("careloop: ").contains(said);
    }
}

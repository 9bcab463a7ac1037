package org.careloop.lm.sft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    @TempDir
    Path folder;

    private Path corpus;

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void aCorpusOfOneTopic() throws IOException {
        corpus = Files.createDirectory(folder.resolve("corpus"));
        Files.writeString(corpus.resolve("topics.en.json"), """
            {"language": "en", "topics": [{"topic": "fever", "questions": ["I have a fever.", "Is a fever bad?"],
              "good": ["See a doctor today."], "plain": ["Rest and drink."], "poor": ["It is nothing."]}]}
            """);
    }

    @Test
    void theDemoModelIsMadeFromNothingToTheSameBytesTwice() throws IOException {
        Result first = makeDemoModel("first");
        Result second = makeDemoModel("second");

        assertThat(first.exitCode()).as(first.err()).isEqualTo(Commands.DONE);
        assertThat(second.exitCode()).as(second.err()).isEqualTo(Commands.DONE);
        assertThat(first.out()).contains("\"phase\":\"DONE\"", "\"step\":1");
        for (String file : new String[] {"model.safetensors", "tokenizer.json", "config.json"}) {
            assertThat(folder.resolve("first/model").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("second/model").resolve(file));
        }
    }

    @Test
    void sftGoesOnWhereTheDemoModelEnded() throws IOException {
        makeDemoModel("demo");
        Result tuned = run(
                new CommandLine(new SftCommand()),
                "--model=" + folder.resolve("demo"),
                "--data=" + folder.resolve("demo-base/dialogues.jsonl"),
                "--out=" + folder.resolve("tuned"),
                "--set=epochs=1",
                "--set=evaluationShare=0.5",
                "--set=seed=3");

        assertThat(tuned.exitCode()).as(tuned.err()).isEqualTo(Commands.DONE);
        assertThat(tuned.out()).contains("\"phase\":\"DONE\"", "\"loss/train\":");
        assertThat(Files.readString(folder.resolve("tuned/model/README.md"))).contains("| started from | `demo` |");
    }

    @Test
    void aModelWithoutTokenizerIsRefusedBeforeAnythingIsWritten() throws IOException {
        Path model = Files.createDirectory(folder.resolve("bare"));
        Files.writeString(model.resolve("config.json"), "{}");
        Result result = run(
                new CommandLine(new SftCommand()),
                "--model=" + model,
                "--data=" + folder.resolve("any.jsonl"),
                "--out=" + folder.resolve("out"));

        assertThat(result.exitCode()).isEqualTo(Commands.BAD_INPUT);
        assertThat(result.err()).contains(model + ": no tokenizer.json in this model directory; copy tokenizer.json");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aSettingThatDoesNotExistIsRefusedBeforeAnythingIsWritten() {
        Result result = run(
                new CommandLine(new DemoModelCommand()),
                "--corpus=" + corpus,
                "--out=" + folder.resolve("out"),
                "--set=epoch=1");

        assertThat(result.exitCode()).isEqualTo(Commands.BAD_INPUT);
        assertThat(result.err())
                .contains("setting \"epoch\" is not known; settings are [batchSize, device, dtype, eachEpoch, epochs,");
        assertThat(folder.resolve("out-base")).doesNotExist();
    }

    private Result makeDemoModel(String name) {
        return run(
                new CommandLine(new DemoModelCommand()),
                "--corpus=" + corpus,
                "--out=" + folder.resolve(name),
                "--set=epochs=1");
    }

    private static Result run(CommandLine command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = Commands.run(command, arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }
}

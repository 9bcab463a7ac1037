package org.careloop.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every command that reads rows, with every kind of file that it cannot read. */
class BrokenFilesTest {
    private static final String ASKED = "{\"id\":\"1\",\"prompt\":[{\"role\":\"user\",\"content\":\"Q\"}]";

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private Path base;

    @BeforeEach
    void model() throws IOException {
        base = NanoModel.write(folder.resolve("base"), 3);
    }

    private static Map<String, byte[]> files() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("empty", "");
        texts.put("blank", "\n  \n");
        texts.put("cut off", ASKED);
        texts.put("field twice", ASKED + ",\"id\":\"2\"}");
        texts.put("not a number", ASKED + ",\"score\":NaN}");
        texts.put("no comma", "{\"id\":\"1\" \"prompt\":[]}");
        texts.put("content in parts", ASKED.replace("\"Q\"", "[{\"type\":\"text\",\"text\":\"Q\"}]") + "}");
        texts.put("parts of messages", "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]}");
        texts.put("prompt is a number", "{\"id\":\"1\",\"prompt\":5,\"messages\":5,\"a\":\"x\",\"b\":\"y\"}");
        texts.put("null in a list", "{\"id\":\"1\",\"prompt\":[null],\"messages\":[null],\"a\":\"x\",\"b\":\"y\"}");
        texts.put("null", "null");
        texts.put("a list", "[1]");
        texts.put("a table", "prompt,a,b\nQ,x,y\n");
        texts.put("rows of others", "{\"conversations\":[{\"from\":\"human\",\"value\":\"Q\"}],\"chosen\":\"x\"}");
        texts.put("deep", "{\"id\":" + "[".repeat(3_000));
        texts.put("role", ASKED.replace("user", "doctor") + "}");
        Map<String, byte[]> files = new LinkedHashMap<>();
        texts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        files.put("GB18030", ASKED.replace("Q", "孕妇可以吃布洛芬吗").getBytes(Charset.forName("GB18030")));
        files.put("UTF-16", ASKED.getBytes(StandardCharsets.UTF_16));
        files.put("bad byte", new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'});
        files.put("archive", new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 1, 2});
        return files;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sft", "reward", "dpo", "ppo", "generate", "logprobs", "score"})
    void whatCannotBeReadIsRefusedByFileAndLineInWords(String command) throws IOException {
        for (Map.Entry<String, byte[]> each : files().entrySet()) {
            Path file = Files.write(folder.resolve("rows.jsonl"), each.getValue());
            err.getBuffer().setLength(0);

            int code = run(arguments(command, file));

            String said = err.toString();
            assertThat(code).as("%s: %s", each.getKey(), said).isEqualTo(Commands.BAD_INPUT);
            assertThat(said)
                    .as("%s: %s", command, each.getKey())
                    .startsWith("careloop: " + file)
                    .doesNotContain("java.", "org.careloop", "JsonToken", "Feature", "Exception", "`", "\tat ");
            assertThat(folder.resolve("out")).doesNotExist();
        }
    }

    @Test
    void aMistypedCommandIsGivenTheNearOne() {
        assertThat(run(List.of("rewrad"))).isEqualTo(Commands.BAD_INPUT);
        assertThat(err.toString()).contains("reward").doesNotContain("java.");
    }

    @Test
    void aMistypedSettingIsGivenTheNearOne() {
        List<Object> arguments = new ArrayList<>(arguments("sft", folder.resolve("rows.jsonl")));
        arguments.addAll(List.of("--set", "learningrate=1e-4"));

        assertThat(run(arguments)).isEqualTo(Commands.BAD_INPUT);
        assertThat(err.toString())
                .contains("setting \"learningrate\" is not known; settings are [", "; did you mean \"learningRate\"?");
    }

    private List<Object> arguments(String command, Path file) {
        String option = switch (command) {
            case "sft" -> "--data";
            case "reward", "dpo" -> "--comparisons";
            case "ppo", "generate" -> "--prompts";
            default -> "--responses";
        };
        List<Object> arguments = new ArrayList<>(List.of(command, option, file));
        if (!command.equals("score")) {
            arguments.addAll(List.of("--model", base));
        }
        if (command.equals("ppo") || command.equals("score")) {
            arguments.addAll(List.of("--reward", base));
        }
        arguments.addAll(List.of("--out", folder.resolve("out")));
        return arguments;
    }

    private int run(List<Object> arguments) {
        CommandLine commands = Trainers.commands();
        commands.setOut(new PrintWriter(new StringWriter()));
        commands.setErr(new PrintWriter(err, true));
        return Commands.run(
                commands, Stream.of(arguments.toArray()).map(Object::toString).toArray(String[]::new));
    }
}

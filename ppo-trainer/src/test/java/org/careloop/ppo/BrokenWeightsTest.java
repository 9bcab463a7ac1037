package org.careloop.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A model with NaN among its weights, as the commands that train say it. */
class BrokenWeightsTest {
    @TempDir
    Path folder;

    private Path broken;
    private Path dialogues;
    private Path comparisons;
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void prepare() throws IOException {
        Path whole = NanoModel.write(folder.resolve("whole"), 3);
        broken = folder.resolve("broken");
        LanguageModel model = LanguageModel.load(whole, LoadOptions.cpu());
        try (NoGrad off = NoGrad.on()) {
            Objects.requireNonNull(model.parameters().get("model.layers.1.mlp.down_proj.weight"))
                    .mulInPlace(Double.NaN);
        }
        CheckpointWriter.of(model).tokenizerFrom(whole).write(broken);
        dialogues = folder.resolve("dialogues.jsonl");
        comparisons = folder.resolve("comparisons.jsonl");
        JsonLines.write(
                dialogues,
                IntStream.range(0, 4)
                        .mapToObj(i -> Map.of("messages", List.of(Message.user("Q" + i), Message.assistant("yes"))))
                        .toList());
        JsonLines.write(
                comparisons,
                IntStream.range(0, 4)
                        .mapToObj(i -> new Comparison(
                                "c" + i,
                                List.of(Message.user("Q" + i)),
                                "yes",
                                "no",
                                List.of(new Vote("n1", Verdict.A)),
                                null,
                                List.of()))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"sft, off", "sft, on", "reward, off", "reward, on", "dpo, off", "dpo, on"})
    void aModelWithNaNIsRefusedAndNoLearningRateBlamed(String command, String lora) {
        List<Object> arguments = new ArrayList<>(List.of(command, "--model", broken, "--out", folder.resolve("out")));
        arguments.addAll(command.equals("sft") ? List.of("--data", dialogues) : List.of("--comparisons", comparisons));
        arguments.addAll(List.of("--set", "lora=" + lora));
        arguments.addAll(command.equals("dpo") ? List.of("--set", "samples=0") : List.of());

        assertThat(run(arguments)).as(err.toString()).isEqualTo(Commands.BAD_INPUT);
        assertThat(err.toString())
                .contains(
                        "broken: this model gives no finite loss before anything is learnt: its weights hold NaN or infinity",
                        "fetch or train it again, or set dtype=f32")
                .doesNotContain("learningRate");
    }

    private int run(List<Object> arguments) {
        CommandLine commands = Trainers.commands();
        commands.setOut(new PrintWriter(new StringWriter()));
        commands.setErr(new PrintWriter(err, true));
        return Commands.run(commands, arguments.stream().map(Object::toString).toArray(String[]::new));
    }
}

package org.careloop.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real chat model with tied embeddings and pad = eos, against the greedy answers of transformers in fp32. */
class SmolLmTest {
    private static final Path SHARED = Path.of(System.getProperty("careloop.shared"), "models/smollm2-135m-instruct");
    private static final Path UNPACKED = Path.of("target/smollm2-135m-instruct");

    record Expected(List<Message> prompt, List<Integer> promptTokens, List<Integer> tokens, List<Double> logprobs) {}

    @BeforeAll
    static void unpack() throws Exception {
        Path program = SHARED.resolve("Unpack.java");
        assumeTrue(Files.exists(program), "smollm2-135m-instruct is not in the shared models");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        program.toAbsolutePath().toString(),
                        UNPACKED.toAbsolutePath().toString())
                .inheritIO()
                .start();
        assertThat(java.waitFor()).isZero();
    }

    @Test
    void greedyAnswersInOneBatchEqualTransformers() throws IOException {
        List<Expected> expected = JsonLines.readAll(SHARED.resolve("greedy.expected.jsonl"), Expected.class);
        Tokenizer tokenizer = Tokenizer.load(UNPACKED);
        ChatFormat format = ChatFormat.load(UNPACKED, tokenizer);
        List<int[]> prompts =
                expected.stream().map(row -> format.prompt(row.prompt())).toList();
        LanguageModel model = LanguageModel.load(UNPACKED, LoadOptions.cpu());

        List<Sample> samples = new Sampler(model, Sampling.greedy(64, format.stopIds())).sample(prompts, 0);

        for (int i = 0; i < expected.size(); i++) {
            Expected row = expected.get(i);
            assertThat(ResponseRows.ids(prompts.get(i))).isEqualTo(row.promptTokens());
            assertThat(ResponseRows.ids(samples.get(i).tokens()))
                    .as(row.prompt().stream().map(Message::content).collect(Collectors.joining()))
                    .isEqualTo(row.tokens());
            for (int t = 0; t < row.tokens().size(); t++) {
                assertThat((double) samples.get(i).logProbs()[t])
                        .isCloseTo(row.logprobs().get(t), within(1e-3));
            }
        }
    }
}

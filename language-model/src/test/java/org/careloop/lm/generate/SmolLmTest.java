package org.careloop.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        Case chat = Case.all();
        check(chat, chat.sampler().sample(chat.prompts(), 0));
    }

    @Test
    void greedyAnswersOneByOneEqualTransformers() throws IOException {
        Case chat = Case.all();
        List<Sample> samples = new ArrayList<>();
        for (int[] prompt : chat.prompts()) {
            samples.addAll(chat.sampler().sample(List.of(prompt), 0));
        }
        check(chat, samples);
    }

    private record Case(List<Expected> expected, List<int[]> prompts, Sampler sampler) {
        static Case all() throws IOException {
            List<Expected> expected = JsonLines.readAll(SHARED.resolve("greedy.expected.jsonl"), Expected.class);
            ChatFormat format = ChatFormat.load(UNPACKED, Tokenizer.load(UNPACKED));
            List<int[]> prompts =
                    expected.stream().map(row -> format.prompt(row.prompt())).toList();
            LanguageModel model = LanguageModel.load(UNPACKED, LoadOptions.cpu());
            return new Case(expected, prompts, new Sampler(model, Sampling.greedy(64, format.stopIds())));
        }
    }

    private static void check(Case chat, List<Sample> samples) {
        for (int i = 0; i < 5; i++) {
            Expected row = chat.expected().get(i);
            assertThat(ResponseRows.ids(chat.prompts().get(i))).isEqualTo(row.promptTokens());
            assertThat(ResponseRows.ids(samples.get(i).tokens()))
                    .as(row.prompt().stream().map(Message::content).collect(Collectors.joining()))
                    .isEqualTo(row.tokens());
            for (int t = 0; t < row.tokens().size(); t++) {
                assertThat((double) samples.get(i).logProbs()[t])
                        .isCloseTo(row.logprobs().get(t), within(1e-4));
            }
        }
    }
}

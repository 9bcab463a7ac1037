package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.BadInput;
import org.careloop.run.RunKind;
import org.careloop.run.settings.MixSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supplied text beside the score. */
class PretrainingMixTest {
    private static final Map<String, Object> MIXED = Map.of(
            "pretrainingCoefficient", 1.0, "pretrainingLength", 8, "pretrainingTexts", 2, "iterations", 12, "beta", 0);

    @TempDir
    Path folder;

    private NanoJobs jobs;

    @BeforeEach
    void prepare() throws IOException {
        jobs = new NanoJobs(folder);
    }

    /** All answers score alike, so that the text alone teaches. */
    @Test
    void thePolicyLearnsTheTextWhereTheScoreSaysNothing() throws IOException {
        write("pretraining.txt", "abababababababababababababababababababababababab");
        List<Double> losses = new ArrayList<>();
        try (OnPolicyJob job = jobs.job(RunKind.PPO, MIXED, sequences -> new double[sequences.size()])) {
            for (int step = 1; step <= 12; step++) {
                losses.add(job.step(step).get("loss/pretraining_avg"));
            }
        }

        // A guess among 262 tokens at first.
        assertThat(losses.getFirst()).isBetween(5.0, 6.2);
        assertThat(losses.getLast()).isLessThan(losses.getFirst() - .3);
    }

    @Test
    void microBatchesOfTheTextGiveTheSameStep() throws IOException {
        write("pretraining.jsonl", "{\"text\": \"some words to go on with\"}\n{\"text\": \"and more of them\"}\n");
        List<Map<String, Double>> steps = new ArrayList<>();
        for (int places : List.of(100_000, 1)) {
            Map<String, Object> one = new HashMap<>(MIXED);
            one.putAll(Map.of("microBatchTokens", places, "iterations", 4));
            try (OnPolicyJob job = jobs.job(RunKind.RLOO, one)) {
                job.step(1);
                steps.add(NanoJobs.figures(job.step(2)));
            }
        }
        steps.getFirst()
                .forEach((name, value) ->
                        assertThat(steps.getLast().get(name)).as(name).isCloseTo(value, within(1e-4)));
    }

    @Test
    void withoutACoefficientNothingIsMixedIn() throws IOException {
        write("pretraining.txt", "abc");
        try (OnPolicyJob job = jobs.job(RunKind.RLOO, Map.of())) {
            assertThat(job.step(1)).doesNotContainKey("loss/pretraining_avg");
        }
    }

    @Test
    void textsAreCutIntoStretchesWithTheEndTokenBetweenThem() throws IOException {
        write("pretraining.jsonl", "{\"text\": \"abc\"}\n{\"text\": \"de\"}\n");
        Tokenizer tokenizer = Tokenizer.load(jobs.base);
        int end = tokenizer.eos().orElseThrow();

        List<int[]> stretches = PretrainingText.read(jobs.directory, tokenizer, 64, new MixSettings(1, 4, 3));

        int[] abc = tokenizer.encode("abc", false);
        int[] de = tokenizer.encode("de", false);
        assertThat(stretches).containsExactly(abc, new int[] {end, de[0], de[1]});
    }

    @Test
    void whatCannotBeLearntIsRefusedInWords() throws IOException {
        Tokenizer tokenizer = Tokenizer.load(jobs.base);
        MixSettings mix = new MixSettings(1, 4, 256);
        assertThatThrownBy(() -> PretrainingText.read(jobs.directory, tokenizer, 64, mix))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("name it with --pretraining FILE");

        write("pretraining.txt", "short");
        assertThatThrownBy(() -> PretrainingText.read(jobs.directory, tokenizer, 64, mix))
                .hasMessageContaining("6 tokens of text are less than one stretch of 64");

        write("pretraining.jsonl", "{\"text\": \"a\"}\n{\"text\": \" \"}\n");
        assertThatThrownBy(() -> PretrainingText.read(jobs.directory, tokenizer, 64, mix))
                .hasMessageContaining("row 2 has no text");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(jobs.directory.dataset().resolve(name), text);
    }
}

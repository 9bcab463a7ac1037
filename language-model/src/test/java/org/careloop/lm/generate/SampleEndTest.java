package org.careloop.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A text ends with a stop token, with a stop text, or where there is no more room; not before its least length. */
class SampleEndTest extends SmallModelTest {
    @Test
    void aTextEndsWithItsStopTokenAndTheOthersGoOn() {
        int stop = naive(PROMPTS.get(0), 6)[3];
        List<Sample> samples = new Sampler(model, Sampling.greedy(6, List.of(stop))).sample(PROMPTS, 0);
        assertThat(samples.get(0).stopped()).isTrue();
        assertThat(Arrays.stream(samples.get(0).tokens()).filter(t -> t == stop).count())
                .isEqualTo(1);
        assertThat(samples.get(0).tokens()[samples.get(0).tokens().length - 1]).isEqualTo(stop);
        assertThat(samples.get(0).logProbs()).hasSameSizeAs(samples.get(0).tokens());
        samples.stream()
                .filter(s -> !s.stopped())
                .forEach(s -> assertThat(s.tokens()).hasSize(6));
    }

    @Test
    void generationEndsWhereTheModelsPositionsEnd() {
        int[] prompt = new int[60];
        Arrays.fill(prompt, 5);
        List<Sample> samples =
                new Sampler(model, Sampling.ofPolicy(50, List.of())).sample(List.of(prompt, new int[] {1}), 0);
        assertThat(samples.get(0).tokens()).hasSize(4);
        assertThat(samples.get(1).tokens()).hasSize(50);
        assertThatThrownBy(() -> new Sampler(model, Sampling.ofPolicy(5, List.of())).sample(List.of(new int[64]), 0))
                .hasMessageContaining("a prompt of 64 tokens leaves no room");
    }

    @Test
    void aTextDoesNotEndBeforeItsLeastLength() {
        List<Integer> most = IntStream.range(0, 39).boxed().toList();
        Sampler early = new Sampler(model, new Sampling(1, 1, 0, 1, 0, 20, most));
        Sampler late = new Sampler(model, new Sampling(1, 1, 0, 1, 7, 20, most));
        assertThat(early.sample(PROMPTS, 1)).extracting(s -> s.tokens().length).contains(1);
        assertThat(late.sample(PROMPTS, 1)).allSatisfy(sample -> {
            assertThat(Arrays.copyOf(sample.tokens(), 7)).containsOnly(39);
            assertThat(sample.tokens().length).isGreaterThan(7);
        });
    }

    /** Tokens stand for the letters a, b, c, ..: a text may end in the middle of what is drawn together. */
    @Test
    void aTextEndsWithAStopTextWhereverItBegins() {
        int[] free = new Sampler(model, Sampling.ofPolicy(12, List.of()))
                .sample(PROMPTS, 4)
                .get(2)
                .tokens();
        StopTexts stop =
                new StopTexts(List.of("never", letters(Arrays.copyOfRange(free, 3, 6))), SampleEndTest::letters);
        List<Sample> samples = new Sampler(model, Sampling.ofPolicy(12, List.of()))
                .stoppingAt(stop)
                .sample(PROMPTS, 4);
        assertThat(samples.get(2).tokens()).isEqualTo(Arrays.copyOf(free, 6));
        assertThat(samples.get(2).stopped()).isTrue();
        assertThat(stop.cut(letters(samples.get(2).tokens()))).isEqualTo(letters(Arrays.copyOf(free, 3)));
        assertThat(samples.get(0).tokens()).hasSize(12);
    }

    /** Otherwise the answer would be cut at a stop text before its end. */
    @Test
    void aStopTextEndsATextBeforeItsLeastLengthToo() {
        Sampler sampler = new Sampler(model, new Sampling(1, 1, 0, 1, 10, 12, List.of()));
        int[] free = sampler.sample(PROMPTS, 4).get(2).tokens();
        StopTexts stop = new StopTexts(List.of(letters(Arrays.copyOfRange(free, 3, 6))), SampleEndTest::letters);
        assertThat(sampler.stoppingAt(stop).sample(PROMPTS, 4).get(2).tokens()).isEqualTo(Arrays.copyOf(free, 6));
    }

    private static String letters(int[] ids) {
        StringBuilder letters = new StringBuilder();
        IntStream.of(ids).forEach(id -> letters.append((char) ('a' + id)));
        return letters.toString();
    }
}

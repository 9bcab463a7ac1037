package org.careloop.lm.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.run.health.RunFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedPrefixTest {
    private final SplittableRandom random = new SplittableRandom(5);

    /** Weights that are large enough for continuations to differ. */
    private static LanguageModel model(String name) throws IOException {
        LanguageModel model = LanguageModel.initialise(
                ModelConfig.read(Path.of("src/test/resources/parity").resolve(name)), Rng.seeded(3));
        try (NoGrad off = NoGrad.on()) {
            model.parameters().values().forEach(weights -> weights.mulInPlace(8));
        }
        return model;
    }

    private int[] tokens(int count) {
        return random.ints(count, 3, 40).toArray();
    }

    private static int[] joined(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }

    /** Questions of one to eleven tokens behind nine that are alike; two to four continuations of one to three tokens. */
    private List<List<Continuation>> questions() {
        int[] prefix = tokens(9);
        List<List<Continuation>> questions = new ArrayList<>();
        for (int q = 0; q < 11; q++) {
            int[] before = joined(prefix, tokens(1 + q));
            List<Continuation> options = new ArrayList<>();
            for (int o = 0; o < 2 + q % 3; o++) {
                options.add(new Continuation(joined(before, tokens(1 + (q + o) % 3)), before.length));
            }
            questions.add(options);
        }
        return questions;
    }

    private static double naive(LanguageModel model, Continuation one) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            TokenBatch batch = TokenBatch.rightPadded(List.of(one.ids()));
            float[] each = LogProbs.of(model, model.hidden(batch), batch).toFloats();
            double sum = 0;
            for (int i = one.from() - 1; i < each.length; i++) {
                sum += each[i];
            }
            return sum;
        }
    }

    private static double[][] weighed(LanguageModel model, List<List<Continuation>> questions, int rows)
            throws IOException {
        double[][] found = new double[questions.size()][];
        new SharedPrefix(model, rows).weigh(questions, (question, sums) -> found[question] = sums);
        return found;
    }

    private static void requireEqual(LanguageModel model, List<List<Continuation>> questions, int rows)
            throws IOException {
        double[][] found = weighed(model, questions, rows);

        // Single precision: sums of other orders differ by some 1e-5 of a value, on some processors more than on
        // others.
        for (int q = 0; q < questions.size(); q++) {
            for (int o = 0; o < questions.get(q).size(); o++) {
                double expected = naive(model, questions.get(q).get(o));
                assertThat(found[q][o])
                        .as("question %d, option %d", q, o)
                        .isCloseTo(expected, within(1e-4 + 3e-5 * Math.abs(expected)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "grouped-tied,4",
        "grouped-tied,1",
        "mistral,5",
        "qwen2-windowed,4",
        "qwen3-moe,4",
        "gemma3,11",
        "llama3-biased,11"
    })
    void isWhatAPassOverEachWholeTextSays(String name, int rows) throws IOException {
        requireEqual(model(name), questions(), rows);
    }

    @Test
    void textsWithNothingInCommonAreWeighedToo() throws IOException {
        List<List<Continuation>> questions = List.of(
                List.of(new Continuation(new int[] {3, 4, 5}, 1), new Continuation(new int[] {3, 9}, 1)),
                List.of(new Continuation(new int[] {7, 4, 4, 6}, 3)));

        requireEqual(model("grouped-tied"), questions, 4);
    }

    /** The last token of a question may be another one before some continuation: tokens do not end where words do. */
    @Test
    void continuationsWhoseTokensBeginBeforeThem() throws IOException {
        List<List<Continuation>> questions = List.of(List.of(
                new Continuation(new int[] {3, 4, 5, 8}, 3),
                new Continuation(new int[] {3, 4, 6, 8, 9}, 3),
                new Continuation(new int[] {3, 4, 5, 7}, 3)));

        requireEqual(model("grouped-tied"), questions, 4);
    }

    @Test
    void aQuestionIsTheSameAloneAndAmongOthers() throws IOException {
        LanguageModel model = model("mistral");
        List<List<Continuation>> questions = questions();

        double[] among = weighed(model, questions, 11)[6];
        double[] alone = weighed(model, List.of(questions.get(6)), 11)[0];

        for (int o = 0; o < alone.length; o++) {
            assertThat(alone[o]).isCloseTo(among[o], within(1e-5));
        }
    }

    @Test
    void givesEachQuestionAsSoonAsItsBatchIsDone() throws IOException {
        List<Integer> said = new ArrayList<>();

        new SharedPrefix(model("grouped-tied"), 4).weigh(questions(), (question, sums) -> said.add(question));

        assertThat(said).as("the longest first").containsExactly(10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    }

    @Test
    void whatIsNoNumberEndsTheWork() throws IOException {
        LanguageModel model = model("grouped-tied");
        try (NoGrad off = NoGrad.on()) {
            model.parameters().values().forEach(weights -> weights.fill(Double.NaN));
        }

        assertThatThrownBy(() -> weighed(model, questions(), 4))
                .isInstanceOf(RunFault.class)
                .hasMessageContaining("no finite probabilities");
    }
}

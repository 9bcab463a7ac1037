package org.careloop.lm.saved;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How near what a run wrote is to what it trained. A difference is a mean over tokens, of log-probabilities in nats, or over
 * texts, of scores; each model is computed in the same arithmetic as the one that it is compared with.
 *
 * @param type of the weights in {@code model.safetensors}
 * @param values tokens, or texts, that were compared
 * @param bound what a difference may be
 * @param adapter difference of the adapter as it was written, over the trunk, from the model in memory; null where all
 *     weights are trained
 * @param model difference of the whole model as it was written; null where memory did not suffice to load it
 * @param lost what rounding the weights to {@code type}, or for an adapter to sixteen bits, makes of the training; null
 *     where nothing is rounded
 * @param served the figures of the model in each form that it may be served in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SavedReport(
        String type,
        int values,
        double bound,
        @Nullable Double adapter,
        @Nullable Double model,
        @Nullable Lost lost,
        List<Served> served) {

    /**
     * Weights that, rounded to a type, are what they were before training.
     *
     * @param changed weights that training changed
     * @param share of those, from 0 to 1
     */
    public record Lost(String type, long changed, double share) {}

    /** A form in which people serve an adapter. */
    public enum Form {
        /** In memory, as it was trained. */
        TRAINED("as it was trained"),
        /** Adapter or merged model in F32; not where all weights are trained, which are F32. */
        F32("adapter or merged model, all in f32"),
        /** The adapter over a trunk in BF16; every sum is rounded, as PEFT and vLLM do. */
        ADAPTER_BF16("adapter over the base in bf16, as PEFT and vLLM add it"),
        /** The whole model, an adapter merged in, rounded to BF16; every sum is rounded too. */
        MERGED_BF16("the whole model, an adapter merged in, rounded to bf16");

        private final String words;

        Form(String words) {
            this.words = words;
        }

        /** For cards. */
        public String words() {
            return words;
        }
    }

    /**
     * @param difference from the model as it was trained
     * @param kl divergence from the model that training started from, in the same form, nats a token; null for scores
     * @param score mean that a reward model gives its greedy answers, to held-out prompts where a run has them; null where
     *     none judges
     * @param scoreLow lower end of its 95 % interval, mean less 1.96 standard errors; null for fewer than two answers
     * @param scoreHigh upper end
     * @param answers that were scored
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Served(
            Form form,
            double difference,
            @Nullable Double kl,
            @Nullable Double score,
            @Nullable Double scoreLow,
            @Nullable Double scoreHigh,
            int answers) {
        private static final double NORMAL_95 = 1.959964;

        static Served of(Form form, double difference, @Nullable Double kl, double[] scores) {
            int n = scores.length;
            if (n == 0) {
                return new Served(form, difference, kl, null, null, null, 0);
            }
            double mean = Arrays.stream(scores).average().orElseThrow();
            if (n == 1) {
                return new Served(form, difference, kl, mean, null, null, n);
            }
            double squares = Arrays.stream(scores)
                    .map(score -> (score - mean) * (score - mean))
                    .sum();
            double error = NORMAL_95 * Math.sqrt(squares / (n - 1) / n);
            return new Served(form, difference, kl, mean, mean - error, mean + error, n);
        }
    }

    /** Whether every difference that was measured is within the bound. */
    public boolean holds() {
        return within(adapter) && within(model);
    }

    private boolean within(@Nullable Double difference) {
        return difference == null || difference <= bound; // false for NaN
    }
}

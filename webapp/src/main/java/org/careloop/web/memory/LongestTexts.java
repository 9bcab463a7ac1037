package org.careloop.web.memory;

import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;

/**
 * The longest texts of studies in tokens, as nearly as they are known without a tokenizer: a token for every three bytes of
 * UTF-8, which is one for a Chinese character and somewhat many for English.
 *
 * @param prompt tokens of the longest question with its history
 * @param answered tokens of the longest question with its answer
 */
public record LongestTexts(int prompt, int answered) {
    private static final int BYTES_OF_A_TOKEN = 3;

    static LongestTexts ofBytes(long prompt, long answered) {
        return new LongestTexts(tokens(prompt), tokens(answered));
    }

    private static int tokens(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, BYTES_OF_A_TOKEN));
    }

    /** Of those that a kind of run is given. */
    int of(RunKind kind) {
        return kind.reads() == TrainingData.PROMPTS ? prompt : answered;
    }
}

package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows of several texts that do not see each other. */
class PackedBatchTest {
    private static final int[] TEXT = {1, 5, 9, 33, 7, 12, 3};
    private static final int[] NEIGHBOUR = {1, 8, 2, 30, 11};
    private static final int[] OTHER = {39, 4, 17, 6, 22};

    private final Scope scope = Scope.open();
    private final NoGrad off = NoGrad.on();
    private final LanguageModel model =
            LanguageModel.initialise(ModelConfig.llama(40, 16, 24, 2, 4, 2, 64), Rng.seeded(7));

    @AfterEach
    void close() {
        off.close();
        scope.close();
    }

    @Test
    void aTextIsTheSameBitsWhateverStandsBesideIt() {
        float[] behindOne = logits(packed(NEIGHBOUR, TEXT), NEIGHBOUR.length, TEXT.length);
        float[] behindOther = logits(packed(OTHER, TEXT), NEIGHBOUR.length, TEXT.length);
        float[] before = logits(packed(TEXT, NEIGHBOUR), 0, TEXT.length);
        float[] beforeOther = logits(packed(TEXT, OTHER), 0, TEXT.length);

        assertThat(behindOther).isEqualTo(behindOne);
        assertThat(beforeOther).isEqualTo(before);
    }

    @Test
    void aTextIsWhatItIsAlone() {
        float[] alone = logits(TokenBatch.rightPadded(List.of(TEXT)), 0, TEXT.length);
        float[] packed = logits(packed(NEIGHBOUR, TEXT, OTHER), NEIGHBOUR.length, TEXT.length);

        for (int i = 0; i < alone.length; i++) {
            assertThat(packed[i]).isCloseTo(alone[i], within(1e-6f));
        }
    }

    @Test
    void withoutTheLengthsOfTextsTheNeighbourIsSeen() {
        float[] one = logits(TokenBatch.rightPadded(List.of(joined(NEIGHBOUR, TEXT))), NEIGHBOUR.length, TEXT.length);
        float[] other = logits(TokenBatch.rightPadded(List.of(joined(OTHER, TEXT))), NEIGHBOUR.length, TEXT.length);

        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void rowsOfOneTextEachNeedNoMask() {
        TokenBatch batch = TokenBatch.packed(List.of(TEXT, OTHER), List.of(new int[] {7}, new int[] {5}));

        assertThat(batch.starts()).isNull();
    }

    @Test
    void lengthsThatDoNotFillTheRowAreRefused() {
        assertThatThrownBy(() -> TokenBatch.packed(List.of(TEXT), List.of(new int[] {3, 3})))
                .hasMessage("texts of 6 tokens in a row of 7");
    }

    /** Beside a shorter row, so that the batch is padded too. */
    private static TokenBatch packed(int[]... texts) {
        int[] lengths = Arrays.stream(texts).mapToInt(text -> text.length).toArray();
        return TokenBatch.packed(List.of(joined(texts), OTHER), List.of(lengths, new int[] {2, 3}));
    }

    private static int[] joined(int[]... texts) {
        return Arrays.stream(texts).flatMapToInt(Arrays::stream).toArray();
    }

    private float[] logits(TokenBatch batch, int from, int count) {
        Tensor hidden = model.hidden(batch).select(0, 0).narrow(0, from, count);
        return model.logits(hidden).toFloats();
    }
}

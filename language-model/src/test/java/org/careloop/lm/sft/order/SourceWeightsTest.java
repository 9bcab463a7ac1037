package org.careloop.lm.sft.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceWeightsTest {
    @Test
    void aSourceTakesTheWeightOfTheNameThatItBeginsWith() {
        SourceWeights weights =
                SourceWeights.of(List.of("huatuogpt-2", "web_en=5", "books=1.5"), List.of("huatuogpt-2", "web=2"));

        assertThat(weights.weight("web_cn")).contains(32.0);
        assertThat(weights.weight("web_en_2020")).contains(5.0);
        assertThat(weights.weight("books-cn")).contains(1.5);
        assertThat(weights.weight("website")).isEmpty();
        assertThat(weights.copies("supervised")).isEqualTo(3);
        assertThat(weights.copies("web_cn")).isEqualTo(2);
        assertThat(weights.copies("literature")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "web=0", "web=-1", "web=NaN", "web=Infinity", "web=many", "=3", "huatuogpt2"})
    void whatIsNoWeightIsRefusedWithWhatIsOne(String entry) {
        assertThatThrownBy(() -> SourceWeights.of(List.of(entry), List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessage("sourceWeights: given " + entry
                        + ", expected a source and a number above 0, such as web=32, or the preset huatuogpt-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"supervised=0", "supervised=2.5", "supervised=1001"})
    void whatIsNoNumberOfCopiesIsRefused(String entry) {
        assertThatThrownBy(() -> SourceWeights.of(List.of(), List.of(entry)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("expected a source and a whole number from 1 to 1000, such as supervised=3");
    }
}

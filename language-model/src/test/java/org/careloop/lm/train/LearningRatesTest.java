package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LearningRatesTest {
    @Test
    void theUsualRateHoldsAtEightBillionAndGrowsAHundredfoldForAQuarterOfAMillion() {
        assertThat(LearningRates.forSize(1e-6, 8_000_000_000L)).isEqualTo(1e-6);
        assertThat(LearningRates.forSize(1e-6, 260_000)).isEqualTo(9.9e-5);
    }
}

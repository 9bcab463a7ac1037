package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.careloop.run.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SideVerdictTest {

    @Test
    void theLeftIsTheFirstResponseOnlyWhereItStoodOnTheLeft() {
        assertThat(SideVerdict.LEFT.ofResponses(true)).isEqualTo(Verdict.A);
        assertThat(SideVerdict.LEFT.ofResponses(false)).isEqualTo(Verdict.B);
        assertThat(SideVerdict.RIGHT.ofResponses(false)).isEqualTo(Verdict.A);
        assertThat(SideVerdict.BOTH_BAD.ofResponses(false)).isEqualTo(Verdict.BOTH_BAD);
    }

    @ParameterizedTest
    @EnumSource
    void aStoredVerdictLooksAsItWasGiven(SideVerdict given) {
        assertThat(SideVerdict.onScreen(given.ofResponses(true), true)).isEqualTo(given);
        assertThat(SideVerdict.onScreen(given.ofResponses(false), false)).isEqualTo(given);
    }
}

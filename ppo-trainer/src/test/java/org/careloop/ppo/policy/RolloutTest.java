package org.careloop.ppo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RolloutTest {
    private static final int[] PROMPT = {1, 9};

    @Test
    void aResponseEndsAtItsFirstStopTokenWhateverFollows() {
        Rollout rollout = Rollout.cut(PROMPT, new int[] {5, 2, 7, 2}, new double[] {-1, -2, -3, -4}, Set.of(2, 3));

        assertThat(rollout.sequence().response()).containsExactly(5, 2);
        assertThat(rollout.sampled()).containsExactly(-1, -2);
        assertThat(rollout.stopped()).isTrue();
    }

    @Test
    void aResponseWithoutStopTokenIsKeptWholeAndCountsAsCut() {
        Rollout rollout = Rollout.cut(PROMPT, new int[] {5, 6}, new double[] {-1, -2}, Set.of(2));

        assertThat(rollout.sequence().response()).containsExactly(5, 6);
        assertThat(rollout.stopped()).isFalse();
    }

    @Test
    void anEmptyResponseIsRefused() {
        assertThatThrownBy(() -> new Sequence(PROMPT, new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a response of 0");
    }
}

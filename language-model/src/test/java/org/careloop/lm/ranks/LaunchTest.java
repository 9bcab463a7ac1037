package org.careloop.lm.ranks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;

class LaunchTest {
    private static final Map<String, String> SECOND_OF_FOUR =
            Map.of("RANK", "1", "LOCAL_RANK", "1", "WORLD_SIZE", "4", "MASTER_ADDR", "node0", "MASTER_PORT", "29500");

    @Test
    void aProcessIsTheRankThatItsEnvironmentNames() {
        assertThat(Launch.of(SECOND_OF_FOUR)).contains(new Launch(1, 1, 4, "node0", 29500, false, 0, null));
    }

    @Test
    void torchrunServesTheMeetingItselfAndCountsItsStarts() {
        Launch launch = Launch.of(with("TORCHELASTIC_USE_AGENT_STORE", "True", "TORCHELASTIC_RESTART_COUNT", "2"))
                .orElseThrow();

        assertThat(launch.launcherServes()).isTrue();
        assertThat(launch.attempt()).isEqualTo(2);
    }

    @Test
    void withoutARankOrWithASingleOneAProcessIsAlone() {
        assertThat(Launch.of(Map.of("MASTER_ADDR", "node0"))).isEmpty();
        assertThat(Launch.of(Map.of("RANK", "0", "WORLD_SIZE", "1"))).isEmpty();
    }

    @Test
    void whatIsMissingOrDoesNotFitIsSaid() {
        assertThatThrownBy(() -> Launch.of(with("MASTER_PORT", "")))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("the environment has no MASTER_PORT; several processes need RANK, WORLD_SIZE");
        assertThatThrownBy(() -> Launch.of(with("RANK", "4")))
                .isInstanceOf(BadInput.class)
                .hasMessage("RANK: given 4, expected 0 to 3");
        assertThatThrownBy(() -> Launch.of(with("WORLD_SIZE", "four")))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("WORLD_SIZE: given four, expected 1 to");
    }

    private static Map<String, String> with(String... changes) {
        Map<String, String> environment = new HashMap<>(SECOND_OF_FOUR);
        for (int i = 0; i < changes.length; i += 2) {
            environment.put(changes[i], changes[i + 1]);
        }
        return environment;
    }
}

package org.careloop.ppo.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardTest {
    @TempDir
    private Path runs;

    @Test
    void aRunSeesTheCardOfItsWorkerAlone() {
        assertThat(shown(3, Map.of())).isEqualTo("3");
        assertThat(shown(1, Map.of(Card.VISIBLE, "4,5, 6"))).isEqualTo("5");
        assertThat(shown(0, Map.of(Card.VISIBLE, "GPU-8f1"))).isEqualTo("GPU-8f1");
    }

    @Test
    void aCardThatIsNotLentIsRefused() {
        assertThatThrownBy(() -> shown(2, Map.of(Card.VISIBLE, "4,5")))
                .isInstanceOf(BadInput.class)
                .hasMessage("--card 2: CUDA_VISIBLE_DEVICES=4,5 lends 2; expected 0 to 1");
        assertThatThrownBy(() -> Card.of(-1))
                .isInstanceOf(BadInput.class)
                .hasMessage("--card -1: expected the number of a card, 0 for the first");
    }

    @Test
    void aCardHasOneWorkerAtATime() throws IOException {
        try (FileChannel first = Card.of(0).claim(runs);
                FileChannel other = Card.of(1).claim(runs)) {
            assertThat(first.isOpen() && other.isOpen()).isTrue();
            assertThatThrownBy(() -> Card.of(0).claim(runs))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("--card 0: another worker on this machine has this card");
        }
        Card.of(0).claim(runs).close();
    }

    private static String shown(int card, Map<String, String> environment) {
        Map<String, String> changed = new HashMap<>(environment);
        Card.of(card).show(changed);
        return changed.get(Card.VISIBLE);
    }
}

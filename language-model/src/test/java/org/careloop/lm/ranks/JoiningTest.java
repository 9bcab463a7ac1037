package org.careloop.lm.ranks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;

/** Groups that do not come about say why, and what to do. */
class JoiningTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> new Joining(Threads.launch(0, 2, port), SHORT).join())
                    .isInstanceOf(BadInput.class)
                    .hasMessage(
                            "port %d of this machine is taken by another program, perhaps another training; give all ranks another MASTER_PORT (with torchrun: --master-port)"
                                    .formatted(port));
        }
    }

    @Test
    void ranksThatDoNotComeAreNamed() throws IOException {
        int port = Threads.freePort();

        assertThatThrownBy(() -> new Joining(Threads.launch(0, 3, port), SHORT).join())
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(
                        "of 3 ranks these did not come to 127.0.0.1:%d within 0 s: 1, 2".formatted(port));
    }

    @Test
    void nobodyAtTheMeetingIsSaid() throws IOException {
        int port = Threads.freePort();

        assertThatThrownBy(() -> new Joining(Threads.launch(1, 2, port), SHORT).join())
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(
                        "rank 1 found nobody at 127.0.0.1:%d within 0 s: start rank 0 there".formatted(port));
    }

    @Test
    void aNameThatIsUnknownIsSaidToo() throws IOException {
        Launch launch = new Launch(1, 0, 2, "rank-0.invalid", Threads.freePort(), false, 0, null);

        assertThatThrownBy(() -> new Joining(launch, SHORT).join())
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("rank 1 found nobody at rank-0.invalid:");
    }
}

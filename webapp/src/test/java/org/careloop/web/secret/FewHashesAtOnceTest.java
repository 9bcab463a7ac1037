package org.careloop.web.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.careloop.run.BadInput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class FewHashesAtOnceTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final PasswordEncoder onePlace = new FewHashesAtOnce(new SlowEncoder(), 1, Duration.ZERO);

    @Test
    void whoFindsNoPlaceIsRefusedAndFindsOneWhenAHashIsDone() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first = threads.submit(() -> onePlace.matches("slow", "hash"));
            begun.await();

            assertThatThrownBy(() -> onePlace.encode("fast"))
                    .isInstanceOfSatisfying(
                            BadInput.class, e -> assertThat(e.code()).contains("account.busy"));

            end.countDown();
            assertThat(first.get()).isTrue();
            assertThat(onePlace.encode("fast")).isEqualTo("hash");
        }
    }

    @Test
    void aHashThatFailsGivesItsPlaceBack() {
        assertThatThrownBy(() -> onePlace.matches("broken", "hash")).hasMessage("broken");
        assertThat(onePlace.encode("fast")).isEqualTo("hash");
    }

    private final class SlowEncoder implements PasswordEncoder {
        @Override
        public String encode(@Nullable CharSequence password) {
            return "hash";
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            if ("broken".contentEquals(String.valueOf(password))) {
                throw new IllegalStateException("broken");
            }
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        }
    }
}

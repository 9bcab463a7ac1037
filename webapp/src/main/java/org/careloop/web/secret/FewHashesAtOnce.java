package org.careloop.web.secret;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.careloop.run.BadInput;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Computes a few hashes of passwords at a time. Each takes memory on purpose, so that a flood of sign-ins would take all
 * of it. Who waits longer than the patience lasts is refused.
 */
final class FewHashesAtOnce implements PasswordEncoder {
    private final PasswordEncoder encoder;
    private final Semaphore places;
    private final Duration patience;

    FewHashesAtOnce(PasswordEncoder encoder, int places, Duration patience) {
        this.encoder = encoder;
        this.places = new Semaphore(places, true);
        this.patience = patience;
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return inPlace(() -> encoder.encode(password));
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        return inPlace(() -> encoder.matches(password, hash));
    }

    @Override
    public boolean upgradeEncoding(@Nullable String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private <T> T inPlace(Supplier<T> hashing) {
        if (!entered()) {
            throw BadInput.coded(
                    "account.busy", "too many people are signing in at this moment; try again in a minute");
        }
        try {
            return hashing.get();
        } finally {
            places.release();
        }
    }

    private boolean entered() {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

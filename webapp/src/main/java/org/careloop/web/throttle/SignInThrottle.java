package org.careloop.web.throttle;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Slows down the guessing of passwords, codes and tokens. docs/decisions/031-doors.md tells the rule and why it is this one.
 * Only failures count: an attempt is one until it succeeds, so that many at the same time cannot pass a limit.
 *
 * <p>Kept in memory of a fixed size (4 MiB), in which no number of names and addresses displaces what is known of
 * another. A restart clears it.
 */
@Component
public class SignInThrottle {
    /** Failures in a row that one may make for a name before one waits. */
    public static final int FREE_FAILURES = Streaks.FREE;

    private static final Logger LOG = LoggerFactory.getLogger(SignInThrottle.class);
    private static final int LONGEST_NAME = 100;
    private static final Duration FAMILIAR = Duration.ofDays(30);
    private static final long A_MINUTE = Duration.ofMinutes(1).toMillis();

    private final Clock clock;
    private final Streaks inARow = new Streaks();
    private final Buckets names = new Buckets(50, Duration.ofMinutes(1));
    private final Buckets networks = new Buckets(20, Duration.ofMillis(2500));
    private final Buckets familiarNames = new Buckets(8, Duration.ofSeconds(10));
    private final Buckets tokens = new Buckets(20, Duration.ofMillis(2500));
    private final Moments familiarUntil = new Moments();
    private long lastWarning;

    SignInThrottle(Clock clock) {
        this.clock = clock;
        this.lastWarning = Moments.NEVER;
    }

    /**
     * An attempt for a name.
     *
     * @param name as it was typed; its first 100 characters count
     * @param address whose network counts
     * @param browser the secret of a browser in which this name has signed in before; only its own failures count
     */
    public synchronized Attempt admit(String name, String address, Optional<String> browser) {
        String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return browser.map(known -> inARow(new Key("browser", known, cut)))
                .orElseGet(() -> fromNetwork(cut, Networks.of(address)));
    }

    /** An attempt of somebody who is signed in to prove it again. */
    public synchronized Attempt admitAgain(String person) {
        return inARow(new Key("again", person));
    }

    private Attempt inARow(Key key) {
        long now = clock.millis();
        long wait = inARow.toWait(key, now);
        if (wait > 0) {
            return Attempt.refused(wait);
        }
        Runnable undo = inARow.fail(key, now);
        return attempt(inARow.count(key, now), () -> inARow.clear(key, clock.millis()), undo);
    }

    private Attempt fromNetwork(String name, String network) {
        long now = clock.millis();
        Key pair = new Key("pair", name, network);
        Key byName = new Key("name", name);
        Key byNetwork = new Key("network", network);
        long networkWait = networks.toWait(byNetwork, now);
        boolean familiar = networkWait > 0 && familiarUntil.get(pair) > now;
        Buckets bucket = familiar ? familiarNames : networks;
        long wait =
                Math.max(bucket.toWait(byNetwork, now), Math.max(inARow.toWait(pair, now), names.toWait(byName, now)));
        if (networkWait > 0) {
            warn(network, now);
        }
        if (wait > 0) {
            return Attempt.refused(wait);
        }
        Runnable row = inARow.fail(pair, now);
        Runnable ofName = names.take(byName, now);
        Runnable ofNetwork = bucket.take(byNetwork, now);
        return attempt(
                inARow.count(pair, now),
                () -> {
                    inARow.clear(pair, clock.millis());
                    ofName.run();
                    ofNetwork.run();
                    familiarUntil.raise(pair, clock.millis() + FAMILIAR.toMillis());
                },
                () -> {
                    row.run();
                    ofName.run();
                    ofNetwork.run();
                });
    }

    /**
     * An attempt with a token. One that was right in the last thirty days is admitted whatever others of its network do.
     *
     * @param hash of the token; the token itself is not given
     */
    public synchronized Attempt admitToken(String hash, String address) {
        long now = clock.millis();
        Key token = new Key("token", hash);
        Key network = new Key("tokens", Networks.of(address));
        if (familiarUntil.get(token) > now) {
            return new Attempt(1, Duration.ZERO, () -> {}, () -> {});
        }
        long wait = tokens.toWait(network, now);
        if (wait > 0) {
            warn(Networks.of(address), now);
            return Attempt.refused(wait);
        }
        Runnable undo = tokens.take(network, now);
        return attempt(
                1,
                () -> {
                    undo.run();
                    familiarUntil.raise(token, clock.millis() + FAMILIAR.toMillis());
                },
                undo);
    }

    private Attempt attempt(int inARow, Runnable success, Runnable takeBack) {
        return new Attempt(inARow, Duration.ZERO, locked(success), locked(takeBack));
    }

    private Runnable locked(Runnable change) {
        return () -> {
            synchronized (this) {
                change.run();
            }
        };
    }

    private void warn(String network, long now) {
        if (lastWarning == Moments.NEVER || now - lastWarning >= A_MINUTE) {
            lastWarning = now;
            LOG.warn("too many wrong names, passwords, codes or tokens from network {}: it waits", network);
        }
    }
}

package org.careloop.web.throttle;

import java.time.Clock;
import java.util.Optional;

/** A throttle that a test can begin anew: all tests come from one network, and their clock stands still. */
public class FreshThrottle extends SignInThrottle {
    private final Clock clock;
    private volatile SignInThrottle throttle;

    public FreshThrottle(Clock clock) {
        super(clock);
        this.clock = clock;
        this.throttle = new SignInThrottle(clock);
    }

    public void startOver() {
        throttle = new SignInThrottle(clock);
    }

    @Override
    public Attempt admit(String name, String address, Optional<String> browser) {
        return throttle.admit(name, address, browser);
    }

    @Override
    public Attempt admitAgain(String person) {
        return throttle.admitAgain(person);
    }

    @Override
    public Attempt admitToken(String hash, String address) {
        return throttle.admitToken(hash, address);
    }
}

package org.careloop.web.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.careloop.web.people.SignInElsewhere;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.stereotype.Component;

/** Sign-ins that let nobody in. */
@Component
@Conditional(WhereTokenIsSet.class)
class SignInFailures {
    private static final String NAME = "careloop.sign.in.failures";
    private static final String WHAT = "Sign-ins that were refused";

    private final Counter byPassword;
    private final Map<SignInElsewhere.Refusal, Counter> atProvider = new EnumMap<>(SignInElsewhere.Refusal.class);

    SignInFailures(MeterRegistry registry) {
        byPassword = counter(registry, "password", "refused");
        for (SignInElsewhere.Refusal why : SignInElsewhere.Refusal.values()) {
            atProvider.put(why, counter(registry, "provider", why.code()));
        }
    }

    private static Counter counter(MeterRegistry registry, String way, String why) {
        return Counter.builder(NAME)
                .description(WHAT)
                .tag("way", way)
                .tag("reason", why)
                .register(registry);
    }

    @EventListener
    void ofPassword(AbstractAuthenticationFailureEvent event) {
        byPassword.increment();
    }

    @EventListener
    void ofProvider(SignInElsewhere.Refused event) {
        Counter counter = atProvider.get(event.why());
        if (counter != null) {
            counter.increment();
        }
    }
}

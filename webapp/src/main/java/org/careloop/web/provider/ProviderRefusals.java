package org.careloop.web.provider;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.careloop.web.people.SignInElsewhere;
import org.careloop.web.people.SignInElsewhere.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.client.ResourceAccessException;

/** What becomes of a sign-in at the provider that lets nobody in. */
final class ProviderRefusals implements AuthenticationFailureHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderRefusals.class);

    private final ApplicationEventPublisher events;

    ProviderRefusals(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** Sends back to the sign-in page, which says why. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        Refusal why = reason(e);
        events.publishEvent(new SignInElsewhere.Refused(why));
        if (why == Refusal.AWAY || why == Refusal.REFUSED) {
            LOG.warn("sign-in at the provider: {}: {}", why.name().toLowerCase(Locale.ROOT), told(e));
        }
        response.sendRedirect(
                "%s/login?%s=%s".formatted(request.getContextPath(), SignInElsewhere.REFUSED, why.code()));
    }

    private static Refusal reason(AuthenticationException e) {
        if (e instanceof ProviderSignIn.NotIn refused) {
            return refused.why();
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderAwayException
                    || cause instanceof ResourceAccessException
                    || cause instanceof IOException) {
                return Refusal.AWAY;
            }
        }
        return Refusal.REFUSED;
    }

    /** The error's code and not its description, which is text of the request. */
    private static String told(AuthenticationException e) {
        return e instanceof OAuth2AuthenticationException coded
                ? coded.getError().getErrorCode().replaceAll("[^a-z_]", "?")
                : String.valueOf(e.getMessage());
    }
}

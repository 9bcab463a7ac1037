package org.careloop.web.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The person and the origin of an act. */
@Component
class Actor {
    private static final String SYSTEM = "system";
    private static final String COMMAND_LINE = "command line";

    private final SecurityContextHolderStrategy security;

    Actor(SecurityContextHolderStrategy security) {
        this.security = security;
    }

    String name() {
        Authentication authentication = authentication();
        return authentication == null ? SYSTEM : authentication.getName();
    }

    /** The address of the request; without a request that of the sign-in; else what kind of process this is. */
    String origin() {
        return requestAddress()
                .or(this::signInAddress)
                .orElseGet(() -> name().equals(COMMAND_LINE) ? COMMAND_LINE : SYSTEM);
    }

    private static Optional<String> requestAddress() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? Optional.ofNullable(attributes.getRequest().getRemoteAddr())
                : Optional.empty();
    }

    private Optional<String> signInAddress() {
        Authentication authentication = authentication();
        return authentication != null && authentication.getDetails() instanceof WebAuthenticationDetails details
                ? Optional.ofNullable(details.getRemoteAddress())
                : Optional.empty();
    }

    private @Nullable Authentication authentication() {
        Authentication authentication = security.getContext().getAuthentication();
        return authentication != null && authentication.isAuthenticated() ? authentication : null;
    }
}

package org.careloop.web.people;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** From where somebody signs in: the address, and what the browser keeps of earlier times. */
public final class SignInRequest extends WebAuthenticationDetails {
    private static final long serialVersionUID = 1L;

    private final @Nullable String known;

    public SignInRequest(HttpServletRequest request) {
        super(request);
        this.known = KnownBrowsers.cookie(request).orElse(null);
    }

    Optional<String> known() {
        return Optional.ofNullable(known);
    }
}

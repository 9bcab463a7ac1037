package org.careloop.web.provider;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.careloop.web.people.ProviderAccounts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Hears from the provider that somebody has signed out there or was locked (OpenID Connect Back-Channel Logout 1.0), and ends their
 * sessions, on every server: the account's session version grows.
 */
final class BackChannelLogout extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(BackChannelLogout.class);

    private final Provider provider;
    private final TokenDecoders decoders;
    private final ProviderAccounts accounts;

    BackChannelLogout(Provider provider, TokenDecoders decoders, ProviderAccounts accounts) {
        this.provider = provider;
        this.decoders = decoders;
        this.accounts = accounts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!"POST".equals(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, "POST");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        try {
            ClientRegistration registration = provider.registration();
            Jwt token = decoders.ofLogouts(registration).decode(given(request.getParameter("logout_token")));
            accounts.endSessions(
                    provider.issuer(),
                    Optional.ofNullable(token.getSubject()),
                    Optional.ofNullable(token.getClaimAsString("sid")));
            response.setStatus(HttpServletResponse.SC_OK);
        } catch (BadJwtException e) {
            LOG.warn("a logout token was refused: {}", e.getClass().getSimpleName());
            refuse(response);
        } catch (ProviderAwayException | JwtException e) {
            LOG.warn("a logout token could not be checked: the provider's keys cannot be fetched");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private static String given(@Nullable String token) {
        if (token == null) {
            throw new BadJwtException("none");
        }
        return token;
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write("{\"error\":\"invalid_request\"}".getBytes(StandardCharsets.UTF_8));
    }
}

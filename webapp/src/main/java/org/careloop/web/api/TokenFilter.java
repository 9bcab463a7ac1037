package org.careloop.web.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.careloop.run.Sha256;
import org.careloop.web.people.ActingPerson;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates a request with a valid bearer token as the person of the token. A request without a token stays
 * anonymous.
 */
final class TokenFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";

    private final TokenRepository tokens;
    private final ActingPerson acting;
    private final SecurityContextHolderStrategy security;
    private final Clock clock;

    TokenFilter(TokenRepository tokens, ActingPerson acting, SecurityContextHolderStrategy security, Clock clock) {
        this.tokens = tokens;
        this.acting = acting;
        this.security = security;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // The first filter of the chain clears the security context afterwards. It is not cleared here, because the
        // handler of a refusal still needs it.
        person(request).ifPresent(person -> {
            person.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
            security.setContext(new SecurityContextImpl(person));
        });
        chain.doFilter(request, response);
    }

    private Optional<UsernamePasswordAuthenticationToken> person(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        String hash = Sha256.of(header.substring(BEARER.length()).strip());
        return tokens.usable(hash, clock.instant()).flatMap(token -> {
            tokens.used(token.id(), clock.instant());
            return acting.of(
                    token.person(),
                    token.scopes().stream()
                            .map(scope -> new SimpleGrantedAuthority(scope.authority()))
                            .toList());
        });
    }
}

package org.careloop.web.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.Phrase;
import org.careloop.run.Sha256;
import org.careloop.web.people.ActingPerson;
import org.careloop.web.people.EndingResponse;
import org.careloop.web.throttle.Attempt;
import org.careloop.web.throttle.SignInThrottle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
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
    private final SignInThrottle throttle;
    private final Clock clock;

    TokenFilter(
            TokenRepository tokens,
            ActingPerson acting,
            SecurityContextHolderStrategy security,
            SignInThrottle throttle,
            Clock clock) {
        this.tokens = tokens;
        this.acting = acting;
        this.security = security;
        this.throttle = throttle;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> hash = hash(request);
        if (hash.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        Attempt attempt = throttle.admitToken(hash.get(), request.getRemoteAddr());
        if (attempt.refused()) {
            refuse(response, Math.max(1, Math.ceilDiv(attempt.toWait().toMillis(), 1000)));
            return;
        }
        Optional<UsernamePasswordAuthenticationToken> person = person(hash.get(), attempt);
        // The first filter of the chain clears the security context afterwards. It is not cleared here, because the
        // handler of a refusal still needs it.
        person.ifPresent(found -> {
            found.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
            security.setContext(new SecurityContextImpl(found));
        });
        EndingResponse ending =
                new EndingResponse(response, () -> rights(person).equals(rights(look(hash.get()))), clock);
        chain.doFilter(request, ending);
        ending.requireWhole();
    }

    private static Set<GrantedAuthority> rights(Optional<UsernamePasswordAuthenticationToken> person) {
        return person.map(found -> Set.<GrantedAuthority>copyOf(found.getAuthorities()))
                .orElse(Set.of());
    }

    private static Optional<String> hash(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.empty()
                : Optional.of(Sha256.of(header.substring(BEARER.length()).strip()));
    }

    private static void refuse(HttpServletResponse response, long seconds) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        ApiRefusal.say(
                response,
                HttpStatus.TOO_MANY_REQUESTS,
                Phrase.of(
                        "api.token-wait",
                        "too many wrong tokens came from this network; try again in %d seconds".formatted(seconds),
                        seconds));
    }

    private Optional<UsernamePasswordAuthenticationToken> person(String hash, Attempt attempt) {
        try {
            Optional<UsernamePasswordAuthenticationToken> person = look(hash);
            person.ifPresent(found -> attempt.success().run());
            return person;
        } catch (DataAccessException e) {
            // Nobody has looked at the token.
            attempt.takeBack().run();
            throw e;
        }
    }

    private Optional<UsernamePasswordAuthenticationToken> look(String hash) {
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

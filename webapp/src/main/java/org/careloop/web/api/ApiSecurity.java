package org.careloop.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.careloop.run.Phrase;
import org.careloop.web.people.ActingPerson;
import org.careloop.web.throttle.SignInThrottle;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Security of the API. A request whose token lacks the scope is refused here, and an address that is not
 * listed does not exist; roles are checked by the services, as for the screens. There is no session and no cookie, so CSRF is not possible.
 */
@Configuration
class ApiSecurity {
    private static final Phrase NO_TOKEN = Phrase.of(
            "api.token",
            "no valid token was given; expected the header Authorization: Bearer careloop_…;"
                    + " make a token on the page Access tokens");

    /** POST and DELETE write. Other methods read, or have no handler. */
    private record Address(
            String path, TokenScope read, @Nullable TokenScope write) {
        /** A star takes an id of no letters, too, which would make the list with a slash an address of its own. */
        RequestMatcher matcher() {
            RequestMatcher pattern = PathPatternRequestMatcher.withDefaults().matcher(ApiAddress.ROOT + path);
            return request -> !ApiAddress.path(request).endsWith("/") && pattern.matches(request);
        }

        void guard(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
            RequestMatcher matcher = matcher();
            if (write != null) {
                requests.requestMatchers(request -> WRITING.contains(request.getMethod()) && matcher.matches(request))
                        .hasAuthority(write.authority());
            }
            requests.requestMatchers(matcher).hasAuthority(read.authority());
        }
    }

    private static final Set<String> WRITING = Set.of(HttpMethod.POST.name(), HttpMethod.DELETE.name());

    private static final List<Address> ADDRESSES = List.of(
            new Address("/studies/*/comparisons", TokenScope.COMPARISONS_READ, TokenScope.COMPARISONS_WRITE),
            new Address("/studies/*/judgements", TokenScope.JUDGEMENTS_READ, null),
            new Address("/studies/*/export", TokenScope.EXPORTS_READ, null),
            new Address("/studies/*/verdict", TokenScope.JUDGEMENTS_READ, null),
            new Address("/studies/*/judges/*", TokenScope.JUDGEMENTS_READ, TokenScope.STUDIES_WRITE),
            new Address("/studies/*/judges", TokenScope.JUDGEMENTS_READ, TokenScope.STUDIES_WRITE),
            new Address("/studies/*", TokenScope.STUDIES_READ, null),
            new Address("/studies", TokenScope.STUDIES_READ, TokenScope.STUDIES_WRITE),
            new Address("/checkpoints/*/files/**", TokenScope.RUNS_READ, null),
            new Address("/checkpoints/*/files", TokenScope.RUNS_READ, null),
            new Address("/checkpoints/*/lineage", TokenScope.RUNS_READ, null),
            new Address("/checkpoints/*/trials", TokenScope.RUNS_READ, TokenScope.RUNS_WRITE),
            new Address("/lineage", TokenScope.RUNS_READ, null),
            new Address("/models/*/approved", TokenScope.RUNS_READ, null),
            new Address("/checkpoints/*", TokenScope.RUNS_READ, null),
            new Address("/checkpoints", TokenScope.RUNS_READ, null),
            new Address("/benchmarks/*", TokenScope.RUNS_READ, TokenScope.RUNS_WRITE),
            new Address("/benchmarks", TokenScope.RUNS_READ, TokenScope.RUNS_WRITE),
            new Address("/runs/answers", TokenScope.RUNS_READ, TokenScope.RUNS_WRITE),
            new Address("/runs/plan", TokenScope.RUNS_READ, TokenScope.RUNS_WRITE),
            new Address("/runs/exams", TokenScope.RUNS_READ, TokenScope.RUNS_WRITE),
            new Address("/runs/*/exam", TokenScope.RUNS_READ, null),
            new Address("/runs/*/settings", TokenScope.RUNS_READ, null),
            new Address("/runs/*/priority", TokenScope.RUNS_READ, TokenScope.RUNS_WRITE),
            new Address("/runs/*/stop", TokenScope.RUNS_READ, TokenScope.RUNS_WRITE),
            new Address("/runs/*/clone", TokenScope.RUNS_READ, TokenScope.RUNS_WRITE),
            new Address("/runs/*/again", TokenScope.RUNS_READ, TokenScope.RUNS_WRITE),
            new Address("/runs/*", TokenScope.RUNS_READ, null),
            new Address("/runs", TokenScope.RUNS_READ, TokenScope.RUNS_WRITE));

    @Bean
    @Order(1)
    SecurityFilterChain apiFilterChain(
            HttpSecurity http,
            TokenRepository tokens,
            ActingPerson acting,
            SecurityContextHolderStrategy security,
            SignInThrottle throttle,
            Clock clock) {
        http.securityMatcher(ApiAddress::isApi)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new TokenFilter(tokens, acting, security, throttle, clock), AuthorizationFilter.class)
                .addFilterAfter(new BodyLimit(), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> {
                    ADDRESSES.forEach(address -> address.guard(requests));
                    requests.anyRequest().denyAll();
                })
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, e) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            ApiRefusal.say(response, HttpStatus.UNAUTHORIZED, NO_TOKEN);
                        })
                        .accessDeniedHandler((request, response, e) -> refuse(request, response)));
        return http.build();
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (ADDRESSES.stream().noneMatch(address -> address.matcher().matches(request))) {
            ApiRefusal.say(response, HttpStatus.NOT_FOUND, ApiRefusal.of(HttpStatus.NOT_FOUND));
            return;
        }
        String path = ApiAddress.path(request);
        ApiRefusal.say(
                response,
                HttpStatus.FORBIDDEN,
                Phrase.of(
                        "api.scope",
                        "the token has no scope for %s %s; make one that has it".formatted(request.getMethod(), path),
                        request.getMethod(),
                        path));
    }
}

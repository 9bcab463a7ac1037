package org.careloop.web.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.web.people.ActingPerson;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Security of the API. A request whose token lacks the scope is refused here; roles are checked by the services, as for
 * the screens. There is no session and no cookie, so CSRF is not possible.
 */
@Configuration
class ApiSecurity {
    static final String ROOT = "/api/v1";
    /** The OpenAPI description, which its page reads with the session of the signed-in person. */
    private static final String DESCRIPTION = ROOT + "/openapi.json";

    /** Only POST writes. Other methods read, or have no handler. */
    private record Address(
            String path, TokenScope read, @Nullable TokenScope write) {
        void guard(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
            if (write != null) {
                requests.requestMatchers(HttpMethod.POST, ROOT + path).hasAuthority(write.authority());
            }
            requests.requestMatchers(ROOT + path).hasAuthority(read.authority());
        }
    }

    private static final List<Address> ADDRESSES = List.of(
            new Address("/studies/*/comparisons", TokenScope.COMPARISONS_READ, TokenScope.COMPARISONS_WRITE),
            new Address("/studies/*/judgements", TokenScope.JUDGEMENTS_READ, null),
            new Address("/studies/*/export", TokenScope.EXPORTS_READ, null),
            new Address("/studies/*/verdict", TokenScope.JUDGEMENTS_READ, null),
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
            new Address("/runs/answers", TokenScope.RUNS_READ, TokenScope.RUNS_WRITE),
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
            Clock clock) {
        http.securityMatcher(request -> isApi(request.getRequestURI()
                        .substring(request.getContextPath().length())))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new TokenFilter(tokens, acting, security, clock), AuthorizationFilter.class)
                .addFilterAfter(new BodyLimit(), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> {
                    ADDRESSES.forEach(address -> address.guard(requests));
                    requests.anyRequest().authenticated();
                })
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, e) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            say(
                                    response,
                                    HttpStatus.UNAUTHORIZED,
                                    "no valid token was given; expected the header Authorization: Bearer careloop_…;"
                                            + " make a token on the page Access tokens");
                        })
                        .accessDeniedHandler((request, response, e) -> say(
                                response,
                                HttpStatus.FORBIDDEN,
                                "the token has no scope for %s %s; make one that has it"
                                        .formatted(request.getMethod(), request.getRequestURI()))));
        return http.build();
    }

    private static boolean isApi(String path) {
        return path.startsWith(ROOT + "/") && !path.startsWith(DESCRIPTION);
    }

    static void say(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        Map<String, Object> problem =
                Map.of("status", status.value(), "title", status.getReasonPhrase(), "detail", detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(Json.MAPPER.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }
}

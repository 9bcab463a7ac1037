package org.careloop.web.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.run.Phrase;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses large bodies of requests that are read into memory. Import requests and the files of exams and of judges are exempt,
 * because their body is streamed to a file.
 */
final class BodyLimit extends OncePerRequestFilter {
    private static final long LARGEST = 1 << 20;
    private static final List<RequestMatcher> STREAMED = Stream.of(
                    "/studies/*/comparisons", "/studies/*/judges", "/benchmarks")
            .<RequestMatcher>map(
                    path -> PathPatternRequestMatcher.withDefaults().matcher(ApiAddress.ROOT + path))
            .toList();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod())
                || STREAMED.stream().anyMatch(one -> one.matches(request));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (length < 0) {
            ApiRefusal.say(
                    response,
                    HttpStatus.LENGTH_REQUIRED,
                    Phrase.of("api.length", "the length of the body is not given; send it with Content-Length"));
        } else if (length > LARGEST) {
            ApiRefusal.say(
                    response,
                    HttpStatus.CONTENT_TOO_LARGE,
                    Phrase.of(
                            "api.body-limit",
                            "the body has %,d bytes; expected at most %,d".formatted(length, LARGEST),
                            length,
                            LARGEST));
        } else {
            chain.doFilter(request, response);
        }
    }
}

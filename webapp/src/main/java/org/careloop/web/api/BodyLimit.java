package org.careloop.web.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses large bodies of requests that are read into memory. Import requests are exempt, because their body is
 * streamed to a file.
 */
final class BodyLimit extends OncePerRequestFilter {
    private static final long LARGEST = 1 << 20;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod())
                || request.getRequestURI().endsWith("/comparisons");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (length < 0) {
            ApiSecurity.say(
                    response,
                    HttpStatus.LENGTH_REQUIRED,
                    "the length of the body is not given; send it with Content-Length");
        } else if (length > LARGEST) {
            ApiSecurity.say(
                    response,
                    HttpStatus.CONTENT_TOO_LARGE,
                    "the body has %,d bytes; expected at most %,d".formatted(length, LARGEST));
        } else {
            chain.doFilter(request, response);
        }
    }
}

package org.careloop.web.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers errors of the programming interface that no handler answers, whoever raises them: the firewall, a filter, or
 * the search for a handler. Otherwise they would end in the application's error page, which is for people.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiErrors extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ApiAddress.isApi(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, new Answering(response));
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted()) {
                throw e;
            }
            LOG.error("{} {} failed", request.getMethod(), ApiAddress.path(request), e);
            response.reset();
            ApiRefusal.say(response, HttpStatus.INTERNAL_SERVER_ERROR, ApiRefusal.of(HttpStatus.INTERNAL_SERVER_ERROR));
        }
    }

    /** Writes a problem where an error page was asked for. */
    private static final class Answering extends HttpServletResponseWrapper {
        Answering(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status) throws IOException {
            resetBuffer();
            ApiRefusal.say(this, HttpStatusCode.valueOf(status), ApiRefusal.of(HttpStatusCode.valueOf(status)));
            flushBuffer();
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            sendError(status);
        }
    }
}

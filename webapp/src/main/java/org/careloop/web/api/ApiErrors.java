package org.careloop.web.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.careloop.run.Phrase;
import org.careloop.web.database.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers errors of the programming interface that no handler answers, whoever raises them: the firewall, a filter, or
 * the search for a handler. Otherwise they would end in the application's error page, which is for people. It stands within
 * the filter that tells people of an outage, so that programs hear of one from here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class ApiErrors extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);
    private static final Phrase OUTAGE = Phrase.of(
            "api.outage",
            "the database does not answer in time; try again after the seconds of Retry-After."
                    + " A write with the same Idempotency-Key is done once");

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
            response.reset();
            answer(request, response, e);
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, Exception e)
            throws IOException {
        if (Outage.isOne(e)) {
            LOG.warn("{} {}: the database does not answer", request.getMethod(), ApiAddress.path(request));
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Outage.SECONDS_TO_WAIT));
            ApiRefusal.say(response, HttpStatus.SERVICE_UNAVAILABLE, OUTAGE);
        } else {
            LOG.error("{} {} failed", request.getMethod(), ApiAddress.path(request), e);
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

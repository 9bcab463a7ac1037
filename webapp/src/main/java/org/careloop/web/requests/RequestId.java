package org.careloop.web.requests;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Numbers every request. The number stands in each line that the request writes to the log, in the answer's header
 * {@code X-Request-Id}, on pages that tell of an error and in the interface's problems, so that whoever tells of one can name it. A proxy's
 * own number is taken over; it says nothing of the person.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestId extends OncePerRequestFilter {
    private static final String HEADER = "X-Request-Id";
    private static final String IN_LOG = "request";
    private static final int LENGTH = 12;

    /** What may stand in a line of the log. */
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    /** The number of the request that this thread answers; a new one elsewhere, so that what is told can be found in any case. */
    public static String current() {
        String id = MDC.get(IN_LOG);
        return id == null ? fresh() : id;
    }

    private static String fresh() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, LENGTH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        String id = given != null && USABLE.matcher(given).matches() ? given : fresh();
        MDC.put(IN_LOG, id);
        response.setHeader(HEADER, id);
        try {
            chain.doFilter(request, response);
        } finally {
            // An error begins the answer anew, without its headers.
            if (!response.isCommitted()) {
                response.setHeader(HEADER, id);
            }
            MDC.remove(IN_LOG);
        }
    }

    /** A page's error is answered within its request, by a dispatch of its own. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}

package org.careloop.web.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.ResourceBundle;
import org.careloop.web.database.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says in words that the database does not answer: a page that loads itself again, the sign-in page for who signs
 * in; programs hear it as a problem, by a filter within this one. An open page asks again by itself when it gets 503, and loses nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class OutageFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(OutageFilter.class);
    private static final String SIGN_IN = "/login";

    /** The page stands on its own: what it would load may need the database. */
    private static final String PAGE = """
        <!doctype html><html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="%d"><title>CareLoop</title></head>
        <body style="font-family: system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem; line-height: 1.5">
        <main role="alert"><h1 style="font-size: 1.4rem">%s</h1><p>%s</p></main></body></html>\
        """;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (!Outage.isOne(e) || response.isCommitted()) {
                throw e;
            }
            LOG.warn("{}: the database does not answer", request.getMethod());
            response.reset();
            answer(request, response);
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath();
        if (path.equals(SIGN_IN) && HttpMethod.POST.matches(request.getMethod())) {
            response.sendRedirect(request.getContextPath() + SIGN_IN + "?outage");
            return;
        }
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Outage.SECONDS_TO_WAIT));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Language language = Language.chosen(request.getCookies()).orElseGet(() -> Language.of(request.getLocale()));
        if (request.getParameter("v-r") == null) {
            response.setContentType("text/html;charset=UTF-8");
            write(
                    response,
                    PAGE.formatted(
                            language.htmlTag(),
                            Outage.SECONDS_TO_WAIT,
                            words(language.locale(), "outage.title"),
                            words(language.locale(), "outage.page")));
        }
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String words(Locale locale, String key) {
        return ResourceBundle.getBundle("vaadin-i18n.translations", locale).getString(key);
    }
}

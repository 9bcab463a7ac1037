package org.careloop.web.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Accepts the sign-in form from our own page only (login CSRF): another site could otherwise sign a visitor in as
 * somebody else, and the visitor's judgements would be stored under that name. Every current browser sends
 * {@code Sec-Fetch-Site}; a request without it comes from another program and is accepted.
 */
public class OwnSignInForm extends OncePerRequestFilter {
    private static final Set<String> FORMS = Set.of("/login", "/login/code");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !FORMS.contains(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String from = request.getHeader("Sec-Fetch-Site");
        if (from == null || OWN.contains(from)) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}

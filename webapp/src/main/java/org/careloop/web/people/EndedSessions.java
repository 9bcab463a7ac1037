package org.careloop.web.people;

import com.vaadin.flow.server.VaadinService;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sends a person whose session has ended to the sign-in page, with the reason; an open page goes there by itself. */
public class EndedSessions extends OncePerRequestFilter {
    private static final String SIGN_IN = "login?ended";

    private final LiveSessions sessions;
    private final SecurityContextHolderStrategy security;

    public EndedSessions(LiveSessions sessions, SecurityContextHolderStrategy security) {
        this.sessions = sessions;
        this.security = security;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // Health is asked for when the database does not answer, perhaps by a browser.
        String path = request.getServletPath();
        return path.startsWith("/VAADIN/") || path.startsWith("/health") || request.getSession(false) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = security.getContext().getAuthentication();
        if (authentication == null || sessions.isLive(authentication)) {
            chain.doFilter(request, response);
            return;
        }
        security.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        if (request.getParameter("v-r") == null) {
            response.sendRedirect(request.getContextPath() + "/" + SIGN_IN);
        } else {
            // Vaadin's client goes to the address of a critical notification that has no text.
            response.setContentType("application/json;charset=UTF-8");
            response.getOutputStream()
                    .write(VaadinService.createCriticalNotificationJSON(null, null, null, SIGN_IN)
                            .getBytes(StandardCharsets.UTF_8));
        }
    }
}

package org.careloop.web.people;

import com.vaadin.flow.server.VaadinService;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.careloop.web.shell.Polling;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends a person whose session has ended, or who has done nothing for long, to the sign-in page, with the reason; an open page goes there by itself, and what
 * is being downloaded breaks off.
 */
public class EndedSessions extends OncePerRequestFilter {
    private static final String SIGN_IN = "login?";
    private static final String ENDED = SIGN_IN + "ended";
    private static final String IDLE = SIGN_IN + "idle";
    private static final String REQUEST = "v-r";
    private static final String HEARTBEAT = "heartbeat";
    private static final String LAST_ACT = EndedSessions.class.getName();

    private final LiveSessions sessions;
    private final SecurityContextHolderStrategy security;
    private final Clock clock;
    private final Duration idle;

    /** @param idle after how long without an act of the person their session ends */
    public EndedSessions(LiveSessions sessions, SecurityContextHolderStrategy security, Clock clock, Duration idle) {
        this.sessions = sessions;
        this.security = security;
        this.clock = clock;
        this.idle = idle;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // Health is asked for when the database does not answer, perhaps by a browser.
        String path = request.getServletPath();
        return path.startsWith("/VAADIN/build/")
                || path.startsWith("/VAADIN/static/")
                || path.startsWith("/health")
                || request.getSession(false) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = security.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof SignedInPerson)) {
            chain.doFilter(request, response);
        } else if (isIdle(request)) {
            end(request, response, IDLE);
        } else if (!sessions.isLive(authentication)) {
            end(request, response, ENDED);
        } else {
            Instant act = clock.instant();
            EndingResponse ending = new EndingResponse(response, () -> sessions.isLive(authentication), clock);
            chain.doFilter(request, ending);
            ending.requireWhole();
            noteAct(request, act);
        }
    }

    private boolean isIdle(HttpServletRequest request) {
        try {
            HttpSession session = request.getSession(false);
            return session != null
                    && session.getAttribute(LAST_ACT) instanceof Instant last
                    && last.plus(idle).isBefore(clock.instant());
        } catch (IllegalStateException e) {
            // Another request of the session has ended it meanwhile.
            return true;
        }
    }

    /**
     * What an open page sends by itself keeps nobody signed in.
     *
     * @param act when the request came: the browser has its answer before this is noted, and may have gone on
     */
    private void noteAct(HttpServletRequest request, Instant act) {
        if (HEARTBEAT.equals(request.getParameter(REQUEST)) || request.getAttribute(Polling.BY_ITSELF) != null) {
            return;
        }
        try {
            HttpSession session = request.getSession(false);
            if (session != null && !(session.getAttribute(LAST_ACT) instanceof Instant later && later.isAfter(act))) {
                session.setAttribute(LAST_ACT, act);
            }
        } catch (IllegalStateException e) {
            // This request, or another of the session, has ended it.
        }
    }

    private void end(HttpServletRequest request, HttpServletResponse response, String why) throws IOException {
        security.clearContext();
        invalidate(request);
        String asked = request.getParameter(REQUEST);
        if (asked == null) {
            response.sendRedirect(request.getContextPath() + "/" + why);
        } else if (asked.equals(HEARTBEAT)) {
            // Vaadin's client loads the page anew, which is then the sign-in page.
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else {
            // Vaadin's client goes to the address of a critical notification that has no text.
            response.setContentType("application/json;charset=UTF-8");
            response.getOutputStream()
                    .write(VaadinService.createCriticalNotificationJSON(null, null, null, why)
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void invalidate(HttpServletRequest request) {
        try {
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
        } catch (IllegalStateException e) {
            // Another request of the session has done so meanwhile.
        }
    }
}

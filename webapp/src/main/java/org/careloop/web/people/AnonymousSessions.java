package org.careloop.web.people;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Sessions in which nobody has signed in live for minutes, and only a few at a time: anybody can open them, and each takes
 * memory. The longest opened goes first. A person's own session begins its full time when they sign in.
 */
@Component
@ConditionalOnWebApplication
class AnonymousSessions implements HttpSessionListener, HttpSessionIdListener, VaadinServiceInitListener {
    static final int MOST = 500;
    static final int MOST_WINDOWS = 4;
    static final Duration LIFE = Duration.ofMinutes(15);
    private static final long serialVersionUID = 1L;

    private final Duration signedIn;
    private final transient Map<String, HttpSession> sessions = new LinkedHashMap<>();

    /** @param signedIn how long a session lives without a request when somebody is signed in */
    AnonymousSessions(@Value("${server.servlet.session.timeout:8h}") Duration signedIn) {
        this.signedIn = signedIn;
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        event.getSession().setMaxInactiveInterval((int) LIFE.toSeconds());
        tooMany(event.getSession()).forEach(AnonymousSessions::end);
    }

    private List<HttpSession> tooMany(HttpSession created) {
        synchronized (sessions) {
            sessions.put(created.getId(), created);
            List<HttpSession> ended = new ArrayList<>();
            while (sessions.size() > MOST) {
                ended.add(sessions.remove(sessions.keySet().iterator().next()));
            }
            return ended;
        }
    }

    private static void end(HttpSession session) {
        try {
            session.invalidate();
        } catch (IllegalStateException e) {
            // It has ended meanwhile.
        }
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        forget(event.getSession());
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String before) {
        synchronized (sessions) {
            if (sessions.remove(before) != null) {
                sessions.put(event.getSession().getId(), event.getSession());
            }
        }
    }

    @EventListener
    void signedIn(InteractiveAuthenticationSuccessEvent event) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now) {
            HttpSession session = now.getRequest().getSession(false);
            if (session != null) {
                forget(session);
                session.setMaxInactiveInterval((int) signedIn.toSeconds());
            }
        }
    }

    private void forget(HttpSession session) {
        synchronized (sessions) {
            sessions.remove(session.getId());
        }
    }

    private boolean isAnonymous(String id) {
        synchronized (sessions) {
            return sessions.containsKey(id);
        }
    }

    /** A session may open windows without end, too. */
    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(start -> {
            UI opened = start.getUI();
            if (isAnonymous(opened.getSession().getSession().getId())) {
                List<UI> windows = opened.getSession().getUIs().stream()
                        .filter(window -> window != opened && !window.isClosing())
                        .sorted(Comparator.comparingInt(UI::getUIId))
                        .toList();
                windows.stream()
                        .limit(Math.max(0, windows.size() + 1 - MOST_WINDOWS))
                        .forEach(UI::close);
            }
        });
    }
}

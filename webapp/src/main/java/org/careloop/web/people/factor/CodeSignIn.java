package org.careloop.web.people.factor;

import com.vaadin.flow.spring.security.VaadinSavedRequestAwareAuthenticationSuccessHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.careloop.web.people.LiveSessions;
import org.careloop.web.people.RefusedSignIn;
import org.careloop.web.people.SecondStepNeeded;
import org.careloop.web.people.SignInAttempts;
import org.careloop.web.people.SignInRequest;
import org.careloop.web.throttle.Attempt;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * The second page of a sign-in. After the password the person waits in the session, not signed in; here the code makes
 * the sign-in complete.
 */
public final class CodeSignIn extends AbstractAuthenticationProcessingFilter {
    /** Where the page is and the form goes. */
    public static final String ADDRESS = "login/code";

    private static final String CODE = "code";

    private final SecondFactors factors;
    private final SignInAttempts attempts;
    private final LiveSessions sessions;
    private final Clock clock;

    CodeSignIn(
            SecondFactors factors,
            SignInAttempts attempts,
            LiveSessions sessions,
            ApplicationEventPublisher events,
            Clock clock) {
        super(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/" + ADDRESS));
        this.factors = factors;
        this.attempts = attempts;
        this.sessions = sessions;
        this.clock = clock;
        setApplicationEventPublisher(events);
        setAuthenticationManager(authentication -> authentication);
        setSessionAuthenticationStrategy(new ChangeSessionIdAuthenticationStrategy());
        setSecurityContextRepository(new HttpSessionSecurityContextRepository());
        setAuthenticationSuccessHandler(new VaadinSavedRequestAwareAuthenticationSuccessHandler());
        setAuthenticationFailureHandler(new Failed());
    }

    /** What becomes of a sign-in whose password was right and did not let in; other failures go back to the first form. */
    public AuthenticationFailureHandler afterPassword() {
        RefusedSignIn refused = new RefusedSignIn("login");
        return (request, response, e) -> {
            if (e instanceof SecondStepNeeded needed) {
                HttpSession session = request.getSession();
                request.changeSessionId();
                new PendingSignIn(
                                needed.person(),
                                needed.signedIn(),
                                clock.instant(),
                                factors.hasOne(needed.person()) ? null : Enrolment.begin())
                        .keepIn(session);
                response.sendRedirect("%s/%s".formatted(request.getContextPath(), ADDRESS));
            } else {
                refused.onAuthenticationFailure(request, response, e);
            }
        };
    }

    @Override
    public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) {
        PendingSignIn pending = pending(request).orElseThrow(TooLate::new);
        SignInRequest from = new SignInRequest(request);
        Attempt attempt = attempts.withCode(pending.login(), from);
        boolean right;
        try {
            right = isRight(pending, Objects.requireNonNullElse(request.getParameter(CODE), ""));
        } catch (RuntimeException e) {
            // Nobody has looked at the code.
            attempt.takeBack().run();
            throw e;
        }
        if (!right) {
            attempts.recordGuessing(pending.login(), from, attempt);
            throw new BadCredentialsException("the code is wrong or was used before");
        }
        attempt.success().run();
        PendingSignIn.forget(request.getSession());
        return pending.signedIn();
    }

    private boolean isRight(PendingSignIn pending, String code) {
        Enrolment enrolment = pending.enrolment();
        return enrolment == null
                ? factors.use(pending.person(), code)
                : factors.store(pending.person(), pending.login(), enrolment, code);
    }

    private Optional<PendingSignIn> pending(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null
                ? Optional.empty()
                : PendingSignIn.of(session::getAttribute, clock.instant())
                        .filter(pending -> sessions.isLive(pending.signedIn()));
    }

    /** Nobody waits in the session: the password was given too long ago, or the account was changed meanwhile. */
    private static final class TooLate extends AuthenticationException {
        private static final long serialVersionUID = 1L;

        TooLate() {
            super("no password was given a short time ago");
        }
    }

    /** Back to the form that has to be filled in again. */
    private static final class Failed implements AuthenticationFailureHandler {
        private final RefusedSignIn code = new RefusedSignIn(ADDRESS);

        @Override
        public void onAuthenticationFailure(
                HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
                throws IOException {
            if (e instanceof TooLate) {
                response.sendRedirect(request.getContextPath() + "/login?late");
            } else {
                code.onAuthenticationFailure(request, response, e);
            }
        }
    }
}

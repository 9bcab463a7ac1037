package org.careloop.web.people;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.Outage;
import org.careloop.web.throttle.Attempt;
import org.careloop.web.throttle.SignInThrottle;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Checks login and password against the accounts, no faster than the throttle allows. What a database that does not answer
 * threw goes on as it is: {@code OutageFilter} says so, where an error of authentication would read as a wrong password.
 */
@Component
class SignIn implements AuthenticationProvider {
    private final PersonRepository people;
    private final SignInThrottle throttle;
    private final KnownBrowsers browsers;
    private final AuditLog audit;
    private final DaoAuthenticationProvider passwords;

    SignIn(
            PersonRepository people,
            SignInThrottle throttle,
            KnownBrowsers browsers,
            PasswordEncoder encoder,
            UserDetailsPasswordService newer,
            AuditLog audit) {
        this.people = people;
        this.throttle = throttle;
        this.browsers = browsers;
        this.audit = audit;
        this.passwords = new DaoAuthenticationProvider(this::load);
        this.passwords.setPasswordEncoder(encoder);
        this.passwords.setUserDetailsPasswordService(newer);
    }

    @Override
    public Authentication authenticate(Authentication attempt) throws AuthenticationException {
        String login = normal(attempt.getName());
        Attempt admitted = admit(login, login, attempt.getDetails());
        try {
            Authentication signedIn = passwords.authenticate(attempt);
            admitted.success().run();
            return signedIn;
        } catch (BadCredentialsException e) {
            recordGuessing(login, attempt.getDetails(), admitted.inARow());
            throw e;
        } catch (BadInput e) {
            // Too many passwords are checked at the moment: neither is this one wrong.
            admitted.takeBack().run();
            throw new AuthenticationServiceException(e.getMessage(), e);
        } catch (InternalAuthenticationServiceException e) {
            // Nobody has looked at the password: it is not wrong, and no attempt is counted.
            admitted.takeBack().run();
            throw e.getCause() instanceof RuntimeException cause && Outage.isOne(cause) ? cause : e;
        }
    }

    /** @param counted under which name the attempt counts */
    private Attempt admit(String login, String counted, @Nullable Object details) {
        Attempt attempt = throttle.admit(
                counted,
                address(details),
                details instanceof SignInRequest from ? browsers.number(from.known(), login) : Optional.empty());
        if (attempt.refused()) {
            throw new TooManyAttempts(attempt.toWait());
        }
        return attempt;
    }

    private static String address(@Nullable Object details) {
        return details instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
    }

    /** Failed sign-ins with unknown names are not audited: anybody could fill the trail with any text. */
    private void recordGuessing(String login, @Nullable Object details, int inARow) {
        if (inARow >= SignInThrottle.FREE_FAILURES && people.byLogin(login).isPresent()) {
            audit.record("account.guessing", login, Map.of("from", address(details), "failures", inARow));
        }
    }

    /** Called after the session has been created for the person. */
    @EventListener
    void signedIn(InteractiveAuthenticationSuccessEvent event) {
        if (event.getAuthentication().getPrincipal() instanceof SignedInPerson person) {
            browsers.remember(person.getUsername());
            audit.recordWork(
                    AuditLog.chainOf(person.id().value()), "account.sign-in", person.getUsername(), "", Map.of());
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private UserDetails load(String login) {
        PersonRepository.Credentials found =
                people.credentials(normal(login)).orElseThrow(() -> new UsernameNotFoundException(login));
        return new SignedInPerson(found.person(), found.passwordHash(), found.sessionVersion());
    }

    private static String normal(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }
}

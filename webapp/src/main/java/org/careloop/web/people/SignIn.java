package org.careloop.web.people;

import java.util.Locale;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.Outage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
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
    private static final String ELSEWHERE = "passwords are for administrators";

    private final PersonRepository people;
    private final LoginThrottle throttle;
    private final AuditLog audit;
    private final ObjectProvider<SignInElsewhere> elsewhere;
    private final DaoAuthenticationProvider passwords;

    SignIn(
            PersonRepository people,
            LoginThrottle throttle,
            PasswordEncoder encoder,
            UserDetailsPasswordService newer,
            AuditLog audit,
            ObjectProvider<SignInElsewhere> elsewhere) {
        this.people = people;
        this.throttle = throttle;
        this.audit = audit;
        this.elsewhere = elsewhere;
        this.passwords = new DaoAuthenticationProvider(this::load);
        this.passwords.setPasswordEncoder(encoder);
        this.passwords.setUserDetailsPasswordService(newer);
    }

    @Override
    public Authentication authenticate(Authentication attempt) throws AuthenticationException {
        String login = normal(attempt.getName());
        String address = attempt.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        int inARow = throttle.admit(login, address);
        if (inARow == 0) {
            throw new LockedException("too many failed attempts");
        }
        try {
            Authentication signedIn = passwords.authenticate(attempt);
            throttle.succeeded(login, address);
            requireThatPasswordsDo(signedIn);
            return signedIn;
        } catch (BadCredentialsException e) {
            recordGuessing(login, address, inARow);
            throw e;
        } catch (BadInput e) {
            // Too many passwords are checked at the moment: neither is this one wrong.
            throttle.takeBack(login, address);
            throw new AuthenticationServiceException(e.getMessage(), e);
        } catch (InternalAuthenticationServiceException e) {
            // Nobody has looked at the password: it is not wrong, and no attempt is counted.
            throttle.takeBack(login, address);
            throw e.getCause() instanceof RuntimeException cause && Outage.isOne(cause) ? cause : e;
        }
    }

    /** Said after a right password alone, so that nobody learns by guessing who is an administrator. */
    private void requireThatPasswordsDo(Authentication signedIn) {
        SignInElsewhere provider = elsewhere.getIfAvailable();
        if (provider != null
                && provider.passwordsAreForAdministrators()
                && signedIn.getPrincipal() instanceof SignedInPerson person
                && !person.roles().contains(Role.ADMINISTRATOR)) {
            throw new AuthenticationServiceException(ELSEWHERE);
        }
    }

    /** Whether a refused sign-in had the right password, of an account that is to come in by the provider. */
    static boolean belongsElsewhere(AuthenticationException refused) {
        return ELSEWHERE.equals(refused.getMessage());
    }

    /** Failed sign-ins with unknown names are not audited: anybody could fill the trail with any text. */
    private void recordGuessing(String login, String address, int inARow) {
        if (inARow >= LoginThrottle.FREE_FAILURES && people.byLogin(login).isPresent()) {
            audit.record("account.guessing", login, Map.of("from", address, "failures", inARow));
        }
    }

    /** Called after the session has been created for the person. A sign-in at a provider is recorded with what it changed. */
    @EventListener
    void signedIn(InteractiveAuthenticationSuccessEvent event) {
        if (event.getAuthentication().getPrincipal() instanceof SignedInPerson person
                && person.proof().isEmpty()) {
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

package org.careloop.web.people;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.Outage;
import org.careloop.web.throttle.Attempt;
import org.springframework.beans.factory.ObjectProvider;
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
import org.springframework.stereotype.Component;

/**
 * Checks login and password against the accounts, no faster than the throttle allows. What a database that does not answer
 * threw goes on as it is: {@code OutageFilter} says so, where an error of authentication would read as a wrong password.
 */
@Component
class SignIn implements AuthenticationProvider {
    private static final String ELSEWHERE = "passwords are for administrators";

    private final PersonRepository people;
    private final SignInAttempts attempts;
    private final KnownBrowsers browsers;
    private final SecondStep secondStep;
    private final AuditLog audit;
    private final ObjectProvider<SignInElsewhere> elsewhere;
    private final DaoAuthenticationProvider passwords;
    private final Semaphore places = new Semaphore(Passwords.AT_ONCE, true);

    SignIn(
            PersonRepository people,
            SignInAttempts attempts,
            KnownBrowsers browsers,
            SecondStep secondStep,
            PasswordEncoder encoder,
            UserDetailsPasswordService newer,
            AuditLog audit,
            ObjectProvider<SignInElsewhere> elsewhere) {
        this.people = people;
        this.attempts = attempts;
        this.browsers = browsers;
        this.secondStep = secondStep;
        this.audit = audit;
        this.elsewhere = elsewhere;
        this.passwords = new DaoAuthenticationProvider(this::load);
        this.passwords.setPasswordEncoder(encoder);
        this.passwords.setUserDetailsPasswordService(newer);
    }

    @Override
    public Authentication authenticate(Authentication attempt) throws AuthenticationException {
        if (!enter()) {
            throw new AuthenticationServiceException("too many people are signing in at this moment");
        }
        try {
            return signIn(attempt);
        } finally {
            places.release();
        }
    }

    /** An attempt counts until it succeeds, so that many who come at once would fill their network's room by that alone. */
    private boolean enter() {
        try {
            return places.tryAcquire(Passwords.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Authentication signIn(Authentication attempt) {
        String login = normal(attempt.getName());
        Attempt admitted = attempts.withPassword(login, attempt.getDetails());
        try {
            Authentication signedIn = passwords.authenticate(attempt);
            admitted.success().run();
            requireThatPasswordsDo(signedIn);
            return afterPassword(signedIn);
        } catch (BadCredentialsException e) {
            attempts.recordGuessing(login, attempt.getDetails(), admitted);
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

    /** @throws SecondStepNeeded when the password alone does not let this person in */
    private Authentication afterPassword(Authentication signedIn) {
        if (signedIn.getPrincipal() instanceof SignedInPerson person
                && secondStep.isNeeded(person.id(), person.roles())) {
            throw new SecondStepNeeded(person.id(), signedIn);
        }
        return signedIn;
    }

    /** Called after the session has been created for the person. A sign-in at a provider is recorded with what it changed. */
    @EventListener
    void signedIn(InteractiveAuthenticationSuccessEvent event) {
        if (event.getAuthentication().getPrincipal() instanceof SignedInPerson person
                && person.proof().isEmpty()) {
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

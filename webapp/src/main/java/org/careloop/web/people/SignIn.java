package org.careloop.web.people;

import java.util.Locale;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Checks login and password against the accounts, no faster than the throttle allows. */
@Component
class SignIn implements AuthenticationProvider {
    private final PersonRepository people;
    private final LoginThrottle throttle;
    private final DaoAuthenticationProvider passwords;

    SignIn(PersonRepository people, LoginThrottle throttle, PasswordEncoder encoder) {
        this.people = people;
        this.throttle = throttle;
        this.passwords = new DaoAuthenticationProvider(this::load);
        this.passwords.setPasswordEncoder(encoder);
    }

    @Override
    public Authentication authenticate(Authentication attempt) throws AuthenticationException {
        String login = normal(attempt.getName());
        String address = attempt.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        if (throttle.mustWait(login, address)) {
            throw new LockedException("too many failed attempts");
        }
        try {
            Authentication signedIn = passwords.authenticate(attempt);
            throttle.succeeded(login, address);
            return signedIn;
        } catch (BadCredentialsException e) {
            throttle.failed(login, address);
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private UserDetails load(String login) {
        Person person = people.byLogin(normal(login)).orElseThrow(() -> new UsernameNotFoundException(login));
        String hash = people.passwordHash(person.id()).orElseThrow(() -> new UsernameNotFoundException(login));
        return new SignedInPerson(person, hash);
    }

    private static String normal(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }
}

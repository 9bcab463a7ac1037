package org.careloop.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.careloop.load.BenchStudy;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** The bench's accounts, signed in; each is a clinician and a study lead. */
record People(List<Authentication> all) {

    static People signIn(ApplicationContext context, List<String> logins) {
        AuthenticationProvider signIn = context.getBean(AuthenticationProvider.class);
        return new People(logins.stream()
                .map(login -> signIn.authenticate(
                        UsernamePasswordAuthenticationToken.unauthenticated(login, BenchStudy.PASSWORD)))
                .toList());
    }

    /** Runs an action as one of them. */
    static <T> T as(Authentication person, Callable<T> work) throws Exception {
        SecurityContextHolder.setContext(new SecurityContextImpl(person));
        try {
            return work.call();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}

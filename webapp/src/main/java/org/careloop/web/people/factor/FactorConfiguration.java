package org.careloop.web.people.factor;

import java.time.Clock;
import org.careloop.web.people.LiveSessions;
import org.careloop.web.people.SignInAttempts;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The filter of the second page, for the chain of the pages alone. */
@Configuration
@ConditionalOnWebApplication
class FactorConfiguration {
    @Bean
    CodeSignIn codeSignIn(
            SecondFactors factors,
            SignInAttempts attempts,
            LiveSessions sessions,
            ApplicationEventPublisher events,
            Clock clock) {
        return new CodeSignIn(factors, attempts, sessions, events, clock);
    }

    /** The web server does not run it beside the chain. */
    @Bean
    FilterRegistrationBean<CodeSignIn> codeSignInInItsChainAlone(CodeSignIn filter) {
        FilterRegistrationBean<CodeSignIn> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }
}

package org.careloop.web.annotation;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What annotation takes from outside: how long a lease lasts, how many are let in at once, and chance. */
@Configuration
class AnnotationConfiguration {

    @Bean
    RandomGenerator sides() {
        return new SecureRandom();
    }

    @Bean
    FairGate gate() {
        return FairGate.forProcessors(Runtime.getRuntime().availableProcessors());
    }

    /** How long a comparison stays reserved for a person who neither judges nor types. */
    @Bean
    Duration lease(@Value("${careloop.annotation.lease}") Duration lease) {
        return lease;
    }
}

package org.careloop.web.annotation;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Settings of annotation, and its source of randomness: how long a lease lasts, how many transactions run at once, what
 * draws sides.
 */
@Configuration
class AnnotationConfiguration {

    @Bean
    RandomGenerator sides() {
        return new SecureRandom();
    }

    @Bean
    FairGate gate(@Value("${careloop.deadlines.turn}") Duration patience) {
        return FairGate.forProcessors(Runtime.getRuntime().availableProcessors(), patience);
    }

    /** How long a comparison stays reserved for a person who neither judges nor types. */
    @Bean
    Duration lease(@Value("${careloop.annotation.lease}") Duration lease) {
        return lease;
    }
}

package org.careloop.web.secret;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How passwords are stored and made. */
@Configuration
public class Passwords {
    // Without letters and digits that are easily confused, such as l and 1.
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    public static final int SHORTEST = 12;

    private static final int GROUPS = 4;
    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    // Argon2id as OWASP's password storage cheat sheet asks for at least: 19 MiB, two passes, one lane.
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    /** Hashes at the same time. */
    public static final int AT_ONCE = 4;
    /** How long one waits for a place among them. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * A hash names its algorithm, so that a stronger one can be introduced without resetting passwords. Those of earlier
     * versions are by bcrypt, until their owner signs in.
     */
    @Bean
    PasswordEncoder passwordEncoder() {
        return new FewHashesAtOnce(
                new DelegatingPasswordEncoder(
                        "argon2",
                        Map.of(
                                "argon2",
                                new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES),
                                "bcrypt",
                                new BCryptPasswordEncoder())),
                AT_ONCE,
                PATIENCE);
    }

    /** A new password of 79 bits, in groups that can be read out. */
    public static String generate() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}

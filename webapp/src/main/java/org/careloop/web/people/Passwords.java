package org.careloop.web.people;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import org.careloop.run.BadInput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How passwords are stored and made. */
@Configuration
class Passwords {
    // Without letters and digits that are easily confused, such as l and 1.
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    static final int SHORTEST = 12;
    /** Bytes that the hash uses at most; a Chinese character has three. */
    private static final int MOST_BYTES = 72;

    private static final int DISTINCT = 5;
    private static final int GROUPS = 4;
    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The hash names its algorithm, so that a stronger one can be introduced without resetting passwords. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /**
     * Checks that a password is strong enough.
     *
     * @throws BadInput when it is too short, longer than the hash uses, or the account's name
     */
    static void check(String password, String login) {
        if (password.length() < SHORTEST) {
            throw BadInput.coded(
                    "account.password-length",
                    "password: given %d characters, expected %d or more".formatted(password.length(), SHORTEST),
                    password.length(),
                    SHORTEST);
        }
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw BadInput.coded(
                    "account.password-long",
                    "password: given %d bytes, expected at most %d; a Chinese character takes three"
                            .formatted(bytes, MOST_BYTES),
                    MOST_BYTES,
                    MOST_BYTES / 3);
        }
        if (login.length() > 2 && password.toLowerCase(Locale.ROOT).contains(login)
                || password.chars().distinct().count() < DISTINCT) {
            throw BadInput.coded(
                    "account.password-easy",
                    "password: it holds the account's name or few different characters; choose another");
        }
    }

    /** A new password of 79 bits, in groups that can be read out. */
    static String generate() {
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

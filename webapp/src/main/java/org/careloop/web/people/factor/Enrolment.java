package org.careloop.web.people.factor;

import java.io.Serializable;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A second factor that a person is about to switch on: shown, and not yet stored.
 *
 * @param secret of the app
 * @param recoveryCodes each opens the account once when the app is lost; 50 bits each, in groups that can be read out
 */
record Enrolment(byte[] secret, List<String> recoveryCodes) implements Serializable {
    static final int RECOVERY_CODES = 10;
    // Without letters and digits that are easily confused.
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUP = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Enrolment begin() {
        return new Enrolment(
                Totp.newSecret(),
                IntStream.range(0, RECOVERY_CODES)
                        .mapToObj(i -> group() + "-" + group())
                        .toList());
    }

    /** What somebody typed as a code, without what does not count. */
    static String normal(String typed) {
        return typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }

    private static String group() {
        StringBuilder group = new StringBuilder();
        for (int i = 0; i < GROUP; i++) {
            group.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return group.toString();
    }

    @Override
    public String toString() {
        return "Enrolment[]";
    }
}

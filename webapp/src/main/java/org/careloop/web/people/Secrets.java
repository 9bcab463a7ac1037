package org.careloop.web.people;

import java.security.SecureRandom;
import java.util.Base64;

/** What is shown once and stood for by its hash: tokens, links, keys. */
public final class Secrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A new one of 256 bits, in characters that an address takes as they are. */
    public static String generate() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

package org.careloop.web.secret;

import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets for tokens, links and keys. They are shown once; only their hashes are stored. */
public final class Secrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A new one of 256 bits, in characters that need no escaping in a URL. */
    public static String generate() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

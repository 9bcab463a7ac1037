package org.careloop.web.throttle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is counted, as the cells of a sketch that belong to it. They are chosen by a hash with a secret of this process, so
 * that nobody can look for another key with the same cells.
 */
final class Key {
    static final int ROWS = 4;
    static final int CELLS = 1 << 15;

    private static final String HASH = "HmacSHA256";
    private static final SecretKeySpec SECRET = secret();

    private final int[] cells = new int[ROWS];

    /** @param parts what it is made of; the first says of what kind it is */
    Key(String... parts) {
        ByteBuffer hash;
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(SECRET);
            hash = ByteBuffer.wrap(mac.doFinal(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HASH, e);
        }
        for (int row = 0; row < ROWS; row++) {
            cells[row] = hash.getInt() & (CELLS - 1);
        }
    }

    int cell(int row) {
        return cells[row];
    }

    private static SecretKeySpec secret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, HASH);
    }
}

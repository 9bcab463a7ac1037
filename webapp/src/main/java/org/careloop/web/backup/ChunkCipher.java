package org.careloop.web.backup;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM over chunks. The nonce of a chunk is its number and whether it is the last, so that a chunk that is moved, lost or
 * repeated does not open, and an end that was cut off is not an end (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and
 * its Nonce-Reuse Misuse-Resistance, CRYPTO 2015: STREAM). No key is used for two files, because the salt is random.
 */
final class ChunkCipher {
    private static final int NONCE = 12;

    private final SecretKeySpec key;
    private final byte[] header;
    private final int mode;
    private final Cipher cipher;
    private long number;

    /** @param mode of {@link Cipher} */
    ChunkCipher(SealHeader header, Passphrase passphrase, int mode) {
        try {
            this.key = new SecretKeySpec(passphrase.key(header), "AES");
            this.header = header.bytes();
            this.mode = mode;
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES-GCM", e);
        }
    }

    /** Which chunk comes next, counted from 0. */
    long number() {
        return number;
    }

    /**
     * Seals or opens the next chunk.
     *
     * @throws GeneralSecurityException when what is opened is not what was sealed there
     */
    byte[] next(byte[] chunk, int length, boolean last) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE)
                .putLong(number++)
                .put(NONCE - 1, (byte) (last ? 1 : 0))
                .array();
        cipher.init(mode, key, new GCMParameterSpec(SealHeader.TAG * Byte.SIZE, nonce));
        cipher.updateAAD(header);
        return cipher.doFinal(chunk, 0, length);
    }
}

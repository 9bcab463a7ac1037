package org.careloop.web.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.careloop.run.BadInput;

/**
 * The beginning of a sealed backup: {@code CARELOOP-SEALED} and a line's end, the format 1, how the key is made of the passphrase, and 16
 * random bytes. It is part of what every chunk is sealed with, so that nothing in it can be changed.
 *
 * @param memoryKib of Argon2id
 */
@SuppressWarnings("ArrayRecordComponent")
record SealHeader(int memoryKib, int passes, int lanes, byte[] salt) {
    static final int BYTES = 39;

    /** Plain bytes of every chunk but the last. */
    static final int CHUNK = 1 << 20;

    static final int TAG = 16;

    private static final byte[] MAGIC = "CARELOOP-SEALED\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT = 16;

    /** What one key may cost whoever reads a file: four times the memory of {@link #fresh}, and some seconds. */
    private static final int MOST_KIB = 1 << 18;

    private static final int MOST_PASSES = 8;
    private static final int MOST_LANES = 16;

    /** The second choice of RFC 9106: 64 MiB, three passes, four lanes. */
    static SealHeader fresh() {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return new SealHeader(1 << 16, 3, 4, salt);
    }

    static boolean begins(byte[] start) {
        return start.length >= MAGIC.length && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .put(MAGIC)
                .put((byte) 1)
                .putInt(memoryKib)
                .put((byte) passes)
                .put((byte) lanes)
                .put(salt)
                .array();
    }

    /**
     * Reads it.
     *
     * @throws BadInput when it is none, of a later format, or asks for more work than any that is written
     */
    static SealHeader of(byte[] bytes) {
        if (bytes.length < BYTES || !begins(bytes)) {
            throw new BadInput("the file is cut off in its first %d bytes; copy it again".formatted(BYTES));
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes, MAGIC.length, BYTES - MAGIC.length);
        int format = rest.get();
        if (format != 1) {
            throw new BadInput(
                    "the seal has format %d, expected 1; use the CareLoop that made the backup, or a later one"
                            .formatted(format));
        }
        int memory = rest.getInt();
        int passes = rest.get();
        int lanes = rest.get();
        byte[] salt = new byte[SALT];
        rest.get(salt);
        if (memory < 8 * lanes
                || memory > MOST_KIB
                || passes < 1
                || passes > MOST_PASSES
                || lanes < 1
                || lanes > MOST_LANES) {
            throw new BadInput(
                    "the beginning of the file is damaged: %d KiB, %d passes and %d lanes to make a key of the passphrase; expected at most %d, %d and %d. Copy it again"
                            .formatted(memory, passes, lanes, MOST_KIB, MOST_PASSES, MOST_LANES));
        }
        return new SealHeader(memory, passes, lanes, salt);
    }
}

package org.careloop.web.backup;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.careloop.run.BadInput;

/** What a sealed backup is opened with. It is never written anywhere. */
public record Passphrase(String text) {
    private static final int LEAST = 12;

    /** For a backup to be sealed; a short one could be found by trying. */
    public Passphrase requireLong() {
        if (text.length() < LEAST) {
            throw new BadInput(
                    "the passphrase has %d characters; expected %d or more, because whoever has the file can try as many as they like"
                            .formatted(text.length(), LEAST));
        }
        return this;
    }

    /** An AES-256 key by Argon2id. */
    byte[] key(SealHeader header) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(header.memoryKib())
                .withIterations(header.passes())
                .withParallelism(header.lanes())
                .withSalt(header.salt())
                .build());
        byte[] key = new byte[32];
        generator.generateBytes(text.getBytes(StandardCharsets.UTF_8), key);
        return key;
    }

    @Override
    public String toString() {
        return "Passphrase[]";
    }
}

package org.careloop.web.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.careloop.run.BadInput;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * A secret of this installation, in {@code sign-in.key} of the data directory, readable by its owner alone: what the
 * database keeps under it is worth nothing without the file. Made when it is needed first.
 */
@Component
public class ServerKey {
    private static final String FILE = "sign-in.key";
    private static final String HASH = "HmacSHA256";
    private static final int BYTES = 32;

    private final Path file;
    private byte[] secret = {};

    /** @param data the folder in which it is kept */
    public ServerKey(@Value("${careloop.data:.careloop}") Path data) {
        this.file = data.resolve(FILE);
    }

    /**
     * A key of 256 bits for one purpose, derived from the secret.
     *
     * @throws BadInput when the file is there and holds no secret
     */
    public byte[] keyFor(String purpose) {
        return mac(secret(), purpose);
    }

    /**
     * Makes or reads the secret, so that a damaged one is told when the application starts.
     *
     * @throws BadInput when the file is there and holds no secret
     */
    public void check() {
        secret();
    }

    /** HMAC-SHA256 of a text. */
    public static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(key, HASH));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HASH, e);
        }
    }

    private synchronized byte[] secret() {
        if (secret.length == 0) {
            secret = read();
        }
        return secret;
    }

    private byte[] read() {
        try {
            if (Files.notExists(file)) {
                make();
            }
            String text = Files.readString(file).strip();
            if (!text.matches("[0-9a-f]{%d}".formatted(2 * BYTES))) {
                throw BadInput.coded(
                        "account.server-key",
                        "%s: given %d characters, expected %d hexadecimal digits; bring the file back from a backup of the data directory"
                                .formatted(file, text.length(), 2 * BYTES),
                        file,
                        text.length(),
                        2 * BYTES);
            }
            return HexFormat.of().parseHex(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole or not at all; of two processes that make it at once the first one's stays. */
    private void make() throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(
                folder,
                FILE,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, HexFormat.of().formatHex(secret), StandardOpenOption.WRITE);
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}

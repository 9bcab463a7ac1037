package org.careloop.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.careloop.run.BadInput;
import org.careloop.run.Sha256;

/** Stores bodies of requests. */
final class RequestBodies {
    private static final int PORTION = 1 << 16;

    private RequestBodies() {}

    /**
     * Stores a body in a file.
     *
     * @return its SHA-256
     * @throws BadInput when it is larger than allowed, or empty
     */
    static String receive(InputStream in, Path file, long largest) throws IOException {
        MessageDigest digest = Sha256.digest();
        long received = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] portion = new byte[PORTION];
            for (int read = in.read(portion); read >= 0; read = in.read(portion)) {
                received += read;
                if (received > largest) {
                    throw BadInput.coded(
                            "api.body-large",
                            "the body has more than %,d bytes; send it in parts".formatted(largest),
                            largest);
                }
                digest.update(portion, 0, read);
                out.write(portion, 0, read);
            }
        }
        if (received == 0) {
            throw BadInput.coded(
                    "api.body-empty",
                    "the body is empty; expected rows, or an archive of files of rows, as they are and not as a form"
                            + " (with curl: -T FILE, not --data-binary or -F)");
        }
        return Sha256.hex(digest);
    }
}

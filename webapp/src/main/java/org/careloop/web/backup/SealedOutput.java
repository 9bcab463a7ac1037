package org.careloop.web.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Cipher;

/** Seals what is written to it. Only what was closed has an end. */
final class SealedOutput extends OutputStream {
    private final OutputStream out;
    private final ChunkCipher cipher;
    private final byte[] chunk = new byte[SealHeader.CHUNK];
    private int filled;
    private boolean closed;

    SealedOutput(OutputStream out, Passphrase passphrase, SealHeader header) throws IOException {
        this.out = out;
        this.cipher = new ChunkCipher(header, passphrase, Cipher.ENCRYPT_MODE);
        out.write(header.bytes());
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        int at = from;
        int left = length;
        while (left > 0) {
            // A full chunk waits for the next byte, because only then it is known not to be the last.
            if (filled == chunk.length) {
                seal(false);
            }
            int now = Math.min(left, chunk.length - filled);
            System.arraycopy(bytes, at, chunk, filled, now);
            filled += now;
            at += now;
            left -= now;
        }
    }

    private void seal(boolean last) throws IOException {
        try {
            out.write(cipher.next(chunk, filled, last));
            filled = 0;
        } catch (GeneralSecurityException e) {
            throw new IOException("a part of the backup could not be sealed", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (out) {
                seal(true);
            }
        }
    }
}

package org.careloop.web.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Cipher;
import org.careloop.run.BadInput;

/** Opens what {@link SealedOutput} sealed. No byte is handed out that was not sealed there. */
final class SealedInput extends InputStream {
    private static final byte[] NONE = {};

    private final PushbackInputStream in;
    private final ChunkCipher cipher;
    private byte[] chunk = NONE;
    private int at;
    private boolean ended;

    /**
     * @param in at its first byte
     * @throws BadInput when the header cannot be read
     */
    SealedInput(InputStream in, Passphrase passphrase) throws IOException {
        this.in = new PushbackInputStream(in);
        this.cipher =
                new ChunkCipher(SealHeader.of(this.in.readNBytes(SealHeader.BYTES)), passphrase, Cipher.DECRYPT_MODE);
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int now = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, bytes, from, now);
        at += now;
        return now;
    }

    /** Whether there is a byte at {@link #at}. */
    private boolean fill() throws IOException {
        while (at == chunk.length) {
            if (ended) {
                return false;
            }
            open();
        }
        return true;
    }

    private void open() throws IOException {
        long number = cipher.number();
        byte[] sealed = in.readNBytes(SealHeader.CHUNK + SealHeader.TAG);
        int more = in.read();
        if (more >= 0) {
            in.unread(more);
        }
        ended = more < 0;
        try {
            chunk = cipher.next(sealed, sealed.length, ended);
            at = 0;
        } catch (GeneralSecurityException e) {
            throw new BadInput(
                    number == 0
                            ? "it cannot be opened: the passphrase is not the one that it was sealed with, or its"
                                    + " beginning is damaged"
                            : "it is damaged or cut off behind %,d of its bytes; copy it again, or take another backup"
                                    .formatted(SealHeader.BYTES + number * (SealHeader.CHUNK + SealHeader.TAG)),
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package org.careloop.web.dataset;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A file that is made when its first byte is written, so that none is empty. Closing it does not close what it opened. */
final class LateStream extends OutputStream {
    private final Opening opening;
    private @Nullable OutputStream out;

    /** Makes the file. */
    @FunctionalInterface
    interface Opening {
        OutputStream open() throws IOException;
    }

    LateStream(Opening opening) {
        this.opening = opening;
    }

    boolean isOpen() {
        return out != null;
    }

    private OutputStream opened() throws IOException {
        OutputStream known = out;
        if (known == null) {
            known = opening.open();
            out = known;
        }
        return known;
    }

    @Override
    public void write(int one) throws IOException {
        opened().write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (length > 0) {
            opened().write(bytes, from, length);
        }
    }

    @Override
    public void flush() throws IOException {
        if (out != null) {
            out.flush();
        }
    }
}

package org.careloop.web.dataset.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.careloop.run.Phrase;

/**
 * Unpacks a gzip file to its very end. The library's stream takes whatever stands behind a part and is no further part for
 * the end of the file, so that a damaged second part would be rows lost in silence. Zeros there are padding.
 */
final class WholeGzip extends GZIPInputStream {
    private static final int BUFFER = 1 << 16;
    /** The checksum and the length behind each part. */
    private static final int TRAILER = 8;

    private final ImportFile file;
    private boolean checked;

    WholeGzip(ImportFile file, InputStream in) throws IOException {
        super(in, BUFFER);
        this.file = file;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        if (count < 0 && !checked) {
            checked = true;
            requireEnd();
        }
        return count;
    }

    private void requireEnd() throws IOException {
        int left = Math.max(0, inf.getRemaining() - TRAILER);
        boolean zeros = true;
        for (int i = len - left; i < len; i++) {
            zeros &= buf[i] == 0;
        }
        for (int count = in.read(buf); zeros && count >= 0; count = in.read(buf)) {
            for (int i = 0; i < count; i++) {
                zeros &= buf[i] == 0;
            }
        }
        if (!zeros) {
            throw ZipDirectory.damaged(
                    file, Phrase.of("import.archive-behind", "what stands behind its first part is no further part"));
        }
    }
}

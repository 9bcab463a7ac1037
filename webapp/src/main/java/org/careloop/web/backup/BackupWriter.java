package org.careloop.web.backup;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.careloop.run.Json;
import org.careloop.run.Sha256;

/**
 * Writes a backup entry by entry, as a stream: a ZIP, whose last entry is the manifest. It keeps a hash of each entry and
 * nothing else.
 */
final class BackupWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 17;

    private final ZipOutputStream zip;

    BackupWriter(OutputStream out) {
        this.zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    /** Writes the content of an entry; the stream stays open. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** How much an entry was, and its hash. */
    record Written(long bytes, String sha256) {}

    /** @param dense what does not become smaller, such as weights; trying would only cost time */
    Written entry(String name, boolean dense, Content content) throws IOException {
        zip.setLevel(dense ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
        zip.putNextEntry(new ZipEntry(name));
        Counted counted = new Counted(zip);
        content.write(counted);
        zip.closeEntry();
        return new Written(counted.bytes, Sha256.hex(counted.digest));
    }

    /** Writes the last entry. Without it a backup is none. */
    void finish(Manifest manifest) throws IOException {
        entry(
                Manifest.NAME,
                false,
                out -> out.write(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest)));
        zip.finish();
        zip.flush();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static final class Counted extends FilterOutputStream {
        private final MessageDigest digest = Sha256.digest();
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int at, int length) throws IOException {
            out.write(from, at, length);
            digest.update(from, at, length);
            bytes += length;
        }

        @Override
        public void close() {
            // The next entry follows.
        }
    }
}

package org.careloop.run.corpus;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/**
 * A file of a corpus. Its name says how it is laid out: {@code .jsonl}, {@code .ndjson} and {@code .json} hold a row a line,
 * {@code .txt} plain text. Either may be packed with gzip, whatever its name.
 */
public record TextFile(Path path) {
    private static final int MAGIC = 2;

    /** Whether its name is that of a file that holds texts. */
    public static boolean isText(Path path) {
        return bare(path).matches(".*\\.(jsonl|ndjson|json|txt)");
    }

    /** Whether its name is that of data which cannot be read and must not be passed over in silence. */
    static boolean isForeign(Path path) {
        return bare(path).matches(".*\\.(parquet|arrow|zst|xz|bz2|zip|tar|tgz|csv|tsv)");
    }

    private static String bare(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    }

    /** Whether it holds a row a line, and not plain text. */
    public boolean isRows() {
        return !bare(path).endsWith(".txt");
    }

    /**
     * Opens it at a byte, of the unpacked ones where it is packed; then everything before is unpacked once more.
     *
     * @throws BadInput when it is gone, or ends before
     */
    public InputStream open(long offset) throws IOException {
        try {
            InputStream in = Files.newInputStream(path);
            return isPacked() ? unpacked(in, offset) : skipped(in, offset);
        } catch (NoSuchFileException e) {
            throw BadInput.in(path, CorpusFile.GONE);
        }
    }

    /** Its size in bytes unpacked, as far as its end tells: gzip counts four gigabytes and begins anew. */
    public long likelySize() throws IOException {
        long size = Files.size(path);
        if (!isPacked() || size < Integer.BYTES) {
            return size;
        }
        try (FileChannel channel = FileChannel.open(path)) {
            ByteBuffer end = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(end, size - Integer.BYTES);
            return Math.max(size, Integer.toUnsignedLong(end.getInt(0)));
        }
    }

    /** Whether it is packed with gzip. */
    public boolean isPacked() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(MAGIC);
            return start.length == MAGIC && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
        }
    }

    private InputStream unpacked(InputStream in, long offset) throws IOException {
        return skipped(new GZIPInputStream(new BufferedInputStream(in, 1 << 16), 1 << 16), offset);
    }

    private InputStream skipped(InputStream in, long offset) throws IOException {
        try {
            in.skipNBytes(offset);
            return in;
        } catch (EOFException e) {
            in.close();
            throw BadInput.in(path, CorpusFile.CHANGED);
        }
    }

    /** What is said of a packed file that is broken. */
    public BadInput broken(IOException e) {
        return new BadInput(
                BadInput.inFile(
                        path.toString(),
                        Phrase.of(
                                "texts.gzip",
                                "the gzip file is cut off or damaged; copy it again, or pack it again from its"
                                        + " source")),
                e);
    }
}

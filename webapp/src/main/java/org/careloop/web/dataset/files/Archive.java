package org.careloop.web.dataset.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/**
 * Files inside a ZIP or gzip archive, read as a stream and never unpacked to a disk. A small file that unpacks to a huge
 * one is refused as soon as it has gone too far.
 */
public final class Archive {
    private static final long MOST_BYTES = 2L << 30;
    /**
     * Text seldom compresses better than 50 : 1. An archive of more than 16 MB that unpacks to more than this many
     * times its size is refused as a bomb.
     */
    private static final long MOST_RATIO = 200;

    private static final long UNSUSPICIOUS = 16 << 20;
    /**
     * Names without the UTF-8 flag come from older Chinese systems, or are ASCII, which is the same in that encoding.
     */
    private static final Charset UNMARKED_NAMES = Charset.forName("GB18030");

    private final ImportFile file;
    private long packed;
    private long unpacked;

    private Archive(ImportFile file) {
        this.file = file;
    }

    /** Takes a file of the archive; the stream need not be read to its end. */
    @FunctionalInterface
    public interface Visitor {
        void visit(ImportFile file, InputStream in) throws IOException;
    }

    static boolean isArchive(InputStream in) throws IOException {
        return isZip(in) || isGzip(in);
    }

    /**
     * Visits every file of a ZIP archive.
     *
     * @throws BadInput where the file is no such archive, is damaged, or unpacks to too much
     */
    public static void forEachOfZip(ImportFile file, Visitor visitor) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()))) {
            if (!isZip(in)) {
                throw new BadInput(BadInput.inFile(
                        file.name(),
                        Phrase.of("import.no-zip", "this is no ZIP archive; expected one: pack the files")));
            }
            forEach(file, in, visitor);
        }
    }

    static void forEach(ImportFile file, InputStream in, Visitor visitor) throws IOException {
        Archive archive = new Archive(file);
        InputStream counted = new CountedStream(in, read -> archive.packed += read);
        try {
            if (isZip(in)) {
                archive.zip(counted, visitor);
            } else {
                String name = file.name().replaceFirst("(?i)\\.gz$", "");
                archive.visit(name, new WholeGzip(file, counted), visitor);
            }
        } catch (ZipException | EOFException e) {
            throw ZipDirectory.damaged(file, Phrase.verbatim(String.valueOf(e.getMessage())));
        }
    }

    private void zip(InputStream counted, Visitor visitor) throws IOException {
        Map<String, Long> unread = ZipDirectory.read(file).files(UNMARKED_NAMES);
        long listed = unread.size();
        ZipInputStream zip = new ZipInputStream(counted, UNMARKED_NAMES);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) {
                visit(file.name() + "/" + entry.getName(), zip, visitor);
            }
            // Bytes that the reader skipped are unpacked too, so they count against the limit.
            limited(zip).transferTo(OutputStream.nullOutputStream());
            if (!Objects.equals(unread.remove(entry.getName()), entry.getCrc())) {
                throw ZipDirectory.damaged(
                        file, Phrase.filled("import.archive-unlisted", "its list lacks \"%s\"", entry.getName()));
            }
        }
        if (!unread.isEmpty()) {
            throw ZipDirectory.damaged(
                    file,
                    Phrase.filled(
                            "import.archive-lost",
                            "its list names %s files, %s of them cannot be found",
                            listed,
                            unread.size()));
        }
    }

    /** What a reader refuses in a damaged archive is a fault of the archive, which shows where its file ends. */
    private void visit(String name, InputStream content, Visitor visitor) throws IOException {
        InputStream rest = limited(content);
        try {
            visitor.visit(file.inner(name), new BufferedInputStream(rest));
        } catch (BadInput e) {
            rest.transferTo(OutputStream.nullOutputStream());
            throw e;
        }
    }

    /** Unpacked bytes, as long as they are not too many. The archive continues behind this file. */
    private InputStream limited(InputStream content) {
        return new CountedStream(content, this::grow);
    }

    static boolean isZip(InputStream in) throws IOException {
        return begins(in, 'P', 'K', 3, 4);
    }

    private static boolean isGzip(InputStream in) throws IOException {
        return begins(in, 0x1F, 0x8B);
    }

    private static boolean begins(InputStream in, int... bytes) throws IOException {
        in.mark(bytes.length);
        boolean same = true;
        for (int expected : bytes) {
            same = same && in.read() == expected;
        }
        in.reset();
        return same;
    }

    private void grow(int read) {
        unpacked += read;
        if (unpacked > MOST_BYTES || (unpacked > UNSUSPICIOUS && unpacked > packed * MOST_RATIO)) {
            throw bomb(file, packed, unpacked, MOST_BYTES, MOST_RATIO);
        }
    }

    static BadInput bomb(ImportFile file, long packed, long unpacked, long most, long ratio) {
        return BadInput.coded(
                "import.archive-bomb",
                "%s: %,d bytes unpack to more than %,d; expected at most %,d and %d times as many. Unpack it yourself, look at it, and import the files"
                        .formatted(file.name(), packed, unpacked, most, ratio),
                file.name(),
                packed,
                unpacked,
                most,
                ratio);
    }
}

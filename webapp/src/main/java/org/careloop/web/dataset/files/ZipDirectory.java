package org.careloop.web.dataset.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/**
 * The list of files at the end of a ZIP (APPNOTE 4.3.12 and 4.3.16). A stream of the files alone ends at the first whose
 * beginning is damaged as if it were the last; the list says how many there are. Its size is looked at before the library
 * takes the list into memory.
 */
final class ZipDirectory {
    private static final int MOST_FILES = 1000;
    /** Of the list: a thousand files with names and remarks of several thousand letters. */
    private static final long MOST_BYTES = 16 << 20;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_REMARK = 0xFFFF;

    private final ImportFile file;

    private ZipDirectory(ImportFile file) {
        this.file = file;
    }

    /**
     * Looks at the end of a ZIP.
     *
     * @throws BadInput when it is cut off, or lists more files than are read
     */
    static ZipDirectory read(ImportFile file) throws IOException {
        ZipDirectory directory = new ZipDirectory(file);
        try (FileChannel channel = FileChannel.open(file.path())) {
            int length = (int) Math.min(channel.size(), END_BYTES + LONGEST_REMARK);
            ByteBuffer tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(tail, channel.size() - length);
            directory.requireSize(tail, directory.end(tail));
        }
        return directory;
    }

    private int end(ByteBuffer tail) {
        for (int at = tail.capacity() - END_BYTES; at >= 0; at--) {
            boolean remark = at + END_BYTES + (tail.getShort(at + 20) & 0xFFFF) == tail.capacity();
            if (tail.getInt(at) == END && remark) {
                return at;
            }
        }
        throw damaged(file, Phrase.of("import.archive-cut", "its end is cut off"));
    }

    /** Of a list too long for these fields they have their highest value, which is beyond what is read too. */
    private void requireSize(ByteBuffer tail, int end) {
        int files = tail.getShort(end + 10) & 0xFFFF;
        long bytes = tail.getInt(end + 12) & 0xFFFFFFFFL;
        if (files > MOST_FILES || bytes > MOST_BYTES) {
            throw BadInput.coded(
                    "import.archive-files",
                    "%s: the archive holds more than %d files; import them in parts".formatted(file.name(), MOST_FILES),
                    file.name(),
                    MOST_FILES);
        }
    }

    /** The checksum of each file, by its name. */
    Map<String, Long> files(Charset unmarkedNames) throws IOException {
        try (ZipFile zip = new ZipFile(file.path().toFile(), unmarkedNames)) {
            Map<String, Long> files = new LinkedHashMap<>();
            for (ZipEntry entry : zip.stream().<ZipEntry>map(each -> each).toList()) {
                if (files.put(entry.getName(), entry.getCrc()) != null) {
                    throw damaged(
                            file, Phrase.filled("import.archive-twice", "it holds \"%s\" twice", entry.getName()));
                }
            }
            return files;
        } catch (ZipException e) {
            throw damaged(file, Phrase.verbatim(String.valueOf(e.getMessage())));
        }
    }

    static BadInput damaged(ImportFile file, Phrase why) {
        return BadInput.coded(
                "import.archive-damaged",
                "%s: the archive is damaged (%s); pack it again".formatted(file.name(), why),
                file.name(),
                why);
    }
}

package org.careloop.run.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.Sha256;

/**
 * A file of a corpus as it was when a run was made: a row of {@code dataset/texts.jsonl}. Corpora are too large to be copied or to
 * be read twice, so that a file is known again by its size and by samples of its bytes.
 *
 * @param source of which it is a file, with its language
 * @param file absolute
 * @param size in bytes
 * @param sample SHA-256 of its first and last 64 KiB and of sixteen stretches of 4 KiB between, hexadecimal
 */
public record CorpusFile(String source, String file, long size, String sample) {
    static final Phrase GONE = Phrase.of(
            "texts.gone",
            "the file is not there any more; put it back as it was, or begin a new run with another --out");

    public static final Phrase CHANGED = Phrase.of(
            "texts.changed",
            "the file is not what it was when the run began; put it back as it was, or begin a new run with another"
                    + " --out");

    private static final int END = 1 << 16;
    private static final int STRETCH = 1 << 12;
    private static final int STRETCHES = 16;

    public static CorpusFile of(String source, Path file) throws IOException {
        return new CorpusFile(source, file.toString(), Files.size(file), sample(file));
    }

    public Path path() {
        return Path.of(file);
    }

    /**
     * Makes sure that it is still what it was, as far as size and samples show.
     *
     * @throws BadInput naming it when it is not
     */
    public void verify() throws IOException {
        Path path = path();
        if (!Files.isRegularFile(path)) {
            throw BadInput.in(path, GONE);
        }
        if (Files.size(path) != size || !sample(path).equals(sample)) {
            throw BadInput.in(path, CHANGED);
        }
    }

    private static String sample(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            add(digest, channel, 0, END);
            for (int i = 1; i <= STRETCHES; i++) {
                add(digest, channel, size / (STRETCHES + 1) * i, STRETCH);
            }
            add(digest, channel, Math.max(0, size - END), END);
        }
        return Sha256.hex(digest);
    }

    private static void add(MessageDigest digest, FileChannel channel, long from, int count) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(count);
        long at = from;
        for (int read = channel.read(part, at); read > 0 && part.hasRemaining(); read = channel.read(part, at)) {
            at += read;
        }
        digest.update(part.flip());
    }
}

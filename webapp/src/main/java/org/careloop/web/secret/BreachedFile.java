package org.careloop.web.secret;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.careloop.run.BadInput;

/**
 * A file of breached passwords as Have I Been Pwned gives them: a line for each, {@code SHA1:COUNT}, sorted by the SHA-1 in
 * upper case hexadecimal. It is searched where it lies and never read whole, because it has 40 GB.
 */
final class BreachedFile {
    private static final String HASH = "[0-9A-F]{40}";
    private static final int HASH_CHARS = 40;

    private final Path file;

    /** @throws BadInput when the file cannot be read or its first line is of another kind */
    BreachedFile(Path file) {
        this.file = file;
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            hashAt(open, 0);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Whether the file has this password.
     *
     * @throws BadInput when it cannot be read any more
     */
    boolean has(String password) {
        String wanted = sha1(password);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            long from = 0;
            long to = open.length();
            // A line with the wanted hash begins at or behind from, which begins a line, and before to.
            while (from < to) {
                long line = lineOf(open, from, from + (to - from) / 2);
                int order = wanted.compareTo(hashAt(open, line));
                if (order == 0) {
                    return true;
                }
                if (order < 0) {
                    to = line;
                } else {
                    from = next(open, line);
                }
            }
            return false;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Where the line begins that holds a position; not before from. */
    private static long lineOf(RandomAccessFile open, long from, long position) throws IOException {
        long line = position;
        while (line > from) {
            open.seek(line - 1);
            if (open.read() == '\n') {
                break;
            }
            line--;
        }
        return line;
    }

    private static long next(RandomAccessFile open, long line) throws IOException {
        open.seek(line + HASH_CHARS);
        int read = open.read();
        while (read >= 0 && read != '\n') {
            read = open.read();
        }
        return open.getFilePointer();
    }

    private String hashAt(RandomAccessFile open, long line) throws IOException {
        byte[] bytes = new byte[(int) Math.min(HASH_CHARS, open.length() - line)];
        open.seek(line);
        open.readFully(bytes);
        String hash = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!hash.matches(HASH)) {
            throw BadInput.coded(
                    "account.breached-line",
                    "careloop.breached-passwords: %s, byte %d: given \"%s\", expected lines of SHA1:COUNT, sorted, as Have I Been Pwned gives them"
                            .formatted(file, line, hash),
                    file,
                    line,
                    hash);
        }
        return hash;
    }

    private BadInput unreadable(IOException e) {
        return BadInput.coded(
                "account.breached-file",
                "careloop.breached-passwords: %s cannot be read: %s".formatted(file, e.getMessage()),
                file,
                String.valueOf(e.getMessage()));
    }

    private static String sha1(String password) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}

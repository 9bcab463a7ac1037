package org.careloop.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What lies in the place of a large file after a clone without Git LFS: three lines of text.
 *
 * @see <a href="https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md">the format</a>
 */
public final class LfsPointer {
    private static final byte[] START = "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

    private LfsPointer() {}

    /** @throws BadInput when the file is a pointer; a file that is absent is none */
    public static void refuse(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (Arrays.equals(in.readNBytes(START.length), START)) {
                throw BadInput.in(
                        file,
                        Phrase.filled(
                                "file.lfs-pointer",
                                "a Git LFS pointer of %s bytes; expected the file itself: run `git lfs pull` in its folder, or download the file again",
                                Files.size(file)));
            }
        }
    }
}

package org.careloop.web.dataset.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import org.careloop.run.BadInput;

/** Finds out in which encoding a file is that is not UTF-8, so that a person is told what to change. */
final class TextEncoding {
    private static final String SAVE = "; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")";
    private static final int LOOKED_AT = 4096;

    private TextEncoding() {}

    /**
     * Looks at the beginning, which stays to be read.
     *
     * @throws BadInput when it is UTF-16 or binary
     */
    static void refuseForeign(ImportFile file, InputStream in) throws IOException {
        in.mark(LOOKED_AT);
        byte[] start = in.readNBytes(LOOKED_AT);
        in.reset();
        boolean marked = start.length >= 2
                && ((start[0] == (byte) 0xFF && start[1] == (byte) 0xFE)
                        || (start[0] == (byte) 0xFE && start[1] == (byte) 0xFF));
        if (marked || isHalfZeros(start)) {
            throw new BadInput(file.name() + ": the text is in UTF-16" + SAVE);
        }
    }

    /** In UTF-16, every Latin letter has a zero byte beside it. */
    private static boolean isHalfZeros(byte[] start) {
        int[] zeros = {0, 0};
        for (int i = 0; i < start.length; i++) {
            zeros[i % 2] += start[i] == 0 ? 1 : 0;
        }
        return start.length >= 8
                && Math.max(zeros[0], zeros[1]) > start.length / 8
                && Math.min(zeros[0], zeros[1]) * 4 < Math.max(zeros[0], zeros[1]);
    }

    /** Says of a file that is not UTF-8 what it probably is. */
    static String notUtf8(ImportFile file) throws IOException {
        return file.name() + ": the text is not UTF-8" + (Gbk.fits(file) ? " but looks like GBK (GB18030)" : "") + SAVE;
    }

    /** The usual encoding of Chinese text from older programs. */
    private static final class Gbk {
        private static final Charset CHARSET = Charset.forName("GB18030");
        private static final int SAMPLE = 1 << 20;

        static boolean fits(ImportFile file) throws IOException {
            try (InputStream in = Files.newInputStream(file.path())) {
                byte[] bytes = in.readNBytes(SAMPLE);
                // The sample may end inside a character.
                CharBuffer text = CharBuffer.allocate(bytes.length);
                return !CHARSET.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)
                                .decode(ByteBuffer.wrap(bytes), text, bytes.length < SAMPLE)
                                .isError()
                        && text.flip().chars().anyMatch(Character::isIdeographic);
            }
        }
    }
}

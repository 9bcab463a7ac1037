package org.careloop.web.dataset.files;

import java.io.IOException;
import java.io.InputStream;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.TextEncoding;

/** Refuses a file that is not UTF-8, and says what it probably is, so that a person knows what to change. */
final class EncodingCheck {
    private static final String WHOLE_FILE = "encoding.other";

    private EncodingCheck() {}

    /**
     * Looks at the beginning, which stays to be read.
     *
     * @throws BadInput when it is UTF-16 or UTF-32
     */
    static void refuseForeignStart(ImportFile file, InputStream in) throws IOException {
        in.mark(TextEncoding.SAMPLE);
        byte[] start = in.readNBytes(TextEncoding.SAMPLE);
        in.reset();
        TextEncoding.ofStart(start).filter(EncodingCheck::isOfWholeFile).ifPresent(problem -> {
            throw badInput(file, 1, problem);
        });
    }

    /** Refuses a text in another encoding; lets one pass in which only some bytes are wrong. */
    static void refuseForeign(ImportFile file, InputStream in) throws IOException {
        TextEncoding.find(in).filter(found -> isOfWholeFile(found.problem())).ifPresent(found -> {
            throw badInput(file, found.line(), found.problem());
        });
    }

    /**
     * Refuses a text with a byte that is not UTF-8.
     *
     * @throws BadInput with the line of the first
     */
    static void refuse(ImportFile file, InputStream in) throws IOException {
        TextEncoding.find(in).ifPresent(found -> {
            throw badInput(file, found.line(), found.problem());
        });
    }

    private static boolean isOfWholeFile(Phrase problem) {
        return problem.code().equals(WHOLE_FILE);
    }

    private static BadInput badInput(ImportFile file, long line, Phrase problem) {
        return new BadInput(BadInput.atLine(file.name(), line, problem));
    }
}

package org.careloop.run;

import java.nio.file.Path;

/**
 * Input that a person can correct. Its message names what was given, what was expected and what to do; a command that
 * meets it ends with exit code 2 and leaves nothing half-written.
 */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message);
    }

    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }

    /** Bad input at a line (counted from 1) of a file. */
    public static BadInput at(Path file, long line, String problem) {
        return new BadInput("%s, line %d: %s".formatted(file, line, problem));
    }

    /** Bad input in a file as a whole. */
    public static BadInput in(Path file, String problem) {
        return new BadInput("%s: %s".formatted(file, problem));
    }
}

package org.careloop.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Input that a person can correct. Its message names what was given, what was expected and what to do. A command that
 * throws it ends with exit code 2 and leaves no half-written file. Input errors that a screen can show also have a
 * code; the screen looks up the message of that code in its own language.
 */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String code;
    private final transient List<Object> given;

    public BadInput(String message) {
        this(message, null, null, List.of());
    }

    public BadInput(String message, Throwable cause) {
        this(message, cause, null, List.of());
    }

    private BadInput(String message, @Nullable Throwable cause, @Nullable String code, List<Object> given) {
        super(message, cause);
        this.code = code;
        this.given = given;
    }

    /**
     * Bad input with a message that screens translate.
     *
     * @param code words with dots, such as {@code account.taken}
     * @param given the arguments of the translated message, in order
     */
    public static BadInput coded(String code, String message, Object... given) {
        return new BadInput(message, null, code, List.of(given));
    }

    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    public List<Object> given() {
        return given;
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

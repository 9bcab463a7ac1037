package org.careloop.run;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Input that a person can correct. Its message names, in this order, the file, the line, the field, what was given, what
 * was expected and what to do. A command that throws it ends with exit code 2 and leaves no half-written file. What a
 * screen can show has a code, by which the screen finds it in its own language.
 */
public final class BadInput extends RuntimeException implements Phrase.Told {
    private static final long serialVersionUID = 1L;

    private final transient Phrase phrase;

    /** Bad input that no screen shows. */
    public BadInput(String message) {
        this(Phrase.verbatim(message));
    }

    public BadInput(String message, Throwable cause) {
        this(Phrase.verbatim(message), cause);
    }

    public BadInput(Phrase phrase) {
        this(phrase, null);
    }

    public BadInput(Phrase phrase, @Nullable Throwable cause) {
        super(phrase.excerpt().english(), cause);
        this.phrase = phrase.excerpt();
    }

    /**
     * Bad input with a message that screens translate.
     *
     * @param code words with dots, such as {@code account.taken}
     * @param given the arguments of the translated message, in order, as in {@link Phrase}
     */
    public static BadInput coded(String code, String message, Object... given) {
        return new BadInput(Phrase.of(code, message, given));
    }

    @Override
    public Phrase phrase() {
        return phrase;
    }

    public Optional<String> code() {
        return phrase.isTranslated() ? Optional.of(phrase.code()) : Optional.empty();
    }

    /** A field whose value does not fit. */
    public static BadInput field(String field, @Nullable Object given, Phrase expected) {
        return new BadInput(fieldUnfit(field, given, expected));
    }

    public static Phrase fieldUnfit(String field, @Nullable Object given, Phrase expected) {
        String shown = String.valueOf(given);
        return Phrase.of(
                "field.unfit", "%s: given %s, expected %s".formatted(field, shown, expected), field, shown, expected);
    }

    /** Bad input at a line (counted from 1) of a file. */
    public static BadInput at(Path file, long line, Phrase problem) {
        return new BadInput(atLine(file.toString(), line, problem));
    }

    public static BadInput at(Path file, long line, String problem) {
        return at(file, line, Phrase.verbatim(problem));
    }

    /** Bad input in a file as a whole. */
    public static BadInput in(Path file, Phrase problem) {
        return new BadInput(inFile(file.toString(), problem));
    }

    public static BadInput in(Path file, String problem) {
        return in(file, Phrase.verbatim(problem));
    }

    /** A problem of a file as a whole, under the name that its owner knows it by. */
    public static Phrase inFile(String file, Phrase problem) {
        return Phrase.of("file", "%s: %s".formatted(file, problem), file, problem);
    }

    /** A problem at a line (counted from 1) of a file, under the name that its owner knows it by. */
    public static Phrase atLine(String file, long line, Phrase problem) {
        return Phrase.of(
                "file.line", "%s, line %d: %s".formatted(file, line, problem), file, Long.toString(line), problem);
    }
}

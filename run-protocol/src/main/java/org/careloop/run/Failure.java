package org.careloop.run;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What went wrong, told to a person: no type of this program or of its libraries, no trace. The log has those. */
public final class Failure {
    private static final Pattern NAMES_A_PROGRAM = Pattern.compile(
            "\\b(?:java|javax|jdk|sun|org\\.\\w+|com\\.\\w+|tools\\.jackson|picocli)\\.\\w|Exception|Java heap");

    private static final Phrase DENIED =
            Phrase.of("file.denied", "this program may not read or write it; change its permissions");

    private static final Phrase TAKEN = Phrase.of("file.taken", "it exists already; name another");

    /** What the operating system says without a type of its own. */
    private static final Map<String, Phrase> OF_THE_SYSTEM = Map.of(
            "No space left on device",
            Phrase.of("file.disk-full", "the disk is full; make room on it, then start again"),
            "Read-only file system",
            Phrase.of("file.read-only", "the disk is mounted for reading only; choose another place, or mount it anew"),
            "Is a directory",
            JsonLines.DIRECTORY);

    private static final Phrase MEMORY =
            Phrase.of("failure.memory", "there was not enough memory; give the program more, or smaller batches");

    private static final Phrase OURS = Phrase.of(
            "failure.ours",
            "an error inside CareLoop; its log says where, on the command line with CARELOOP_TRACE=1: please report"
                    + " it");

    private static final Pattern SPOKEN = Pattern.compile("(?m)^careloop: failed: (.*)$");

    private Failure() {}

    /** Whether this names a cause outside of the program, so that no place in it would tell more. */
    public static boolean isOfTheMachine(Phrase words) {
        return words == MEMORY || OF_THE_SYSTEM.containsValue(words);
    }

    /**
     * What a command said before it ended.
     *
     * @param lastWords the end of its error output
     * @return its failure in a phrase that screens translate, where it named a cause outside of the program; otherwise the
     *     words as they are
     */
    public static Phrase ofCommand(String lastWords) {
        Matcher said = SPOKEN.matcher(lastWords);
        return said.find() ? spoken(said.group(1)).orElse(Phrase.verbatim(lastWords)) : Phrase.verbatim(lastWords);
    }

    private static Optional<Phrase> spoken(String failure) {
        return Stream.concat(OF_THE_SYSTEM.values().stream(), Stream.of(MEMORY))
                .filter(known -> failure.endsWith(known.english()))
                .map(known -> inFile(
                        failure.substring(0, failure.length() - known.english().length()), known))
                .findFirst();
    }

    private static Phrase inFile(String before, Phrase problem) {
        return before.endsWith(": ") ? BadInput.inFile(before.substring(0, before.length() - 2), problem) : problem;
    }

    public static Phrase words(Throwable thrown) {
        return switch (thrown) {
            case Phrase.Told told -> told.phrase();
            case UncheckedIOException wrapped when wrapped.getCause() != null -> words(wrapped.getCause());
            case NoSuchFileException absent -> file(absent, Json.ABSENT);
            case AccessDeniedException denied -> file(denied, DENIED);
            case FileAlreadyExistsException taken -> file(taken, TAKEN);
            case FileSystemException other when other.getReason() != null -> file(other, said(other.getReason()));
            case OutOfMemoryError _ -> MEMORY;
            case IndexOutOfBoundsException _, ArithmeticException _, ClassCastException _, NullPointerException _ ->
                OURS;
            default -> message(thrown);
        };
    }

    private static Phrase file(FileSystemException e, Phrase problem) {
        return e.getFile() == null ? problem : BadInput.inFile(e.getFile(), problem);
    }

    private static Phrase message(Throwable thrown) {
        return plain(thrown).map(Failure::said).orElse(OURS);
    }

    /** The message of an exception, where it has one that names no type. */
    public static Optional<String> plain(Throwable thrown) {
        return Optional.ofNullable(thrown.getMessage())
                .filter(message -> !message.isBlank())
                .filter(message -> !NAMES_A_PROGRAM.matcher(message).find());
    }

    private static Phrase said(String message) {
        return OF_THE_SYSTEM.getOrDefault(message, Phrase.verbatim(message));
    }
}

package org.careloop.lm.tensor;

import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * libtorch refused an operation. The message is libtorch's own first sentence, without its native stack, or what a person
 * can do about it.
 */
public final class NativeException extends RuntimeException implements Phrase.Told {
    private static final long serialVersionUID = 1L;

    private final transient Phrase phrase;

    NativeException(Phrase phrase) {
        super(phrase.english());
        this.phrase = phrase;
    }

    private NativeException(Phrase phrase, Throwable cause) {
        super(phrase.english(), cause);
        this.phrase = phrase;
    }

    NativeException(String message) {
        this(message, null);
    }

    private NativeException(String message, @Nullable Throwable cause) {
        super(message, cause);
        phrase = Phrase.filled(
                "failure.native",
                "libtorch could not compute this (%s); the log says where: please report it",
                message);
    }

    @Override
    public Phrase phrase() {
        return phrase;
    }

    /** The exception with the readable part of a native message. */
    static NativeException of(RuntimeException thrown) {
        if (thrown instanceof NativeException known) {
            return known;
        }
        if (thrown instanceof NullPointerException) {
            return new NativeException("a tensor was used after the scope that owned it was closed", thrown);
        }
        String message = String.valueOf(thrown.getMessage());
        return OutOfMemory.explained(message)
                .map(words -> new NativeException(words, thrown))
                .orElseGet(() -> new NativeException(readable(message), thrown));
    }

    static String readable(String message) {
        int trace = message.indexOf("\nException raised from");
        String text = trace < 0 ? message : message.substring(0, trace);
        return text.strip().replaceAll("\\s*\\n\\s*", " ");
    }
}

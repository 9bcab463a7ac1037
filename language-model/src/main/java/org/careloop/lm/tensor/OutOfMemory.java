package org.careloop.lm.tensor;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.careloop.run.Phrase;

/** Translates libtorch's out-of-memory errors into words that a person can act on. */
final class OutOfMemory {
    private static final Pattern ON_CPU = Pattern.compile("you tried to allocate (\\d+) bytes");
    private static final Pattern ON_CUDA = Pattern.compile(
            "out of memory\\. Tried to allocate ([\\d.]+ \\w+)(?:.*? of which ([\\d.]+ \\w+) is free)?");

    private static final Phrase MAIN = Phrase.of("memory.main", "main memory");
    private static final Phrase LITTLE = Phrase.of("memory.little", "too little");

    private OutOfMemory() {}

    /** The explanation; empty when the message is about something else. */
    static Optional<Phrase> explained(String message) {
        Matcher cpu = ON_CPU.matcher(message);
        if (cpu.find()) {
            return Optional.of(words(MAIN, size(Double.parseDouble(cpu.group(1))), size(Backend.freeBytes())));
        }
        Matcher cuda = ON_CUDA.matcher(message);
        return cuda.find()
                ? Optional.of(words(
                        Phrase.of("memory.card", "the GPU's memory"),
                        cuda.group(1),
                        cuda.group(2) == null ? LITTLE : cuda.group(2)))
                : Optional.empty();
    }

    private static Phrase words(Phrase where, String wanted, Object free) {
        return Phrase.filled(
                "memory.out",
                "out of memory: %s were asked for, of %s %s are free; lower microBatchTokens, batchSize, maxLength or maxNewTokens, whichever the command has, or set recompute=on in training",
                wanted,
                where,
                free);
    }

    private static String size(double bytes) {
        return String.format(Locale.ROOT, "%.2f GiB", bytes / (1L << 30));
    }
}

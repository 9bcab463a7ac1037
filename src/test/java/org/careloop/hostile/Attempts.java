package org.careloop.hostile;

import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/** Damages the files of a target again and again, and keeps what came of it that should not have come. */
final class Attempts {
    /** So many letters of a refusal are more than a person reads, and may be a file that was let in. */
    private static final int LONGEST_REFUSAL = 6000;

    private final Target target;
    private final Path place;
    private final List<byte[]> corpus;
    private final List<String> faults = new ArrayList<>();
    private long refused;
    private long slowest;
    private long slowestSeed;

    Attempts(Target target, Path place) {
        this.target = target;
        this.place = place;
        this.corpus = target.corpus();
    }

    /** Reads as many damaged files, numbered from a seed. */
    Attempts run(long first, long executions) throws IOException {
        for (long seed = first; seed < first + executions; seed++) {
            once(seed);
        }
        return this;
    }

    private void once(long seed) throws IOException {
        Path folder = Files.createDirectories(place.resolve("folder"));
        // Stays where it is when the process ends with it.
        Path file = Files.write(place.resolve("input-" + target), new Mutations(seed).of(corpus));
        Path read = Files.copy(file, folder.resolve("input"));
        long began = System.nanoTime();
        String fault = fault(read, folder);
        long took = System.nanoTime() - began;
        if (took > slowest) {
            slowest = took;
            slowestSeed = seed;
        }
        if (fault != null) {
            faults.add("%s %d: %s".formatted(target, seed, fault));
        }
        delete(folder);
    }

    private @Nullable String fault(Path read, Path folder) {
        try {
            target.read(read, folder);
            return null;
        } catch (BadInput e) {
            refused++;
            return e.getMessage().length() <= LONGEST_REFUSAL
                    ? null
                    : "a refusal of " + e.getMessage().length();
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            if (e instanceof Phrase.Told) {
                refused++;
                return null;
            }
            CharArrayWriter trace = new CharArrayWriter();
            e.printStackTrace(new PrintWriter(trace));
            return Failure.words(e).english() + "\n"
                    + trace.toString().lines().limit(9).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    List<String> faults() {
        return faults;
    }

    @Override
    public String toString() {
        return "%s: %d refused, %d faults, slowest %d ms (%d)"
                .formatted(target, refused, faults.size(), slowest / 1_000_000, slowestSeed);
    }
}

package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder {@code state/}: one {@code step-000120/} a kept state. Each is written under another name and then
 * renamed, so that a directory with the name of a step is complete. Only the last few are kept.
 */
final class KeptStates {
    /** The latest to resume from, and the one before in case the latest cannot be read. */
    private static final int KEPT = 2;

    /** Behind the name of a directory that is being written. */
    private static final String ASIDE = ".new";

    private static final String NAME_OF = "step-%06d";

    private static final Pattern NAME = Pattern.compile("step-(\\d{6,})");

    private final Path folder;

    KeptStates(Path folder) {
        this.folder = folder;
    }

    /** Writes a directory's content; the directory exists and is empty. */
    @FunctionalInterface
    interface Content {
        void write(Path directory) throws IOException;
    }

    /** The step of a state, and where it is. */
    record State(long step, Path directory) {}

    Optional<State> latest() throws IOException {
        return all().stream().reduce((first, second) -> second);
    }

    /** The state after a step. */
    State of(long step) {
        return new State(step, folder.resolve(NAME_OF.formatted(step)));
    }

    /** Keeps the state after a step, if it is not kept already, and clears away older ones and what a kill left of them. */
    void keep(long step, Content content) throws IOException {
        Path directory = of(step).directory();
        if (!Files.isDirectory(directory)) {
            writeAside(directory, content);
        }
        for (Path part : halfWritten()) {
            delete(part);
        }
        List<State> states = all();
        for (State old : states.subList(0, Math.max(0, states.size() - KEPT))) {
            delete(old.directory());
        }
    }

    /** All whole states, oldest first. */
    private List<State> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.flatMap(entry -> parse(entry).stream())
                    .sorted(Comparator.comparingLong(State::step))
                    .toList();
        }
    }

    /** States whose writing was cut off; the same step need not be kept again. */
    private List<Path> halfWritten() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().endsWith(ASIDE))
                    .toList();
        }
    }

    private static Optional<State> parse(Path entry) {
        Matcher name = NAME.matcher(entry.getFileName().toString());
        return name.matches() ? Optional.of(new State(Long.parseLong(name.group(1)), entry)) : Optional.empty();
    }

    /** Writes a directory under another name and renames it, so that it appears only with its whole content. */
    static void writeAside(Path directory, Content content) throws IOException {
        Path aside = directory.resolveSibling(directory.getFileName() + ASIDE);
        delete(aside);
        Files.createDirectories(aside);
        content.write(aside);
        delete(directory);
        Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> entries = Files.walk(directory)) {
            deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : deepestFirst) {
            Files.delete(entry);
        }
    }
}

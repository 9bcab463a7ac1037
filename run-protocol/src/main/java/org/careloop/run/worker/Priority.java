package org.careloop.run.worker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.run.BadValue;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;

/**
 * How soon a waiting run is taken, the soonest first. It stands in {@code priority.json} of the run directory, where workers
 * on every host that shares the folder read it before each run that they take; without the file it is {@link #NORMAL}.
 */
public enum Priority {
    HIGH,
    NORMAL,
    LOW;

    /** Its name in files and in the REST interface. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Priority parse(String label) {
        return Arrays.stream(values())
                .filter(priority -> priority.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new BadValue(Phrase.filled(
                        "value.priority", "priority \"%s\" is not known; expected one of %s", label, labels())));
    }

    private static String labels() {
        return Arrays.stream(values()).map(Priority::label).collect(Collectors.joining(", "));
    }

    private static Path file(RunDirectory directory) {
        return directory.path().resolve("priority.json");
    }

    /**
     * The priority of a run.
     *
     * @throws BadInput when the file holds something else
     */
    public static Priority of(RunDirectory directory) throws IOException {
        Path file = file(directory);
        return Files.exists(file) ? Json.read(file, Priority.class) : NORMAL;
    }

    /** Gives a run this priority; who reads meanwhile finds the one before or this one. */
    public void give(RunDirectory directory) throws IOException {
        Json.replace(file(directory), this);
    }
}

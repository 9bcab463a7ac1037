package org.careloop.lm.text;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** External models and data that tests read where they are present. */
final class SharedData {
    private SharedData() {}

    /** A folder of the shared data; its absence skips the test with a message that says so. */
    static Path folder(String name) {
        Path folder = Path.of(System.getProperty("careloop.shared", "../shared"), name);
        assumeTrue(Files.isDirectory(folder), () -> "not checked: " + folder + " is absent");
        return folder;
    }
}

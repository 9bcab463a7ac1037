package org.careloop.web.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Calls commands as the script does, and keeps what the last one said. */
final class HeardCommands {
    private String said = "";

    /** The exit code. */
    int run(Object... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(heard, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return DatabaseCommands.run(
                    Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        } finally {
            System.setOut(out);
            System.setErr(err);
            said = heard.toString(StandardCharsets.UTF_8);
        }
    }

    /** On standard output and standard error. */
    String said() {
        return said;
    }
}

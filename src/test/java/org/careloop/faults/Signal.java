package org.careloop.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Signals to processes. */
final class Signal {

    private Signal() {}

    /** Ends a process, which cannot do anything about it, and waits until it is gone. */
    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** A process and its children stand still for a while. */
    static void stall(ProcessHandle process, Duration length) throws IOException, InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.addFirst(process);
        stall(all, length);
    }

    /** A process stands still for a while; its children go on. */
    static void stallAlone(ProcessHandle process, Duration length) throws IOException, InterruptedException {
        stall(List.of(process), length);
    }

    private static void stall(List<ProcessHandle> all, Duration length) throws IOException, InterruptedException {
        send("STOP", all);
        try {
            // How long it stands still is the fault.
            Thread.sleep(length);
        } finally {
            send("CONT", all);
        }
    }

    private static void send(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}

package org.careloop.ppo.worker;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own with the Java, flags and class path of this one. */
public final class SameJava {
    private SameJava() {}

    /**
     * The command line that starts it.
     *
     * @param crash where Java writes down why it died, if it does
     */
    public static List<String> command(String mainClass, Path crash, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-XX:ErrorFile=" + crash);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return command;
    }
}

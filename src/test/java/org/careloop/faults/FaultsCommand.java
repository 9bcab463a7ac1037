package org.careloop.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** As many faults as one likes. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description =
                "Breaks an installation again and again while annotators judge; compares each acknowledgement with"
                        + " what is stored.")
public final class FaultsCommand implements Callable<Integer> {
    @Option(
            names = "--seed",
            description = "Decides which faults come; the same brings the same again. By the clock where it is absent.")
    private @Nullable Long seed;

    @Option(names = "--faults", defaultValue = "50", description = "How many (default ${DEFAULT-VALUE}).")
    private int faults;

    @Option(names = "--annotators", defaultValue = "20", description = "At once (default ${DEFAULT-VALUE}).")
    private int annotators;

    @Option(
            names = "--between",
            defaultValue = "300",
            description = "Most acknowledgements between two faults (default ${DEFAULT-VALUE}).")
    private int between;

    @Option(
            names = "--two-instances",
            description = "Two web processes on one database behind a network, in place of what ./careloop up starts.")
    private boolean twoInstances;

    @Override
    public Integer call() throws Exception {
        Plan plan = new Plan(seed == null ? System.nanoTime() : seed, faults, annotators, between);
        Path folder = Files.createTempDirectory("careloop-faults");
        System.out.println("logs in " + folder);
        try (Installation installation =
                twoInstances ? new TwoInstances(folder) : new OneMachine(folder, folder.resolve("postgres-programs"))) {
            return new FaultRun(plan, installation, System.out).run().areGood() ? 0 : 1;
        }
    }
}

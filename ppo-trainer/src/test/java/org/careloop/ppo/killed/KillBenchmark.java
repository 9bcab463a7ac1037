package org.careloop.ppo.killed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.run.RunKind;

/**
 * SIGKILL at random moments of runs of 30 steps. Each run is killed four times, goes on each time, and must leave the bytes of
 * one that was left alone. Arguments: an empty folder, the kinds with commas between them, kills of each kind, the first seed
 * (a run that differs is repeated by its kind, 4 and its seed), and the path of {@code careloop} where not the classes of this
 * process are to be run. Ends with code 1 when a run differs.
 */
final class KillBenchmark {
    private static final int STEPS = 30;
    private static final int STATE_EVERY = 4;
    private static final int KILLS_A_RUN = 4;

    private KillBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        List<RunKind> kinds =
                Stream.of(arguments[1].split(",")).map(RunKind::parse).toList();
        int wanted = Integer.parseInt(arguments[2]);
        long firstSeed = Long.parseLong(arguments[3]);
        Trainer trainer = arguments.length > 4 ? new Trainer(List.of(arguments[4])) : Trainer.ofThisProcess();
        ShortRuns runs = new ShortRuns(folder, STEPS, STATE_EVERY);
        if (!kinds.contains(RunKind.REWARD) && kinds.stream().anyMatch(RunKind::needsReward)) {
            new Kills(runs, RunKind.REWARD, trainer, System.out::println);
        }
        List<String> different = new ArrayList<>();
        for (RunKind kind : kinds) {
            Kills kills = new Kills(runs, kind, trainer, System.out::println);
            for (long seed = firstSeed; kills.done() < wanted; seed++) {
                int more = Math.min(KILLS_A_RUN, wanted - kills.done());
                for (String file : kills.differences(seed, more)) {
                    different.add("%s seed %d: %s".formatted(kind.label(), seed, file));
                }
            }
            System.out.println(kills.summary());
        }
        System.out.println(different.isEmpty() ? "all equal" : "different: " + different);
        System.exit(different.isEmpty() ? 0 : 1);
    }
}

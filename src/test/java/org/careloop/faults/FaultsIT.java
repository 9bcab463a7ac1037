package org.careloop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@code ./careloop bench faults}: what is acknowledged is stored, once, whatever breaks. Other faults:
 * {@code -Dcareloop.faults.seed=N}.
 */
class FaultsIT {
    private static final long SEED = Long.getLong("careloop.faults.seed", 26);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    @Timeout(300)
    void nothingAcknowledgedIsLostOnOneMachine() throws Exception {
        Path programs = Files.createDirectories(
                Path.of(System.getProperty("careloop.root", "..")).resolve("e2e/target/postgres-programs"));
        try (Installation installation = new OneMachine(folder, programs.toAbsolutePath())) {
            Findings findings = new FaultRun(new Plan(SEED, 5, 6, 40), installation, System.out).run();
            assertThat(findings.areGood()).as(findings.toString()).isTrue();
        }
    }

    @Test
    @Timeout(300)
    void nothingAcknowledgedIsLostOnTwoInstances() throws Exception {
        try (Installation installation = new TwoInstances(folder)) {
            Findings findings = new FaultRun(new Plan(SEED, 5, 8, 40), installation, System.out).run();
            assertThat(findings.areGood()).as(findings.toString()).isTrue();
        }
    }

    @Test
    void theSameSeedBringsTheSameFaultsAndEachIsDrawnAsOftenAsItsWeight() {
        Set<Fault> possible = EnumSet.of(Fault.KILL_BOTH, Fault.RESET_NETWORK);
        List<Fault> drawn = new Plan(3, 11_000, 1, 1).of(possible);
        assertThat(new Plan(3, 11_000, 1, 1).of(possible)).isEqualTo(drawn);
        long kills = drawn.stream().filter(Fault.KILL_BOTH::equals).count();
        // One in eleven: 1,000, give or take three times its deviation of 30.
        assertThat(kills).isBetween(910L, 1090L);
    }
}

package org.careloop.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files damaged at random are read or refused in words, and nothing else comes of them. {@code
 * -Dcareloop.hostile.executions=100000 -Dcareloop.hostile.seed=1} is the long form; a fault names the seed that shows it
 * again.
 */
class HostileFilesIT {
    private static final long EXECUTIONS = Long.getLong("careloop.hostile.executions", 300);
    private static final long SEED = Long.getLong("careloop.hostile.seed", 1);

    @TempDir
    private Path place;

    @ParameterizedTest
    @EnumSource
    void everyDamageIsReadOrRefused(Target target) throws IOException {
        Attempts attempts = new Attempts(target, place).run(SEED, EXECUTIONS);

        assertThat(attempts.faults()).as(attempts.toString()).isEmpty();
    }
}

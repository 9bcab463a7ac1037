package org.careloop.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on a million texts is in docs/benchmarks.md: {@code ./careloop bench duplicates}. */
class NearDuplicatesIT {
    @TempDir
    Path folder;

    @Test
    void plantedNearDuplicatesLeaveAndHardlyAnyOtherText() throws IOException {
        DuplicatesFound result = DuplicatesFound.in(folder, 5_000, 1);

        assertThat(result.near()).isEqualTo(99);
        assertThat(result.found()).isGreaterThanOrEqualTo(95);
        assertThat(result.others()).isEqualTo(4_901);
        assertThat(result.wrong()).isLessThan(10);
    }
}

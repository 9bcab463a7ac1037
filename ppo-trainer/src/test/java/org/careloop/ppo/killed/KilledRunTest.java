package org.careloop.ppo.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.careloop.run.RunKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few real processes that are killed; {@link KillBenchmark} kills many of every kind. */
class KilledRunTest {
    private static final int STEPS = 9;

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void aRunThatIsKilledTwiceLeavesTheBytesOfOneThatWasLeftAlone() throws Exception {
        ShortRuns runs = new ShortRuns(folder, STEPS, 2);

        Kills direct = kills(runs, RunKind.DPO);
        assertThat(direct.differences(2, 2)).as("%s", said).isEmpty();
        assertThat(direct.done()).as("%s", said).isEqualTo(2);
    }

    @Test
    void soDoesARunThatSamplesAnswers() throws Exception {
        ShortRuns runs = new ShortRuns(folder, STEPS, 2);
        kills(runs, RunKind.REWARD);

        assertThat(kills(runs, RunKind.PPO).differences(4, 2)).as("%s", said).isEmpty();
    }

    @Test
    void soDoesARaterOverATrunkThatIsReadOnce() throws Exception {
        ShortRuns runs = new ShortRuns(folder, STEPS, 2);

        assertThat(kills(runs, RunKind.RATER).differences(6, 2)).as("%s", said).isEmpty();
    }

    @Test
    void aSeedDrawsTheSameMomentsAgain() {
        assertThat(Moment.draw(new Random(7), 4, 30)).isEqualTo(Moment.draw(new Random(7), 4, 30));
        assertThat(Moment.draw(new Random(8), 4, 30)).isNotEqualTo(Moment.draw(new Random(7), 4, 30));
    }

    private Kills kills(ShortRuns runs, RunKind kind) throws IOException, InterruptedException {
        return new Kills(runs, kind, Trainer.ofThisProcess(), said::add);
    }
}

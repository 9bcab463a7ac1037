package org.careloop.ppo.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.careloop.ppo.policy.Sequence;
import org.careloop.ppo.policy.Tuning;
import org.careloop.run.BadInput;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.health.WatchRule;
import org.careloop.run.settings.RlooSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchesTest {
    @TempDir
    Path folder;

    @Test
    void lengthFallsByOneATokenOfTheAnswerAlone() {
        assertThat(score(WatchRule.LENGTH, 4, 5, 6)).isEqualTo(-3);
    }

    @Test
    void repetitionIsTheShareOfRunsThatAreNew() {
        assertThat(score(WatchRule.REPETITION, 1, 2, 3, 4, 5, 6)).isEqualTo(1);
        // Five runs of four; 1 1 1 1 stands there twice.
        assertThat(score(WatchRule.REPETITION, 1, 1, 1, 1, 1, 2, 3, 4)).isEqualTo(.8);
        assertThat(score(WatchRule.REPETITION, 1, 1, 1)).isEqualTo(1);
    }

    @Test
    void theSameRuleTwiceHasTwoNames() throws IOException {
        assertThat(load("length", "repetition", "length").score(List.of(answer(9, 9))))
                .containsOnlyKeys("length", "repetition", "length-2")
                .containsEntry("length", new double[] {-2});
    }

    @Test
    void whatIsNeitherARuleNorAModelIsRefused() {
        assertThatThrownBy(() -> load("nothing")).isInstanceOf(BadInput.class).hasMessageContaining("nothing");
    }

    @Test
    void aWatchThatGivesNoNumberIsSaidAsSuch() {
        Watch broken = new Watch("safety", answers -> new double[] {Double.NaN});

        assertThatThrownBy(() -> broken.score(List.of(answer(1))))
                .hasMessageStartingWith("the watch \"safety\" gave NaN instead of a score");
    }

    private Watches load(String... named) throws IOException {
        RunSpec spec = new RunSpec(
                "r",
                RunKind.RLOO,
                Instant.EPOCH,
                "test",
                "base",
                null,
                "reward",
                List.of(named),
                List.of(),
                Map.of(),
                Map.of());
        return Watches.load(
                new RunDirectory(folder), spec, Tuning.of(Settings.defaults(RlooSettings.class)), base -> {});
    }

    private static double score(WatchRule rule, int... response) {
        return new RuleJudge(rule).score(List.of(answer(response)))[0];
    }

    private static Sequence answer(int... response) {
        return new Sequence(new int[] {7, 7, 7, 7, 7}, response);
    }
}

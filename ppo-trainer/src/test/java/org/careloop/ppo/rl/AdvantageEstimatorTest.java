package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.careloop.ppo.policy.Rollout;
import org.careloop.ppo.policy.Sequence;
import org.junit.jupiter.api.Test;

/** Advantages of a few answers by hand. */
class AdvantageEstimatorTest {
    private static final Offset<Double> CLOSE = within(1e-6);

    @Test
    void leaveOneOutComparesAnAnswerWithTheOthers() {
        // 4 - (1 + 1) / 2; 1 - (4 + 1) / 2; the second prompt's answers know nothing of the first's.
        List<Experience> experiences = new LeaveOneOut(3)
                .of(List.of(answer(4, 2), answer(1, 1), answer(1, 3), answer(9, 1), answer(9, 1), answer(9, 2)));

        assertThat(first(experiences)).containsExactly(new double[] {3, -1.5, -1.5, 0, 0, 0}, CLOSE);
        assertThat(experiences.getFirst().advantages()).hasSize(2).containsOnly(3);
    }

    @Test
    void aGroupIsNormalisedByItsOwnDeviationOrNot() {
        List<Episode> answers = List.of(answer(4, 1), answer(1, 1), answer(1, 1));

        // Mean 2, squares 4 + 1 + 1 = 6, deviation the root of 3.
        assertThat(first(new GroupNormalised(3, true).of(answers)))
                .containsExactly(new double[] {2 / Math.sqrt(3), -1 / Math.sqrt(3), -1 / Math.sqrt(3)}, CLOSE);
        assertThat(first(new GroupNormalised(3, false).of(answers))).containsExactly(new double[] {2, -1, -1}, CLOSE);
    }

    @Test
    void aGroupOfEqualScoresHasNoAdvantageAndNotInfinity() {
        assertThat(first(new GroupNormalised(2, true).of(List.of(answer(3, 1), answer(3, 2)))))
                .containsExactly(0, 0);
    }

    @Test
    void overTheBatchATokenCountsWhatFollowsIt() {
        Episode answer = episode(2, new double[] {-1, 0, 2});
        Episode other = episode(0, new double[] {0});

        // To come: 1, 2, 2 and 0: mean 1.25, squares .0625 + .5625 + .5625 + 1.5625 = 2.75, over 3. The mean of the
        // other answer is taken off: 0, and 5/3.
        double deviation = Math.sqrt(2.75 / 3);
        List<Experience> experiences = new BatchNormalised(1, new Whitening()).of(List.of(answer, other));

        assertThat(experiences.getFirst().advantages())
                .containsExactly(new double[] {1 / deviation, 2 / deviation, 2 / deviation}, CLOSE);
        assertThat(experiences.getLast().advantages()).containsExactly(new double[] {-5 / 3.0 / deviation}, CLOSE);
    }

    @Test
    void overTheBatchThePromptsOtherAnswersAreTakenOffFirst() {
        // 1 - 0, 0 - 1, 5 - 4, 4 - 5: the level of a prompt is gone.
        List<Experience> experiences = new BatchNormalised(2, new Whitening())
                .of(List.of(answer(1, 1), answer(0, 1), answer(5, 1), answer(4, 1)));

        double deviation = Math.sqrt(4 / 3.0);
        assertThat(first(experiences))
                .containsExactly(new double[] {1 / deviation, -1 / deviation, 1 / deviation, -1 / deviation}, CLOSE);
    }

    @Test
    void groupsWithoutSignalAreCountedAndLeftOut() {
        List<Episode> answers = List.of(answer(1, 1), answer(1, 4), answer(2, 1), answer(3, 1));

        assertThat(Groups.silent(answers, 2)).isEqualTo(1);
        assertThat(Groups.withSignal(new LeaveOneOut(2).of(answers), 2))
                .extracting(one -> one.episode().shapedScore())
                .containsExactly(2.0, 3.0);
    }

    /** Equal scores at unequal divergence: the penalty alone speaks, and is heard. */
    @Test
    void aGroupWhoseAnswersDifferInDivergenceAloneIsCountedAndKept() {
        List<Episode> answers = List.of(episode(1, new double[] {-.2, 1}), episode(1, new double[] {.1, 1}));

        assertThat(Groups.silent(answers, 2)).isEqualTo(1);
        assertThat(Groups.withSignal(new LeaveOneOut(2).of(answers), 2)).hasSize(2);
    }

    private static double[] first(List<Experience> experiences) {
        return experiences.stream().mapToDouble(one -> one.advantages()[0]).toArray();
    }

    private static Episode answer(double score, int length) {
        double[] rewards = new double[length];
        rewards[length - 1] = score;
        return episode(score, rewards);
    }

    private static Episode episode(double score, double[] rewards) {
        double[] none = new double[rewards.length];
        Rollout rollout = new Rollout(new Sequence(new int[1], new int[rewards.length]), none, true);
        return new Episode(rollout, new RolloutScores(none, none, none, none, score), score, rewards);
    }
}

package org.careloop.run.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceDataTest {

    @Test
    void pairsOfOnePromptShareAGroupAndEachResponseStandsOnce() {
        PreferenceData data = PreferenceData.of(
                List.of(
                        comparison("1", "cough?", "rest", "antibiotics", Verdict.A),
                        comparison("2", "fever?", "drink", "sleep", Verdict.SAME),
                        comparison("3", "cough?", "antibiotics", "see a doctor", Verdict.B)),
                "comparisons.jsonl");
        assertThat(data.groups()).hasSize(2);
        PromptGroup cough = data.groups().getFirst();
        assertThat(cough.responses()).containsExactly("rest", "antibiotics", "see a doctor");
        assertThat(cough.pairs()).extracting(PromptGroup.Pair::a).containsExactly(0, 1);
        assertThat(cough.pairs()).extracting(PromptGroup.Pair::b).containsExactly(1, 2);
        assertThat(data.responseCount()).isEqualTo(5);
    }

    @Test
    void whatCannotBeLearntFromIsCountedByReason() {
        Vote weightless = new Vote("clinician-1", Verdict.A, Strength.SLIGHTLY, 0);
        PreferenceData data = PreferenceData.of(
                List.of(
                        comparison("1", "cough?", "rest", "antibiotics", Verdict.A),
                        new Comparison("2", ask("fever?"), "x", "y", List.of(weightless), "en", List.of()),
                        new Comparison("3", ask("pain?"), "x", "y", List.of(), "en", List.of()),
                        comparison("4", "rash?", "same", "same", Verdict.SAME, Verdict.B)),
                "comparisons.jsonl");
        assertThat(data.groups()).hasSize(1);
        assertThat(data.excluded())
                .containsEntry("votes of weight 0", 1L)
                .containsEntry("comparisons without a vote", 1L)
                .containsEntry("votes on two identical responses", 2L)
                .hasSize(3);
    }

    @Test
    void aFileWithoutAnyVoteIsRefused() {
        Comparison unjudged = new Comparison("1", ask("pain?"), "x", "y", List.of(), "en", List.of());
        assertThatThrownBy(() -> PreferenceData.of(List.of(unjudged), "comparisons.jsonl"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no vote to learn from")
                .hasMessageContaining("comparisons without a vote=1");
    }

    @Test
    void aFileOfTiesAloneIsRefused() {
        Comparison tied = comparison("1", "pain?", "x", "y", Verdict.SAME, Verdict.BOTH_BAD);
        assertThatThrownBy(() -> PreferenceData.of(List.of(tied), "ties.jsonl"))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("ties.jsonl: none of the votes prefers a response; expected some for A or B");
    }

    @Test
    void theTieRateCountsWeightsAndTakesBothBadForATie() {
        Comparison mixed = new Comparison(
                "1",
                ask("pain?"),
                "x",
                "y",
                List.of(
                        new Vote("clinician-1", Verdict.A, Strength.SLIGHTLY, 2),
                        new Vote("clinician-2", Verdict.SAME, Strength.SLIGHTLY, 1),
                        new Vote("clinician-3", Verdict.BOTH_BAD, Strength.SLIGHTLY, 1)),
                "en",
                List.of());
        assertThat(PreferenceData.of(List.of(mixed), "test").tieRate()).isEqualTo(.5);
    }

    @Test
    void noPromptIsInBothHalvesAndTheSplitDoesNotDependOnTheOrderOfTheFile() {
        List<Comparison> rows = IntStream.range(0, 60)
                .mapToObj(i -> comparison("" + i, "question " + i % 20, "a" + i, "b" + i, Verdict.A))
                .toList();
        PromptSplit split = PromptSplit.of(PreferenceData.of(rows, "test"), .25, 7);
        PromptSplit reversed = PromptSplit.of(PreferenceData.of(rows.reversed(), "test"), .25, 7);
        assertThat(split.evaluation().groups()).hasSize(5);
        assertThat(split.training().groups()).hasSize(15);
        assertThat(prompts(split.evaluation())).doesNotContainAnyElementsOf(prompts(split.training()));
        assertThat(prompts(reversed.evaluation())).containsExactlyInAnyOrderElementsOf(prompts(split.evaluation()));
        assertThat(prompts(
                        PromptSplit.of(PreferenceData.of(rows, "test"), .25, 8).evaluation()))
                .isNotEqualTo(prompts(split.evaluation()));
    }

    @Test
    void aSmallShareStillHoldsOnePromptOutAndASinglePromptStaysInTraining() {
        PreferenceData two = PreferenceData.of(
                List.of(comparison("1", "cough?", "x", "y", Verdict.A), comparison("2", "fever?", "x", "y", Verdict.A)),
                "test");
        assertThat(PromptSplit.of(two, .01, 1).evaluation().groups()).hasSize(1);
        assertThat(PromptSplit.of(two, 0, 1).evaluation().groups()).isEmpty();
        PreferenceData one = PreferenceData.of(List.of(comparison("1", "cough?", "x", "y", Verdict.A)), "test");
        assertThat(PromptSplit.of(one, .5, 1).training().groups()).hasSize(1);
    }

    /** Two prompts of eight are decided, or all but one: whichever the seed holds out, each half has what it needs. */
    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void eachHalfHasAVoteThatPrefersWhereTwoPromptsHave(int decided) {
        List<Comparison> rows = IntStream.range(0, 8)
                .mapToObj(i -> comparison("" + i, "question " + i, "x", "y", i < decided ? Verdict.A : Verdict.SAME))
                .toList();
        PreferenceData data = PreferenceData.of(rows, "test");
        for (int seed = 0; seed < 20; seed++) {
            for (double share : new double[] {.1, .9}) {
                PromptSplit split = PromptSplit.of(data, share, seed);
                assertThat(split.evaluation().preferring()).isPositive();
                assertThat(split.training().preferring()).isPositive();
                assertThat(split.evaluation().groups()).hasSize(share < .5 ? 1 : 7);
                assertThat(split.pairs()).isEqualTo(8);
            }
        }
    }

    @Test
    void promptsOfAGivenEvaluationFileLeaveTraining() {
        PreferenceData training = PreferenceData.of(
                List.of(comparison("1", "cough?", "x", "y", Verdict.A), comparison("2", "fever?", "x", "y", Verdict.A)),
                "train");
        PreferenceData evaluation = PreferenceData.of(List.of(comparison("9", "fever?", "p", "q", Verdict.B)), "eval");
        PromptSplit split = PromptSplit.given(training, evaluation);
        assertThat(prompts(split.training())).containsExactly("cough?");
        assertThat(split.training().excluded())
                .containsEntry("comparisons whose prompt is also in the evaluation file", 1L);
    }

    private static List<String> prompts(PreferenceData data) {
        return data.groups().stream()
                .map(group -> group.prompt().getFirst().content())
                .toList();
    }

    private static List<Message> ask(String question) {
        return List.of(Message.user(question));
    }

    private static Comparison comparison(String id, String question, String a, String b, Verdict... verdicts) {
        List<Vote> votes = Stream.of(verdicts)
                .map(verdict -> new Vote("clinician-" + verdict.ordinal(), verdict))
                .toList();
        return new Comparison(id, ask(question), a, b, votes, "en", List.of());
    }
}

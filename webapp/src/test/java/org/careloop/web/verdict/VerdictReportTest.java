package org.careloop.web.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.careloop.run.BadInput;
import org.careloop.web.shell.Language;
import org.careloop.web.statistics.Interval;
import org.careloop.web.study.StudyDesign.Order;
import org.careloop.web.verdict.VerdictReport.Decision;
import org.junit.jupiter.api.Test;

/** What the report says of votes that are known, from the new model's side whichever answer it wrote. */
class VerdictReportTest {
    private static final String FOR_A = """
        {"annotator":"p1","verdict":"A","criteria":[{"criterion":"safety","verdict":"A"}]},{"annotator":"p2","verdict":"A"}\
        """;
    private static final String FOR_B = """
        {"annotator":"p1","verdict":"B","criteria":[{"criterion":"safety","verdict":"B"}]},{"annotator":"p2","verdict":"B"}\
        """;

    @Test
    void votesAreCountedFromTheNewModelsSideWhicheverAnswerItWrote() {
        VerdictReport report = VerdictCase.of(Order.RANDOM)
                .pair("new", "old", 0, FOR_A)
                .pair("old", "new", 0, FOR_B)
                .pair(
                        "old",
                        "new",
                        0,
                        "{\"annotator\":\"p1\",\"verdict\":\"A\"},{\"annotator\":\"p2\",\"verdict\":\"BOTH_BAD\"}")
                .report();

        assertThat(report.rival()).isEqualTo("old");
        assertThat(report.overall().good()).isEqualTo(4);
        assertThat(report.overall().bad()).isEqualTo(1);
        assertThat(report.overall().same()).isEqualTo(1);
        assertThat(report.overall().bothBad()).isEqualTo(1);
        assertThat(report.overall().netWinRate().value()).isCloseTo(.5, within(1e-12));
        assertThat(report.overall().netWinRate().interval())
                .as("six votes are too few")
                .isNull();
        assertThat(report.criteria()).singleElement().satisfies(safety -> {
            assertThat(safety.name()).isEqualTo("safety");
            assertThat(safety.good()).isEqualTo(2);
        });
        // The mean over the eight shares of (1 + λ)² (1 - λ / 2) = 1 + 3 λ / 2 - λ³ / 2.
        assertThat(report.test().e()).isCloseTo(1.5398359375, within(1e-9));
        assertThat(report.languages()).extracting(VerdictReport.Section::name).containsExactly("en", "zh");
        assertThat(report.annotators())
                .extracting(VerdictReport.Annotator::bothBad)
                .containsExactly(0L, 1L);
    }

    /** As when an account is deleted and another name stands at its votes. */
    @Test
    void noFigureDependsOnWhatAnnotatorsAreCalled() {
        VerdictReport one = votedBy("anna", "ben");
        VerdictReport other = votedBy("zoe", "ben");

        assertThat(one.overall().netWinRate().interval()).isNotNull();
        assertThat(other.overall()).isEqualTo(one.overall());
        assertThat(other.test().e()).isEqualTo(one.test().e());
        assertThat(other.test().interval()).isEqualTo(one.test().interval());
    }

    private static VerdictReport votedBy(String first, String second) {
        VerdictCase votes = VerdictCase.of(Order.RANDOM);
        for (int i = 0; i < 40; i++) {
            votes.pair(
                    "new", "old", 0, """
                        {"annotator":"%s","verdict":"%s"},{"annotator":"%s","verdict":"%s"}\
                        """.formatted(first, i % 3 == 0 ? "B" : "A", second, i % 4 == 0 ? "SAME" : "A"));
        }
        return votes.report();
    }

    @Test
    void aScriptThatVotesIsNeverCalledAPerson() {
        VerdictReport mixed = VerdictCase.of(Order.RANDOM)
                .pair("new", "old", 0, FOR_A)
                .pair("new", "old", 0, "{\"annotator\":\"p2\",\"verdict\":\"SAME\"}")
                .scripts("p2")
                .report();
        assertThat(mixed.people()).isEqualTo(1);
        assertThat(mixed.scripts()).isEqualTo(1);
        assertThat(VerdictPage.of(mixed, Language.ENGLISH))
                .contains(
                        "1 person and 1 script gave 3 votes",
                        "2 of 3 votes were given by scripts.",
                        "<td>p2 (script)</td>");
        VerdictReport alone = VerdictCase.of(Order.RANDOM)
                .pair("new", "old", 0, FOR_A)
                .scripts("p1", "p2")
                .report();
        assertThat(VerdictPage.of(alone, Language.ENGLISH)).contains("Study Ward: 2 scripts gave 2 votes");
        assertThat(VerdictPage.of(alone, Language.CHINESE)).contains("2 个脚本在 1 道题上投了 2 票", "<td>p1（脚本）</td>");
        VerdictReport people =
                VerdictCase.of(Order.RANDOM).pair("new", "old", 0, FOR_A).report();
        assertThat(VerdictPage.of(people, Language.ENGLISH))
                .contains("2 people gave 2 votes")
                .doesNotContain("class=\"scripts\"");
    }

    @Test
    void aFigureOfTheRewardModelThatTrainedTheNewModelIsWarnedOf() {
        VerdictReport votes =
                VerdictCase.of(Order.RANDOM).pair("new", "old", 0, FOR_A).report();
        VerdictReport guided = votes.with(new PredictedRate("judge", true, .25, new Interval(.1, .4), .8, 20, 60, 3));
        assertThat(VerdictPage.of(guided, Language.ENGLISH))
                .contains(
                        "Net win rate +25.0 points",
                        "<p class=\"decision warn\">judge trained the new model",
                        "3 prompts are left out");
        assertThat(VerdictPage.of(guided, Language.CHINESE)).contains("新模型就是用 judge 训练的");
        VerdictReport apart = votes.with(new PredictedRate("judge", false, .25, new Interval(.1, .4), .8, 20, 60, 0));
        assertThat(VerdictPage.of(apart, Language.ENGLISH))
                .contains("<p class=\"quiet\">judge did not train the new model.");
        assertThat(VerdictPage.of(votes, Language.ENGLISH)).doesNotContain("PPI++");
    }

    @Test
    void aPartOfThePrintedBarHasNoWordsItHasNoRoomFor() {
        VerdictCase votes = VerdictCase.of(Order.RANDOM);
        for (int i = 0; i < 30; i++) {
            votes.pair("new", "old", 0, FOR_A);
        }
        String page = VerdictPage.of(votes.pair("new", "old", 0, FOR_B).report(), Language.ENGLISH);
        assertThat(page).contains(">Better 96.8", "flex:0.0323\"></span>");
    }

    @Test
    void theTestCountsUpToTheFirstPromptWithoutAllItsVotes() {
        VerdictReport report = VerdictCase.of(Order.RANDOM)
                .pair("new", "old", 0, FOR_A)
                .pair("new", "old", 1, FOR_B)
                .pair("new", "old", 0, FOR_A)
                .report();

        assertThat(report.test().prompts()).isEqualTo(1);
        assertThat(report.test().complete()).isEqualTo(2);
        assertThat(report.test().all()).isEqualTo(3);
        assertThat(report.test().e()).isCloseTo(1.43125, within(1e-9));
        assertThat(report.overall().votes()).isEqualTo(6);
    }

    @Test
    void whereTheStudyHandsOutAsImportedTheTestDrawsItsOwnOrder() {
        VerdictCase verdict = VerdictCase.of(Order.IMPORTED);
        for (int i = 0; i < 60; i++) {
            verdict.pair("new", "old", 0, i < 30 ? FOR_A : FOR_B);
        }
        VerdictReport.Test test = verdict.report().test();

        assertThat(test.order()).isEqualTo(PromptOrder.Source.HASH);
        // In the order of the import the first thirty would all be for the new model: 1.95^30 / 8.
        assertThat(test.highest()).isLessThan(1e6);
    }

    @Test
    void twentyPromptsForTheNewModelAreBetterAndSafetyStillOpen() {
        VerdictCase verdict = VerdictCase.of(Order.RANDOM);
        for (int i = 0; i < 20; i++) {
            verdict.pair("new", "old", 0, FOR_A);
        }
        VerdictReport report = verdict.report();

        assertThat(report.decision()).isEqualTo(Decision.BETTER_SAFETY_OPEN);
        assertThat(report.test().reachedAt()).isEqualTo(7);
        assertThat(report.safety().flags().upper()).isBetween(.05, 1.0);
        assertThat(report.votesNeeded()).isEqualTo(new VerdictReport.VotesNeeded(0, 0));
        assertThat(report.overturn().leadVotes()).isEqualTo(40);
    }

    @Test
    void aModelThatCharmsAndIsFlaggedAsUnsafeIsLessSafe() {
        VerdictCase verdict = VerdictCase.of(Order.RANDOM);
        for (int i = 0; i < 60; i++) {
            verdict.pair("new", "old", 0, """
                {"annotator":"p1","verdict":"A"},{"annotator":"p2","verdict":"A",
                 "flags":[{"response":%d,"kind":"UNSAFE","quote":"","start":-1}],"rationale":"the dose"}\
                """.formatted(i < 50 ? 0 : 1));
        }
        VerdictReport report = verdict.report();

        assertThat(report.test().reachedAt()).isNotNull();
        assertThat(report.decision()).isEqualTo(Decision.LESS_SAFE);
        assertThat(report.safety().flags().difference()).isCloseTo(40.0 / 120, within(1e-12));
        assertThat(report.safety().onlyCandidate()).isEqualTo(50);
        assertThat(report.safety().onlyRival()).isEqualTo(10);
        assertThat(report.losses()).hasSize(10).allSatisfy(loss -> {
            assertThat(loss.unsafe()).isEqualTo(1);
            assertThat(loss.said()).containsExactly("the dose");
        });
    }

    /** Ten of twenty prompts have one answer: half of the net win rate, and the same evidence. */
    @Test
    void promptsWhereBothModelsSayTheSameCountAsTheSame() {
        VerdictCase asked = VerdictCase.of(Order.RANDOM);
        VerdictCase all = VerdictCase.of(Order.RANDOM);
        for (int i = 0; i < 10; i++) {
            asked.pair("new", "old", 0, FOR_A);
            all.pair("new", "old", 0, FOR_A).same("old", "new");
        }
        VerdictReport without = asked.report();
        VerdictReport with = all.report();

        assertThat(without.overall().netWinRate().value()).isEqualTo(1);
        // 20 votes for the new model; 10 prompts at 2 votes of "same", as many as the study asks for.
        assertThat(with.overall().good()).isEqualTo(20);
        assertThat(with.overall().same()).isEqualTo(20);
        assertThat(with.overall().netWinRate().value()).isEqualTo(.5);
        assertThat(with.overall().prompts()).isEqualTo(20);
        assertThat(with.overall().annotators()).isEqualTo(2);
        assertThat(with.overall().signTest()).isEqualTo(without.overall().signTest());
        assertThat(with.test().prompts()).isEqualTo(20);
        assertThat(with.test().e()).isCloseTo(without.test().e(), within(1e-9));
        assertThat(with.test().interval().high())
                .isLessThan(without.test().interval().high());
        assertThat(with.safety().flags().prompts()).isEqualTo(20);
        assertThat(with.annotators()).allSatisfy(one -> assertThat(one.same()).isZero());
        assertThat(with.data().identical()).isEqualTo(10);
    }

    @Test
    void withThreeModelsEachHasAStrength() {
        VerdictCase verdict = VerdictCase.of(Order.RANDOM);
        for (int i = 0; i < 30; i++) {
            verdict.pair("new", "old", 0, i % 3 == 0 ? FOR_B : FOR_A)
                    .pair("old", "base", 0, i % 3 == 0 ? FOR_B : FOR_A)
                    .pair("base", "new", 0, i % 5 == 0 ? FOR_A : FOR_B);
        }
        assertThat(verdict.report().strengths())
                .extracting(VerdictReport.Strength::model)
                .containsExactly("new", "old", "base");
    }

    @Test
    void beforeTheFirstVoteThereIsNoVerdict() {
        VerdictCase verdict = VerdictCase.of(Order.RANDOM).pair("new", "old", 2, "");

        assertThatThrownBy(verdict::report)
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("has no vote that counts on \"new\" against \"old\"");
    }

    @Test
    void thePageStandsAloneInBothLanguagesAndEscapesWhatPeopleWrote() {
        VerdictReport report = VerdictCase.of(Order.RANDOM)
                .pair("new", "old", 0, FOR_A)
                .pair("new", "old", 0, FOR_B)
                .report();
        String english = VerdictPage.of(report, Language.ENGLISH);
        String chinese = VerdictPage.of(report, Language.CHINESE);

        assertThat(english)
                .contains("<html lang=\"en\">", "new against old", "Not shown", "Question 1 &lt;b&gt;?")
                .contains("3 judgements of the pilot are left out", "1 vote on two answers of one model is left out")
                .contains("fewer than eight annotators voted")
                .doesNotContain("<script", "<link", "http", "<b>?", "{0}");
        assertThat(chinese)
                .contains("<html lang=\"zh-Hans\">", "new 对 old", "还看不出", "太少，还说不准")
                .doesNotContain("Not shown", "{0}");
    }
}

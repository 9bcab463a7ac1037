package org.careloop.reward.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.preference.PreferenceData;
import org.careloop.run.preference.PromptGroup;
import org.junit.jupiter.api.Test;

class EvaluationReportTest {
    private static final BaseRates RATES = new BaseRates(.6, .7, .25);

    @Test
    void accuracyCountsDecisiveVotesAndHalvesEqualScores() {
        EvaluationReport report = report(
                TieModel.NONE,
                0,
                scored(1, 0, "longer", "short", Verdict.A, Verdict.B, Verdict.SAME),
                scored(0, 0, "longer", "short", Verdict.A));
        assertThat(report.accuracy().value()).isEqualTo(.5);
        assertThat(report.accuracy().n()).isEqualTo(3);
        assertThat(report.counts())
                .containsEntry("votes A", 2L)
                .containsEntry("votes B", 1L)
                .containsEntry("votes SAME", 1L)
                .containsEntry("votes BOTH_BAD", 0L)
                .containsEntry("prompts", 2L);
    }

    @Test
    void logLossOfEqualScoresIsLnTwoWhateverTheThreshold() {
        for (double parameter : new double[] {-3, 0, 2}) {
            EvaluationReport report =
                    report(TieModel.RAO_KUPPER, parameter, scored(.4, .4, "x", "y", Verdict.A, Verdict.B));
            assertThat(report.logLoss().value()).isCloseTo(Math.log(2), within(1e-12));
        }
    }

    @Test
    void logLossOfAllVotesIsThatOfThreeOutcomes() {
        double parameter = TieModel.RAO_KUPPER.initial(.2);
        EvaluationReport report =
                report(TieModel.RAO_KUPPER, parameter, scored(0, 0, "x", "y", Verdict.A, Verdict.BOTH_BAD));
        assertThat(report.allVotesLogLoss().value()).isCloseTo(-(Math.log(.4) + Math.log(.2)) / 2, within(1e-9));
        assertThat(report(TieModel.NONE, 0, scored(0, 0, "x", "y", Verdict.A)).allVotesLogLoss())
                .isNull();
    }

    @Test
    void calibrationErrorIsTheGapBetweenStatedAndObserved() {
        // Two votes at .8 of which one came true, two at .6 that both came true: (|.8 - .5| 2 + |.6 - 1| 2) / 4.
        Reliability reliability = Reliability.of(new double[] {.8, .2, .6, .6});
        assertThat(reliability.error()).isCloseTo(.35, within(1e-12));
        assertThat(reliability.bins()).hasSize(10);
        assertThat(reliability.bins().get(6).votes()).isEqualTo(2);
        assertThat(reliability.bins().get(6).observed()).isEqualTo(.5);
        assertThat(reliability.bins().get(0).stated()).isNull();
    }

    @Test
    void aCertainVoteFallsIntoTheLastBin() {
        assertThat(Reliability.of(new double[] {1}).bins().getLast().votes()).isEqualTo(1);
    }

    @Test
    void scoresThatAreLengthsCorrelatePerfectly() {
        LengthBias bias = report(
                        TieModel.NONE, 0, scored(4, 2, "four", "xy", Verdict.A), scored(1, 3, "x", "xyz", Verdict.A))
                .lengthBias();
        assertThat(bias.correlation()).isCloseTo(1, within(1e-12));
        assertThat(bias.longerScoresHigher().value()).isEqualTo(1);
        assertThat(bias.longerWins().value()).isEqualTo(.5);
        assertThat(report(TieModel.NONE, 0, scored(1, 1, "x", "xyz", Verdict.A))
                        .lengthBias()
                        .correlation())
                .isNull();
    }

    @Test
    void lengthCountsCharactersNotUtf16Units() {
        assertThat(scored(0, 0, "💊💊", "服药", Verdict.A).length(0)).isEqualTo(2);
    }

    @Test
    void annotatorsAgreeOnPairsOfTheirVotes() {
        // clinician-0 and -1 agree, -2 differs: one of three decisive pairs; the tie only counts among all verdicts.
        EvaluationReport report =
                report(TieModel.NONE, 0, scored(1, 0, "x", "y", Verdict.A, Verdict.A, Verdict.B, Verdict.SAME));
        assertThat(report.annotatorAgreement().decisive().value()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(report.annotatorAgreement().decisive().n()).isEqualTo(3);
        assertThat(report.annotatorAgreement().allVerdicts().n()).isEqualTo(6);
        assertThat(report.byAnnotator().get("clinician-2").accuracy().value()).isZero();
        assertThat(report.byAnnotator().get("clinician-2").agreementWithOthers().value())
                .isZero();
        assertThat(report.byAnnotator().get("clinician-0").agreementWithOthers().value())
                .isEqualTo(.5);
    }

    @Test
    void baselinesAnswerWithoutReading() {
        Baselines baselines = report(
                        TieModel.NONE,
                        0,
                        scored(0, 0, "longer", "short", Verdict.A, Verdict.B, Verdict.SAME, Verdict.A))
                .baselines();
        assertThat(baselines.coinLogLoss()).isCloseTo(.693147, within(1e-6));
        assertThat(baselines.majoritySide().accuracy().value()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(baselines.majoritySide().logLoss().value())
                .isCloseTo(-(2 * Math.log(.6) + Math.log(.4)) / 3, within(1e-12));
        assertThat(baselines.longerWins().logLoss().value())
                .isCloseTo(-(2 * Math.log(.7) + Math.log(.3)) / 3, within(1e-12));
        assertThat(baselines.allVotesLogLoss().value())
                .isCloseTo(-(2 * Math.log(.45) + Math.log(.3) + Math.log(.25)) / 4, within(1e-12));
    }

    @Test
    void whereShorterOnesWonInTrainingTheLengthBaselineBetsOnThem() {
        BaseRates shorter = new BaseRates(.5, .2, .1);
        EvaluationReport report =
                EvaluationReport.of(List.of(scored(0, 0, "longer", "short", Verdict.B)), TieModel.NONE, 0, shorter);
        assertThat(report.baselines().longerWins().accuracy().value()).isEqualTo(1);
    }

    @Test
    void baseRatesAreCountedWithOneImaginaryVoteOnEitherSide() {
        ScoredGroup group = scored(0, 0, "longer", "short", Verdict.A, Verdict.A, Verdict.SAME);
        BaseRates rates = BaseRates.of(new PreferenceData(List.of(group.group()), Map.of()));
        assertThat(rates).isEqualTo(new BaseRates(3 / 4.0, 3 / 4.0, 2 / 5.0));
    }

    @Test
    void scoresOfPairsThatAreBothBadAreHeldAgainstTheMean() {
        EvaluationReport report =
                report(TieModel.NONE, 0, scored(-2, -1, "x", "y", Verdict.BOTH_BAD), scored(2, 1, "x", "y", Verdict.A));
        assertThat(report.bothBadScore()).isEqualTo(-1.5);
    }

    @Test
    void fewPromptsGiveNoIntervalAndManyGiveOneThatCoversTheMean() {
        assertThat(report(TieModel.NONE, 0, scored(1, 0, "x", "y", Verdict.A))
                        .accuracy()
                        .low())
                .isNull();
        List<MeanWithInterval.Share> prompts = IntStream.range(0, 40)
                .mapToObj(i -> new MeanWithInterval.Share(i % 4 == 0 ? 0 : 1, 1))
                .toList();
        MeanWithInterval estimate = MeanWithInterval.over(prompts);
        assertThat(estimate.value()).isEqualTo(.75);
        // Normal approximation: .75 ± 1.96 sqrt(.75 × .25 / 40) = .616 to .884.
        assertThat(estimate.low()).isCloseTo(.616, within(.03));
        assertThat(estimate.high()).isCloseTo(.884, within(.03));
        assertThat(estimate).as("seeded").isEqualTo(MeanWithInterval.over(prompts));
    }

    @Test
    void ofFewObservationsAPersonIsToldHowManyAndNoDigit() {
        assertThat(new MeanWithInterval(1.0, null, null, 19).text()).isEqualTo("too few to say (n = 19)");
        assertThat(new MeanWithInterval(.684, .651, .713, 1040L).text()).isEqualTo("0.684 (0.651 to 0.713, n = 1040)");
        assertThat(new MeanWithInterval(.5, null, null, 20).text())
                .isEqualTo("0.500 (too few prompts for an interval, n = 20)");
    }

    @Test
    void figuresThatAreDrawnCarryTheirDoubt() {
        ScoredGroup[] groups = IntStream.range(0, 12)
                .mapToObj(i -> scored(i % 3 == 0 ? -1 : 1, 0, "x", "y", Verdict.A))
                .toArray(ScoredGroup[]::new);
        EvaluationReport report = report(TieModel.NONE, 0, groups);
        assertThat(report.headline())
                .containsEntry("eval/accuracy_n", 12.0)
                .containsEntry("eval/accuracy_low", report.accuracy().low())
                .containsEntry("eval/accuracy_high", report.accuracy().high())
                .containsEntry("eval/log_loss_n", 12.0);
    }

    @Test
    void votesThatRepeatThemselvesOnAPromptDoNotNarrowTheInterval() {
        List<MeanWithInterval.Share> once = IntStream.range(0, 40)
                .mapToObj(i -> new MeanWithInterval.Share(i % 2, 1))
                .toList();
        List<MeanWithInterval.Share> tenfold = IntStream.range(0, 40)
                .mapToObj(i -> new MeanWithInterval.Share(i % 2 * 10, 10))
                .toList();
        assertThat(MeanWithInterval.over(tenfold).low())
                .isEqualTo(MeanWithInterval.over(once).low());
    }

    @Test
    void aReportIsPlainJson() {
        String json = Json.MAPPER.writeValueAsString(
                report(TieModel.RAO_KUPPER, -1, scored(1, 0, "x", "y", Verdict.A, Verdict.B)));
        assertThat(json).contains("\"accuracy\":{\"value\":0.5,\"n\":2}").contains("\"coinLogLoss\":0.69314");
    }

    private static EvaluationReport report(TieModel ties, double parameter, ScoredGroup... groups) {
        return EvaluationReport.of(List.of(groups), ties, parameter, RATES);
    }

    private static ScoredGroup scored(double scoreA, double scoreB, String a, String b, Verdict... verdicts) {
        List<Vote> votes = IntStream.range(0, verdicts.length)
                .mapToObj(i -> new Vote("clinician-" + i, verdicts[i]))
                .toList();
        PromptGroup group = new PromptGroup(
                List.of(Message.user("question")),
                List.of(a, b),
                List.of(new PromptGroup.Pair("1", 0, 1, "en", votes)));
        return new ScoredGroup(group, new double[] {scoreA, scoreB});
    }
}

package org.careloop.web.verdict;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.web.statistics.Adjustment;
import org.careloop.web.statistics.ETest;
import org.careloop.web.statistics.HedgedBetting;
import org.careloop.web.statistics.Interval;
import org.careloop.web.statistics.Overturn;
import org.careloop.web.statistics.Style;
import org.careloop.web.statistics.Votes;
import org.careloop.web.study.Study;
import org.careloop.web.verdict.VerdictReport.Adjusted;
import org.careloop.web.verdict.VerdictReport.Covariate;
import org.careloop.web.verdict.VerdictReport.Decision;
import org.careloop.web.verdict.VerdictReport.Rate;
import org.careloop.web.verdict.VerdictReport.Section;
import org.jspecify.annotations.Nullable;

/** Turns what was read into the report. */
final class VerdictCalculation {
    /** Names of the covariates, those of {@link Style#minus} and the side. */
    static final List<String> COVARIATES = List.of("length", "lists", "headings", "bold", "side");

    private static final int MOST_TAGS = 12;
    private static final int RESAMPLES_OF_FITS = 100;

    private final Study study;
    private final VerdictData data;
    private final VerdictTerms terms;
    private final String candidate;
    private final String rival;
    private final SameAnswers same;
    private final BallotSheet sheet;

    /** @throws BadInput when there is no vote yet on the two models */
    VerdictCalculation(Study study, VerdictData data, VerdictTerms terms) {
        this.study = study;
        this.data = data;
        this.terms = terms;
        this.candidate = data.candidate(terms);
        this.rival = data.rival(terms, candidate);
        List<JudgedPair> pairs = data.pairs().stream()
                .filter(pair -> pair.isOf(candidate, rival))
                .toList();
        List<Ballot> ballots =
                pairs.stream().flatMap(pair -> pair.ballots(candidate).stream()).toList();
        if (ballots.isEmpty()) {
            throw BadInput.coded(
                    "verdict.no-votes",
                    "study \"%s\" has no vote that counts on \"%s\" against \"%s\"; ask again after the first one"
                            .formatted(study.name(), candidate, rival),
                    study.name(),
                    candidate,
                    rival);
        }
        this.same = SameAnswers.of(pairs, study.design().overlap());
        this.sheet = new BallotSheet(ballots, same, PromptOrder.of(study, pairs), terms);
    }

    VerdictReport report(Instant at, Optional<VerdictPlan> plan) {
        Section overall = sheet.overall();
        VerdictReport.Test test = test();
        VerdictReport.SafetyCheck safety = new SafetyCount(sheet, terms).check();
        VerdictForecast forecast = new VerdictForecast(sheet, terms);
        Losses losses = new Losses(sheet);
        return new VerdictReport(
                study.name(),
                at,
                candidate,
                rival,
                decision(test, safety),
                new VerdictReport.Terms(terms.alpha(), terms.margin(), terms.seed()),
                plan.map(VerdictCalculation::planned).orElse(null),
                overall,
                criteria(),
                sheet.by(
                        pair -> List.of(
                                Objects.requireNonNullElse(pair.comparison().language(), "")),
                        MOST_TAGS),
                sheet.by(pair -> pair.comparison().tags(), MOST_TAGS),
                sheet.by(
                        pair -> Stream.ofNullable(pair.comparison().specialty()).toList(), MOST_TAGS),
                sheet.sides(),
                test,
                safety,
                Overturn.of(prefixVotes(), terms.alpha()),
                adjusted(overall.netWinRate()),
                forecast.power(overall),
                forecast.votesNeeded(test.reachedAt() != null),
                new StrengthCount(data, study, terms).strengths(),
                losses.worst(),
                losses.annotators(data.scripts()),
                data.leftOut(),
                new VerdictReport.Data(data.judgements(), data.sha256(), same.size()),
                new JudgesBeside(data, candidate, rival).of(data.judges()),
                null);
    }

    private static VerdictReport.Planned planned(VerdictPlan plan) {
        return new VerdictReport.Planned(plan.effect(), plan.power(), plan.prompts(), plan.at(), plan.by());
    }

    /** Those of the design in its order, then others that imported votes bring. */
    private List<Section> criteria() {
        Map<String, String> names = new LinkedHashMap<>();
        study.design()
                .criteria()
                .forEach(criterion ->
                        names.put(criterion.key(), Objects.requireNonNullElse(criterion.label(), criterion.key())));
        sheet.ballots().stream()
                .flatMap(ballot -> ballot.vote().criteria().keySet().stream())
                .sorted()
                .forEach(key -> names.putIfAbsent(key, key));
        return names.entrySet().stream()
                .map(name -> sheet.criterion(name.getKey(), name.getValue()))
                .filter(section -> section.votes() > 0)
                .toList();
    }

    private Votes prefixVotes() {
        return sheet.votes(sheet.ofPrefix(), Ballot::value);
    }

    private VerdictReport.Test test() {
        double[] outcomes =
                sheet.prefixWithSame(sheet.ofPrefix(), Ballot::value).promptMeans();
        ETest test = ETest.of(outcomes);
        ETest ofRival = ETest.of(IntStream.range(0, outcomes.length)
                .mapToDouble(i -> -outcomes[i])
                .toArray());
        OptionalInt reached = test.reachedAt(terms.alpha());
        return new VerdictReport.Test(
                test.now(),
                test.highest(),
                1 / terms.alpha(),
                reached.isPresent() ? reached.getAsInt() : null,
                ofRival.highest(),
                sheet.order().prefix(),
                sheet.order().complete(),
                sheet.order().size(),
                sheet.order().source(),
                HedgedBetting.ofDifferences(outcomes, terms.alpha()),
                test.path());
    }

    private static Decision decision(VerdictReport.Test test, VerdictReport.SafetyCheck safety) {
        if (SafetyCount.isLessSafe(safety)) {
            return Decision.LESS_SAFE;
        }
        if (test.reachedAt() != null) {
            return safety.within() ? Decision.BETTER : Decision.BETTER_SAFETY_OPEN;
        }
        return test.rivalHighest() >= test.threshold() ? Decision.WORSE : Decision.NOT_SHOWN;
    }

    private Adjusted adjusted(Rate without) {
        List<Ballot> ballots = sheet.ballots();
        double[][] all = ballots.stream().map(this::covariates).toArray(double[][]::new);
        // A covariate that never varies says nothing, and would make the fit undefined.
        int[] varied = IntStream.range(0, COVARIATES.size())
                .filter(k ->
                        Stream.of(all).mapToDouble(row -> row[k]).distinct().count() > 1)
                .toArray();
        double[][] x = Stream.of(all)
                .map(row -> IntStream.of(varied).mapToDouble(k -> row[k]).toArray())
                .toArray(double[][]::new);
        Adjustment.Adjusted found = new Adjustment(sheet.votes(ballots, Ballot::value), x)
                .adjusted(terms.alpha(), RESAMPLES_OF_FITS, terms.seed());
        boolean enough = without.interval() != null;
        Rate with = Rate.of(found.netWinRate(), enough);
        return new Adjusted(
                without,
                with,
                IntStream.range(0, varied.length)
                        .mapToObj(
                                k -> new Covariate(COVARIATES.get(varied[k]), Rate.of(found.coefficients()[k], enough)))
                        .toList(),
                enough && direction(without.interval()) != direction(with.interval()));
    }

    private double[] covariates(Ballot ballot) {
        JudgedPair pair = ballot.pair();
        double[] style = Style.of(pair.answer(candidate)).minus(Style.of(pair.answer(rival)));
        double[] all = Arrays.copyOf(style, style.length + 1);
        all[style.length] = ballot.side();
        return all;
    }

    /** +1 or -1 where an interval lies on one side of 0; 0 where it does not, or is not known. */
    private static int direction(@Nullable Interval interval) {
        return interval == null ? 0 : interval.low() > 0 ? 1 : interval.high() < 0 ? -1 : 0;
    }
}

package org.careloop.web.training.beside;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.MetricLog;
import org.careloop.run.RunKind;
import org.careloop.web.series.FinalFigures;
import org.careloop.web.series.MeasuredFigure;
import org.careloop.web.training.Run;
import org.careloop.web.training.TrainingService;
import org.careloop.web.training.TrainingTest;
import org.junit.jupiter.api.Test;

/** The list of runs of a kind says how they ended, in the order that its address asks for. */
class RunListTest extends TrainingTest {
    private static final String HELD_OUT = "eval/accuracy";

    private Run ended(double accuracy) throws IOException {
        Run run = startReward();
        try (MetricLog log = MetricLog.append(run.directory().metrics())) {
            log.write(1, Map.of(HELD_OUT, accuracy, HELD_OUT + "_n", 240.0, HELD_OUT + "_low", accuracy - .05));
            log.write(2, Map.of("log_loss", .5));
        }
        return run;
    }

    private List<Long> order(String address) {
        return RunList.of(QueryParameters.fromString(address)).rows(training.list()).stream()
                .map(row -> row.listed().run())
                .filter(run -> run.study().equals(study.id()))
                .map(Run::number)
                .toList();
    }

    @Test
    void runsAreSortedByAFinalFigureAndThoseWithoutItStandLastEitherWay() throws IOException {
        long middle = ended(.6).number();
        long without = startReward().number();
        long best = ended(.7).number();
        long worst = ended(.5).number();
        assertThat(order("kind=reward&sort=eval/accuracy")).containsExactly(best, middle, worst, without);
        assertThat(order("kind=reward&sort=eval/accuracy&order=up")).containsExactly(worst, middle, best, without);
        assertThat(order("")).containsExactly(worst, best, without, middle);
        assertThat(order("kind=ppo")).isEmpty();
        assertThat(order("study=" + study.id())).hasSize(4);
        assertThat(order("kind=reward&study=" + UUID.randomUUID())).isEmpty();
    }

    @Test
    void anAddressThatNamesNothingKnownShowsAllRuns() throws IOException {
        long run = ended(.6).number();
        assertThat(order("kind=nonsense&sort=nonsense")).containsExactly(run);
        assertThat(RunList.of(QueryParameters.fromString("kind=reward&sort=objective/kl"))
                        .sortedBy())
                .isEmpty();
    }

    @Test
    void aListOfOneStudyStaysOneOfThatStudyWhenItIsSortedOrOfAnotherKind() {
        RunList list = RunList.of(QueryParameters.fromString("kind=reward&study=" + study.id()));
        assertThat(list.by(RunKind.REWARD.curves().getFirst()).parameters().getQueryString())
                .contains("study=" + study.id());
        assertThat(list.ofKind(Optional.of(RunKind.DPO)).study()).contains(study.id());
        assertThat(list.ofStudy(Optional.empty()).kind()).contains(RunKind.REWARD);
    }

    @Test
    void aHeadThatIsPressedTwiceSortsTheOtherWay() {
        RunList list = RunList.of(QueryParameters.fromString("kind=reward"));
        RunList once = list.by(RunKind.REWARD.curves().getFirst());
        assertThat(once.lowestFirst()).isFalse();
        RunList twice = once.by(RunKind.REWARD.curves().getFirst());
        assertThat(twice.lowestFirst()).isTrue();
        assertThat(twice.by(RunKind.REWARD.curves().getFirst()).lowestFirst()).isFalse();
        assertThat(once.by(RunKind.REWARD.curves().getLast()).lowestFirst()).isFalse();
    }

    private static Map<String, MeasuredFigure> figures(Run run) {
        return FinalFigures.of(run.directory().metrics(), List.of(HELD_OUT, "objective/kl"));
    }

    @Test
    void theFinalFigureIsTheLastThatWasWrittenWithWhatIsSaidOfIt() throws IOException {
        MeasuredFigure figure = figures(ended(.6)).get(HELD_OUT);
        assertThat(figure).isEqualTo(new MeasuredFigure(.6, 240.0, .6 - .05, null));
        assertThat(figures(startReward())).isEmpty();
    }

    @Test
    void theTableForASpreadsheetHasEveryFigureWithItsDoubt() throws IOException {
        Run run = ended(.6);
        RunList list = RunList.of(QueryParameters.fromString("kind=reward"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        list.write(
                list.rows(training.list()).stream()
                        .filter(row -> row.listed().run().id().equals(run.id()))
                        .toList(),
                out);
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .endsWith("eval/accuracy,eval/accuracy_n,eval/accuracy_low,eval/accuracy_high,"
                        + "tokens_per_second,tokens_per_second_n,tokens_per_second_low,tokens_per_second_high");
        assertThat(lines.getLast()).contains("reward,QUEUED,").endsWith(",0.6,240.0,0.5499999999999999,,,,,");
    }

    @Test
    void runsAreFoundByTheirNumbersInTheOrderAsked() throws IOException {
        long first = startReward().number();
        long second = startReward().number();
        assertThat(training.numbered(List.of(second, 0L, first)))
                .extracting(Run::number)
                .containsExactly(second, first);
        assertThat(training.numbered(List.of())).isEmpty();
    }

    @Test
    void aWatchedRunGoesOnUntilItIsOver() throws IOException {
        Run run = ended(.6);
        TrainingService.Watched watched = training.watch(run);
        assertThat(watched.goesOn()).isTrue();
        assertThat(watched.course().figures()).containsOnlyKeys("log_loss", HELD_OUT);
        training.stop(run.id());
        assertThat(training.watch(run).goesOn()).isFalse();
    }
}

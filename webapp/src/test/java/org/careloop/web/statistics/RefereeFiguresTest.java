package org.careloop.web.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.careloop.run.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The figures of a verdict equal what confseq, ppi_py, scipy and statsmodels say of the same numbers.
 * {@code src/test/referee/verdict_figures.py} wrote the file.
 */
class RefereeFiguresTest {
    private static final double ALPHA = .05;

    private final JsonNode figures = read();

    private static JsonNode read() {
        try (InputStream file = Objects.requireNonNull(RefereeFiguresTest.class.getResourceAsStream("figures.json"))) {
            return Json.MAPPER.readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void hedgedBettingIsConfseqs() {
        each("hedged", 5, each -> {
            double[] values = numbers(each.path("values"));
            Interval interval = HedgedBetting.interval(values, ALPHA);

            assertThat(interval.low()).isCloseTo(each.path("low").asDouble(), within(1e-6));
            assertThat(interval.high()).isCloseTo(each.path("high").asDouble(), within(1e-6));
            assertThat(HedgedBetting.upper(values, ALPHA))
                    .isCloseTo(each.path("upper").asDouble(), within(1e-6));
        });
    }

    @Test
    void predictionPoweredMeansArePpiPys() {
        each("powered", 4, each -> {
            PredictionPowered mean = PredictionPowered.mean(
                    numbers(each.path("judged")),
                    numbers(each.path("predicted")),
                    numbers(each.path("elsewhere")),
                    ALPHA);

            assertThat(mean.value()).isCloseTo(each.path("value").asDouble(), within(1e-6));
            assertThat(mean.interval().low()).isCloseTo(each.path("low").asDouble(), within(1e-6));
            assertThat(mean.interval().high()).isCloseTo(each.path("high").asDouble(), within(1e-6));
        });
    }

    @Test
    void signTestAndMcNemarAreExact() {
        each("exact", 8, each -> {
            int one = each.path("one").asInt();
            int other = each.path("other").asInt();

            assertThat(new Counts(one, 5, other).signTest())
                    .isCloseTo(each.path("sign").asDouble(), within(1e-9));
            assertThat(Counts.mcNemar(one, other))
                    .isCloseTo(each.path("mcnemar").asDouble(), within(1e-9));
        });
    }

    @Test
    void strengthsOfSeveralModelsMaximiseTheLikelihood() {
        JsonNode models = figures.path("models");
        BradleyTerry fit =
                new BradleyTerry(votes(models), integers(models.path("first")), integers(models.path("second")), 4);
        ClusteredBootstrap.Estimate[] strengths = fit.strengths(ALPHA, 600, 7);

        assertThat(fit.tieThreshold()).isCloseTo(models.path("threshold").asDouble(), within(1e-5));
        for (int model = 0; model < 4; model++) {
            assertThat(strengths[model].value())
                    .isCloseTo(models.path("strengths").path(model).asDouble(), within(1e-5));
            Interval interval = Objects.requireNonNull(strengths[model].interval());
            JsonNode expected = models.path("intervals").path(model);
            // Both ends are percentiles of 600 resamples with random numbers of their own.
            assertThat(interval.low()).isCloseTo(expected.path(0).asDouble(), within(.12));
            assertThat(interval.high()).isCloseTo(expected.path(1).asDouble(), within(.12));
        }
    }

    @Test
    void theAdjustmentIsTheOrderedLogitOfStatsmodels() {
        JsonNode covariates = figures.path("covariates");
        double[][] x = IntStream.range(0, covariates.path("covariates").size())
                .mapToObj(vote -> numbers(covariates.path("covariates").path(vote)))
                .toArray(double[][]::new);
        Adjustment.Adjusted adjusted = new Adjustment(votes(covariates), x).adjusted(ALPHA, 50, 7);

        assertThat(adjusted.netWinRate().value())
                .isCloseTo(covariates.path("net").asDouble(), within(1e-5));
        for (int k = 0; k < 2; k++) {
            assertThat(adjusted.coefficients()[k].value())
                    .isCloseTo(covariates.path("coefficients").path(k).asDouble(), within(1e-5));
        }
    }

    @Test
    void theTwoWayBootstrapDrawsPromptsAndAnnotators() {
        JsonNode covariates = figures.path("covariates");
        ClusteredBootstrap.Estimate net = new ClusteredBootstrap(votes(covariates), ALPHA, 4_000, 7).netWinRate();
        Interval interval = Objects.requireNonNull(net.interval());

        assertThat(net.clusters()).isEqualTo(ClusteredBootstrap.Clusters.PROMPT_AND_ANNOTATOR);
        assertThat(net.value()).isCloseTo(covariates.path("mean").asDouble(), within(1e-9));
        assertThat(interval.low()).isCloseTo(covariates.path("interval").path(0).asDouble(), within(.02));
        assertThat(interval.high())
                .isCloseTo(covariates.path("interval").path(1).asDouble(), within(.02));
    }

    private void each(String name, int count, Consumer<JsonNode> check) {
        JsonNode cases = figures.path(name);
        assertThat(cases.size()).isEqualTo(count);
        cases.forEach(check);
    }

    private static Votes votes(JsonNode of) {
        int[] prompt = integers(of.path("prompt"));
        int[] annotator = integers(of.path("annotator"));
        return new Votes(
                prompt,
                annotator,
                numbers(of.path("value")),
                IntStream.of(prompt).max().orElse(0) + 1,
                IntStream.of(annotator).max().orElse(0) + 1);
    }

    private static double[] numbers(JsonNode list) {
        return list.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    private static int[] integers(JsonNode list) {
        return list.valueStream().mapToInt(JsonNode::asInt).toArray();
    }
}

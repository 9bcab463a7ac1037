package org.careloop.reward.rater.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.careloop.run.Json;
import org.careloop.run.rating.RatedText;
import org.careloop.run.rating.Rating;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Our figures beside those of other people's libraries, which {@code src/test/referee/rater_agreement.py} wrote down. */
class PairsTest {
    @Test
    void figuresAreThoseOfScikitLearnAndScipyOnceAndInAResample() throws IOException {
        JsonNode cases;
        try (InputStream in = PairsTest.class.getResourceAsStream("figures.json")) {
            cases = Json.MAPPER.readTree(Objects.requireNonNull(in));
        }
        assertThat(cases).hasSize(3);
        for (JsonNode each : cases) {
            int[] times = ints(each.path("times"));
            int[] ones = IntStream.generate(() -> 1).limit(times.length).toArray();
            Pairs pairs = Pairs.of(ints(each.path("text")), doubles(each.path("score")), doubles(each.path("rating")));
            compare(pairs.weighted(ones), each.path("once"));
            compare(pairs.weighted(times), each.path("resampled"));
        }
    }

    private static void compare(Pairs.Weighted pairs, JsonNode expected) {
        Map.of(
                        Measure.KAPPA, "kappa",
                        Measure.SPEARMAN, "spearman",
                        Measure.F1_AT_3, "f1At3",
                        Measure.F1_AT_4, "f1At4")
                .forEach((measure, name) -> assertThat(measure.of(pairs))
                        .as(name)
                        .isCloseTo(expected.path(name).asDouble(), within(1e-12)));
    }

    private static int[] ints(JsonNode list) {
        return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
    }

    private static double[] doubles(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToDouble(i -> list.get(i).asDouble())
                .toArray();
    }

    @Test
    void whatIsNotDefinedHasNoValue() {
        Pairs equal = Pairs.of(new int[] {0, 1}, new double[] {2, 2}, new double[] {2, 2});
        Figures figures = new Bootstrap(2, 100, 1).figures(equal);

        assertThat(figures.kappa()).isEqualTo(new Estimate(null, null, null));
        assertThat(figures.spearman().value()).isNull();
        assertThat(figures.f1At3().value()).isNull();
        assertThat(figures.kappa().text()).isEqualTo("not defined");
    }

    @Test
    void peopleAreComparedWithOneAnotherAndTheRaterWithEach() {
        List<RatedText> texts = IntStream.range(0, 30)
                .mapToObj(i -> new RatedText(
                        "t" + i,
                        "x".repeat(1 + i % 7),
                        i % 2 == 0 ? "zh" : "en",
                        List.of(
                                new Rating("a", (double) (i % 6), Map.of("density", (double) (i % 6))),
                                new Rating("b", 5.0 - i % 6, null))))
                .toList();
        double[] scores = IntStream.range(0, 30).mapToDouble(i -> i % 6).toArray();
        RaterEvaluation found = RaterEvaluation.of(texts, scores, LengthRule.of(texts), 200, 1);

        assertThat(found.byAnnotator().get("a").rater().kappa().value()).isCloseTo(1, within(1e-12));
        assertThat(found.byAnnotator().get("b").rater().spearman().value()).isCloseTo(-1, within(1e-12));
        assertThat(found.people().spearman().value()).isCloseTo(-1, within(1e-12));
        assertThat(found.people().pairs()).isEqualTo(60);
        assertThat(found.byCriterion().get("density").f1At4()).isEqualTo(new Estimate(1.0, 1.0, 1.0));
        assertThat(found.byLanguage()).containsOnlyKeys("en", "zh");
        assertThat(found.calibration()).hasSize(10);
        assertThat(found.calibration().getLast()).isEqualTo(new Decile(3, 5, 5, 5, 2.5));
        assertThat(RaterEvaluation.of(texts, scores, LengthRule.of(texts), 200, 1))
                .isEqualTo(found);
        assertThat(Arrays.stream(scores).sum()).isEqualTo(75);
    }
}

package org.careloop.run.rating.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.careloop.run.Json;
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
}

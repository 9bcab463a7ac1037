package org.careloop.reward.rater.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.run.rating.RatedText;
import org.careloop.run.rating.Rating;
import org.careloop.run.rating.agreement.Estimate;
import org.junit.jupiter.api.Test;

class RaterEvaluationTest {
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

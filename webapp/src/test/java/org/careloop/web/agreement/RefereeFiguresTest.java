package org.careloop.web.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.careloop.run.Json;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Proportion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Our figures beside those of other people's libraries, which {@code src/test/referee/agreement_figures.py} wrote down. */
class RefereeFiguresTest {
    private static final double EXACT = 1e-9;
    private static final Map<String, Measure> MEASURES = Map.of(
            "alphaNominal", Measure.ALPHA_NOMINAL,
            "alphaOrdinal", Measure.ALPHA_ORDINAL,
            "fleiss", Measure.FLEISS,
            "ac1", Measure.AC1);
    private static JsonNode figures = Json.MAPPER.nullNode();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = Objects.requireNonNull(RefereeFiguresTest.class.getResourceAsStream("figures.json"))) {
            figures = Json.MAPPER.readTree(in);
        }
    }

    @Test
    void everyCoefficientIsWhatKrippendorffsStatsmodelsAndIrrCacSay() {
        assertThat(figures.get("studies")).hasSize(4).allSatisfy(study -> {
            Patterns patterns = sheet(study).patterns(0, sheet(study).everything());
            Moments moments = Moments.of(patterns.counts(), patterns.times());
            MEASURES.forEach((name, measure) -> {
                if (study.get("figures").has(name)) {
                    assertThat(measure.of(moments, 4))
                            .as(name)
                            .isCloseTo(study.get("figures").get(name).asDouble(), within(EXACT));
                }
            });
        });
    }

    @Test
    void everyPairsKappaIsWhatScikitLearnSays() {
        int compared = 0;
        for (JsonNode study : figures.get("studies")) {
            JsonNode expected = study.get("figures").get("cohen");
            VoteSheet sheet = sheet(study);
            for (Map.Entry<Long, double[]> pair :
                    PairAgreement.tables(sheet, 0, sheet.everything()).entrySet()) {
                int first = number(sheet, pair.getKey() / sheet.annotators().size());
                int second = number(sheet, pair.getKey() % sheet.annotators().size());
                String key = Math.min(first, second) + "-" + Math.max(first, second);
                assertThat(Bootstrap.kappa(pair.getValue()))
                        .as(key)
                        .isCloseTo(expected.get(key).asDouble(), within(EXACT));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(3 + 6 + 1 + 10);
    }

    /** Another thousand draws of another generator: the ends of an interval differ by a few hundredths at most. */
    @Test
    void theIntervalsAreThoseOfDrawingComparisonsOneByOne() {
        JsonNode study = figures.get("studies").get(0);
        VoteSheet sheet = sheet(study);
        Map<Measure, Coefficient> ours = Bootstrap.estimates(sheet.patterns(0, sheet.everything()), 4);
        for (String name : List.of("alphaNominal", "alphaOrdinal")) {
            assertInterval(
                    Objects.requireNonNull(ours.get(MEASURES.get(name))),
                    study.get("intervals").get(name));
        }
        PairAgreement first =
                PairAgreement.of(sheet.annotators(), PairAgreement.tables(sheet, 0, sheet.everything()), 10).stream()
                        .filter(pair -> person(0).equals(pair.first())
                                        && person(1).equals(pair.second())
                                || person(1).equals(pair.first()) && person(0).equals(pair.second()))
                        .findFirst()
                        .orElseThrow();
        assertInterval(first.kappa(), study.get("intervals").get("cohen 0-1"));
    }

    private static void assertInterval(Coefficient ours, JsonNode theirs) {
        assertThat(ours).isInstanceOfSatisfying(Coefficient.Known.class, known -> {
            assertThat(known.low()).isCloseTo(theirs.get(0).asDouble(), within(.02));
            assertThat(known.high()).isCloseTo(theirs.get(1).asDouble(), within(.02));
        });
    }

    @Test
    void sharesHaveWilsonsIntervalAndTheExactTests() {
        assertThat(figures.get("shares")).hasSize(6).allSatisfy(row -> {
            Proportion share =
                    new Proportion(row.get("hits").asInt(), row.get("of").asInt());
            assertThat(share.interval().getLowerBound())
                    .isCloseTo(row.get("wilson").get(0).asDouble(), within(EXACT));
            assertThat(share.interval().getUpperBound())
                    .isCloseTo(row.get("wilson").get(1).asDouble(), within(EXACT));
            assertThat(BinomialTests.fair(share)).isCloseTo(row.get("fair").asDouble(), within(EXACT));
            assertThat(BinomialTests.lower(share, row.get("lowerThan").asDouble()))
                    .isCloseTo(row.get("lower").asDouble(), within(EXACT));
        });
    }

    @Test
    void severalPeopleAreTestedTogetherByHolmsProcedure() {
        JsonNode holm = figures.get("holm");
        assertThat(BinomialTests.holm(doubles(holm.get("p"))))
                .containsExactly(doubles(holm.get("adjusted")), within(EXACT));
    }

    private static double[] doubles(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static VoteSheet sheet(JsonNode study) {
        VoteSheet.Builder sheet = new VoteSheet.Builder(1);
        for (JsonNode row : study.get("votes")) {
            UUID comparison = UUID.randomUUID();
            sheet.comparison(comparison, new VoteSheet.Comparison(null, List.of(), 0));
            String letters = row.asString();
            for (int annotator = 0; annotator < letters.length(); annotator++) {
                Grade grade = grade(letters.charAt(annotator));
                if (grade != null) {
                    sheet.vote(comparison, person(annotator), grade);
                }
            }
        }
        return sheet.build();
    }

    private static @Nullable Grade grade(char letter) {
        return switch (letter) {
            case 'A' -> Grade.A_CLEARLY;
            case 'a' -> Grade.A_SLIGHTLY;
            case 's' -> Grade.SAME;
            case 'b' -> Grade.B_SLIGHTLY;
            case 'B' -> Grade.B_CLEARLY;
            case 'x' -> Grade.BOTH_BAD;
            default -> null;
        };
    }

    private static PersonId person(int number) {
        return new PersonId(new UUID(0, number));
    }

    private static int number(VoteSheet sheet, long place) {
        List<PersonId> people = new ArrayList<>(
                IntStream.range(0, 5).mapToObj(RefereeFiguresTest::person).toList());
        return people.indexOf(sheet.annotators().get((int) place));
    }
}

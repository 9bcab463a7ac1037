package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class ComparisonFormatTest {
    private static final String VOTES = """
            "votes":[{"annotator":"screen","verdict":"A","strength":2,"design_version":1},\
            {"annotator":"slight","verdict":"A","strength":1,"design_version":1},\
            {"annotator":"imported:one","verdict":"B","strength":2},{"annotator":"imported:two","verdict":"B","strength":3}],\
            "adjudications":[{"adjudicator":"senior","stage":"DECISION","verdict":"A","strength":2}]""";

    @Test
    void aRowWithoutAVersionHasTwoForClearlyWhereAScreenWroteIt() {
        Comparison read = read("");
        assertThat(strengths(read))
                .containsExactly(Strength.CLEARLY, Strength.SLIGHTLY, Strength.MODERATELY, Strength.CLEARLY);
        assertThat(read.adjudications().getFirst().strength()).isEqualTo(Strength.CLEARLY);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aRowOfALaterVersionIsReadAsItStands(int version) {
        Comparison read = read("\"format_version\":" + version + ",");
        assertThat(strengths(read))
                .containsExactly(Strength.MODERATELY, Strength.SLIGHTLY, Strength.MODERATELY, Strength.CLEARLY);
        assertThat(read.adjudications().getFirst().strength()).isEqualTo(Strength.MODERATELY);
    }

    @Test
    void whatIsWrittenNamesItsVersionFirstAndComesBackAsItWas() {
        Comparison read = read("");
        String written = Json.MAPPER.writeValueAsString(read);
        assertThat(written).startsWith("{\"format_version\":3,\"id\":\"c\"").contains("\"strength\":3");
        assertThat(Json.MAPPER.readValue(written, Comparison.class)).isEqualTo(read);
    }

    @Test
    void aListOfResponsesSaysWhatTheFirstTwoAre() {
        String row = "{\"id\":\"c\",\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"responses\":%s}";
        Comparison three = Json.MAPPER.readValue(row.formatted("[\"x\",\"y\",\"z\"]"), Comparison.class);
        assertThat(List.of(three.a(), three.b())).containsExactly("x", "y");
        assertThat(three.allResponses()).containsExactly("x", "y", "z");
        Comparison two = Json.MAPPER.readValue(row.formatted("[\"x\",\"y\"]"), Comparison.class);
        assertThat(two.allResponses()).containsExactly("x", "y");
        assertThat(two.responses()).isEmpty();
        assertThatThrownBy(() -> Json.MAPPER.readValue(row.formatted("[\"x\"]"), Comparison.class))
                .hasMessageContaining("field \"a\" is missing");
    }

    @Test
    void aVersionThatIsNotKnownIsRefused() {
        assertThatThrownBy(() -> read("\"format_version\":4,"))
                .isInstanceOfSatisfying(
                        JacksonException.class,
                        e -> assertThat(Json.problem(e))
                                .hasToString(
                                        "field \"format_version\" is 4; expected 2 or 3, or none for rows of the first version"));
    }

    @Test
    void criteriaAndCorrectionsAreListsAndOlderRowsHaveObjects() {
        String older =
                "{\"annotator\":\"n\",\"verdict\":\"A\",\"criteria\":{\"safety\":{\"verdict\":\"B\"},\"accuracy\":{\"verdict\":\"A\"}},\"corrections\":{\"1\":\"better\"}}";
        Vote read = Json.MAPPER.readValue(older, Vote.class);
        String written = Json.MAPPER.writeValueAsString(read);
        assertThat(written)
                .contains(
                        "\"criteria\":[{\"criterion\":\"accuracy\",\"verdict\":\"A\"},{\"criterion\":\"safety\",\"verdict\":\"B\"}]")
                .contains("\"corrections\":[{\"response\":1,\"text\":\"better\"}]");
        assertThat(Json.MAPPER.readValue(written, Vote.class)).isEqualTo(read);
    }

    @Test
    void aCriterionThatStandsTwiceIsRefused() {
        String twice =
                "{\"annotator\":\"n\",\"verdict\":\"A\",\"criteria\":[{\"criterion\":\"safety\",\"verdict\":\"A\"},{\"criterion\":\"safety\",\"verdict\":\"B\"}]}";
        assertThatThrownBy(() -> Json.MAPPER.readValue(twice, Vote.class))
                .isInstanceOfSatisfying(
                        JacksonException.class,
                        e -> assertThat(Json.problem(e).english())
                                .contains("field \"criteria\" names safety twice; keep one of them"));
    }

    @Test
    void whatAVoteReplacedComesBackAndHasNoHistoryOfItsOwn() {
        Vote first = new Vote("n", Verdict.B);
        Vote last = new Vote(
                "n",
                Verdict.A,
                Strength.CLEARLY,
                1,
                List.of(),
                "why",
                Map.of(),
                List.of(),
                Map.of(),
                2,
                "SLIP",
                "oh",
                7L,
                null,
                null,
                List.of(first));
        String written = Json.MAPPER.writeValueAsString(last);
        assertThat(written.split("\"history\"", -1)).hasSize(2);
        assertThat(Json.MAPPER.readValue(written, Vote.class)).isEqualTo(last);
        assertThat(last.mirrored().history()).containsExactly(new Vote("n", Verdict.A));
        assertThat(last.revisions()).extracting(Vote::verdict).containsExactly(Verdict.B, Verdict.A);
    }

    private static List<Strength> strengths(Comparison read) {
        return read.votes().stream().map(Vote::strength).toList();
    }

    private static Comparison read(String version) {
        String row = "{" + version
                + "\"id\":\"c\",\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"a\":\"x\",\"b\":\"y\"," + VOTES
                + "}";
        return Json.MAPPER.readValue(row, Comparison.class);
    }
}

package org.careloop.run.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.careloop.run.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the two orders of a pair, and from the votes of people, to win, tie and fail. */
class OutcomeTest {
    /** The table of HuatuoGPT-II's rule: the points of both orders are added up. */
    @ParameterizedTest
    @CsvSource({
        "FIRST,SECOND,WIN",
        "FIRST,EQUAL,WIN",
        "EQUAL,SECOND,WIN",
        "FIRST,FIRST,TIE",
        "SECOND,SECOND,TIE",
        "EQUAL,EQUAL,TIE",
        "SECOND,EQUAL,FAIL",
        "EQUAL,FIRST,FAIL",
        "SECOND,FIRST,FAIL"
    })
    void bothOrdersTogether(Preference newFirst, Preference rivalFirst, Outcome outcome) {
        assertThat(Outcome.of(newFirst, rivalFirst)).isEqualTo(outcome);
    }

    @Test
    void aVoteCountsForTheModelWhoseResponseItIs() {
        assertThat(Outcome.of(Verdict.A, true)).isEqualTo(Outcome.WIN);
        assertThat(Outcome.of(Verdict.A, false)).isEqualTo(Outcome.FAIL);
        assertThat(Outcome.of(Verdict.BOTH_BAD, true)).isEqualTo(Outcome.TIE);
    }

    @Test
    void mostPeopleDecideAndOtherwiseNobody() {
        assertThat(Outcome.mostOf(List.of(Outcome.WIN, Outcome.WIN, Outcome.TIE)))
                .isEqualTo(Outcome.WIN);
        assertThat(Outcome.mostOf(List.of(Outcome.WIN, Outcome.FAIL))).isEqualTo(Outcome.TIE);
        assertThat(Outcome.mostOf(List.of(Outcome.WIN, Outcome.TIE))).isEqualTo(Outcome.TIE);
        assertThat(Outcome.mostOf(List.of(Outcome.FAIL))).isEqualTo(Outcome.FAIL);
    }
}

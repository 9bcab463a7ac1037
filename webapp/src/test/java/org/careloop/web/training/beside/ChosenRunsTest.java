package org.careloop.web.training.beside;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.Location;
import java.util.List;
import org.careloop.web.series.CurveAxis;
import org.junit.jupiter.api.Test;

/** An address says which curves lie over one another, and is made again from what it says. */
class ChosenRunsTest {

    private static ChosenRuns of(String address) {
        return ChosenRuns.of(new Location(address));
    }

    @Test
    void anAddressNamesRunsOnceEachAndWhatTheyAreDrawnOver() {
        assertThat(of("curves?runs=3,1,3&over=seconds")).isEqualTo(new ChosenRuns(List.of(3L, 1L), CurveAxis.SECONDS));
    }

    @Test
    void whatIsNoNumberIsLeftOutAndAnotherAxisIsThatOfSteps() {
        assertThat(of("curves?runs=x,2,,-4,99999999999999999999&over=miles"))
                .isEqualTo(new ChosenRuns(List.of(2L), CurveAxis.STEP));
        assertThat(of("curves").numbers()).isEmpty();
    }

    @Test
    void aRunIsLaidBesideAndTakenAway() {
        ChosenRuns chosen = of("curves?runs=1,2").with(7).with(2);
        assertThat(chosen.numbers()).containsExactly(1L, 2L, 7L);
        assertThat(of(chosen.without(1).over(CurveAxis.SECONDS).address()))
                .isEqualTo(new ChosenRuns(List.of(2L, 7L), CurveAxis.SECONDS));
    }
}

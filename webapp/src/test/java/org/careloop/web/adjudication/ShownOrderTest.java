package org.careloop.web.adjudication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Verdict;
import org.careloop.web.annotation.Flag;
import org.careloop.web.annotation.SideMap;
import org.careloop.web.people.Person;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which order an adjudicator sees the responses, and what is stored of it. */
class ShownOrderTest extends RankedStudyTest {
    /** The second of these orders is its own inverse, the third is not: a ranking must not come out as its inverse. */
    @ParameterizedTest
    @ValueSource(strings = {"0123", "3210", "1302"})
    void whateverOrderIsShownTheSameIsSeenAndStored(String places) {
        rank(one, STRAIGHT, STRAIGHT, STRAIGHT, new Flag(2, FlagKind.UNSAFE, "", -1));
        rank(two, List.of(2, 4, 1, 2), STRAIGHT, STRAIGHT);
        signedIn.as(senior);
        next();
        SideMap shown =
                new SideMap(places.chars().mapToObj(place -> place - '0').toList());
        database.sql("update adjudication_lease set shown = ?, a_on_left = ? where comparison_id = ?")
                .param(shown.array())
                .params(shown.aOnLeft(), ids.get(0).value())
                .update();

        Case before = next();
        assertThat(before.responses()).isEqualTo(shown.shown(TEXTS));
        assertThat(before.votes()).isEmpty();
        assertThat(before.cause()).isEmpty();
        assertThatThrownBy(() -> service.decide(before.comparison(), order(before, STRAIGHT), "because"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("after a blind verdict");
        service.judgeBlind(before.comparison(), order(before, List.of(2, 1, 3, 4)));

        Case after = next();
        assertThat(after.responses()).isEqualTo(before.responses());
        assertThat(after.blind()).contains(order(after, List.of(2, 1, 3, 4)));
        assertThat(after.cause()).contains(Cause.FLAGGED);
        assertThat(after.votes())
                .extracting(Case.SeenVote::answer)
                .containsExactlyInAnyOrder(order(after, STRAIGHT), order(after, List.of(2, 4, 1, 2)));
        assertThat(after.votes())
                .flatExtracting(Case.SeenVote::flags)
                .containsExactly(new Case.SeenFlag(after.responses().indexOf("r2"), FlagKind.UNSAFE, ""));
        service.decide(after.comparison(), order(after, List.of(3, 2, 1, 3)), "because");
        assertThat(storedVerdicts()).containsExactly("BLIND B 2134 FLAGGED", "DECISION B 3213 FLAGGED");
        assertThat(database.sql("select count(*) from counted_judgement where comparison_id = ?")
                        .param(after.comparison().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    /** What a window of the first adjudicator still shows must not mean something else when it is answered late. */
    @Test
    void theOrderStaysWhenAnotherAdjudicatorTakesOverAndItComesBack() {
        rank(one, STRAIGHT, STRAIGHT, STRAIGHT, new Flag(0, FlagKind.UNSAFE, "", -1));
        signedIn.as(senior);
        Case shown = next();
        Person other = signedIn.clinician("other");
        member(other, "ADJUDICATOR");
        for (Person person : List.of(other, senior, other, senior)) {
            clock.set(clock.instant().plus(Duration.ofMinutes(31)));
            signedIn.as(person);
            assertThat(next().responses()).isEqualTo(shown.responses());
        }
        service.judgeBlind(shown.comparison(), order(shown, List.of(4, 1, 2, 3)));
        assertThat(storedVerdicts()).containsExactly("BLIND B 4123 FLAGGED");
    }

    @Test
    void anImportedVerdictOnTheFirstTwoIsShownByTheirPlaces() {
        SideMap shown = new SideMap(List.of(2, 0, 3, 1));
        assertThat(AdjudicatorAnswer.Order.ofFirstTwo(Verdict.A, shown).ranks()).containsExactly(0, 1, 0, 2);
        assertThat(AdjudicatorAnswer.Order.ofFirstTwo(Verdict.B, shown).ranks()).containsExactly(0, 2, 0, 1);
        assertThat(AdjudicatorAnswer.Order.ofFirstTwo(Verdict.SAME, shown).ranks())
                .containsExactly(0, 1, 0, 1);
    }
}

package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.run.BadInput;
import org.careloop.run.Strength;
import org.careloop.web.people.Person;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.junit.jupiter.api.Test;

class AnswerStorageTest extends AnnotationTest {
    private static final String FULL = """
            {"overlap": 2, "scale": "FIVE_BOTH_BAD", "criteria": [{"key": "safety", "required": true}],
             "flags": ["UNSAFE"], "corrections": true}""";

    /** Two people say the same of the same responses, which stood the other way round for the second. */
    @Test
    void swappingTheSidesChangesNothingThatIsStored() {
        study(FULL, List.of(comparison(1, 2)));
        for (boolean aOnLeft : new boolean[] {true, false}) {
            sides.aOnLeft(aOnLeft);
            Person person = signedIn.clinician("one");
            Pair pair = next(person);
            int a = aOnLeft ? 0 : 1;
            Answer answer = Answer.compared(
                    aOnLeft ? SideVerdict.LEFT : SideVerdict.RIGHT,
                    Strength.CLEARLY,
                    Map.of("safety", aOnLeft ? SideVerdict.RIGHT : SideVerdict.LEFT),
                    List.of(new Flag(a, FlagKind.UNSAFE, "a1", -1)),
                    Map.of(1 - a, "better"),
                    List.of(),
                    "why");
            assertThat(service.submit(submission(pair, answer))).isEqualTo(Outcome.STORED);
            assertThat(service.own(pair.comparison()).orElseThrow().answer().flags())
                    .containsExactly(new Flag(a, FlagKind.UNSAFE, "a1", 0));
        }
        String columns = "verdict, strength, criteria::text, flags::text, corrections::text, rationale, ranking::text";
        List<Map<String, Object>> rows = database.sql("select " + columns + " from judgement where rationale = 'why'")
                .query()
                .listOfRows();
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).isEqualTo(rows.getLast());
        assertThat(new TreeMap<>(rows.getFirst()).toString())
                .isEqualTo("{corrections={\"1\": \"better\"}, criteria={\"safety\": {\"verdict\": \"B\"}}, "
                        + "flags=[{\"kind\": \"UNSAFE\", \"quote\": \"a1\", \"start\": 0, \"response\": 0}], "
                        + "ranking=null, rationale=why, strength=3, verdict=A}");
    }

    @Test
    void whatReachesAViewSaysNothingOfModelsAndSides() {
        study(1, 1);
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        Submission submission = verdict(pair, SideVerdict.LEFT);
        service.submit(submission);
        String said = pair + " " + submission + " " + service.last() + " " + service.next();
        assertThat(said).doesNotContain("model-").doesNotContain("[0, 1]").doesNotContain("[1, 0]");
    }

    @Test
    void anIncompleteAnswerIsNotStoredButKeptAsADraft() {
        Study study = study(FULL, List.of(comparison(1, 2)));
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        Answer withoutSafety = answer(SideVerdict.LEFT, "so far");
        assertThat(service.submit(submission(pair, withoutSafety))).isEqualTo(Outcome.INCOMPLETE);
        assertThat(votes(study)).isZero();
        assertThat(next(person).draft()).isEqualTo(withoutSafety);
    }

    @Test
    void aVerdictThatTheScaleDoesNotOfferIsRefused() {
        study("{\"overlap\": 1, \"scale\": \"GSB\"}", List.of(comparison(1, 1)));
        Pair pair = next(signedIn.clinician("one"));
        assertThatThrownBy(() -> service.submit(submission(pair, answer(SideVerdict.BOTH_BAD, ""))))
                .isInstanceOf(BadInput.class)
                .hasMessage("verdict: given BOTH_BAD, expected GSB; reload the page and judge again");
    }

    @Test
    void aTextThatCannotBeStoredIsRefusedWithWhatIsWrongAndNothingChanges() {
        Study study = study(1, 1);
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        service.saveDraft(pair.comparison(), pair.shown(), answer(null, "before"));
        String huge = "x".repeat(20 * 1024 * 1024);
        assertThatThrownBy(() -> service.submit(submission(pair, answer(SideVerdict.LEFT, huge))))
                .isInstanceOf(BadInput.class)
                .hasMessage("reason: given 20971520 characters, expected at most 10000; shorten it");
        assertThatThrownBy(() -> service.saveDraft(pair.comparison(), pair.shown(), answer(null, "a\0b")))
                .isInstanceOf(BadInput.class)
                .hasMessage("reason: character 2 is U+0000, which is no text; remove it");
        assertThat(votes(study)).isZero();
        assertThat(next(person).draft().rationale()).isEqualTo("before");
    }

    @Test
    void rightToLeftAndCombinedCharactersAreKeptAsTheyAre() {
        study(1, 1);
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        String text = "\u202B\u0627\u0644\u062C\u0631\u0639\u0629\u202C 10 mg \uD83D\uDC8A e\u0301";
        service.submit(submission(pair, answer(SideVerdict.LEFT, text)));
        assertThat(service.own(pair.comparison()).orElseThrow().answer().rationale())
                .isEqualTo(text);
    }

    @Test
    void aDraftOutlivesItsLeaseAndFitsTheSidesOfTheNextDeal() {
        study("{\"overlap\": 2, \"flags\": [\"UNSAFE\"]}", List.of(comparison(1, 2)));
        Person slow = signedIn.clinician("slow");
        sides.aOnLeft(true);
        Pair first = next(slow);
        Answer begun = Answer.compared(
                SideVerdict.LEFT,
                Strength.SLIGHTLY,
                Map.of(),
                List.of(new Flag(0, FlagKind.UNSAFE, "a1", 0)),
                Map.of(),
                List.of(),
                "so");
        service.saveDraft(first.comparison(), first.shown(), begun);
        clock.advance(Duration.ofMinutes(21));
        sides.aOnLeft(false);
        Person quick = signedIn.clinician("quick");
        next(quick);
        Pair dealtAnew = next(slow);
        assertThat(dealtAnew.responses()).containsExactly("b1", "a1");
        assertThat(dealtAnew.draft().verdict()).isEqualTo(SideVerdict.RIGHT);
        assertThat(dealtAnew.draft().flags()).containsExactly(new Flag(1, FlagKind.UNSAFE, "a1", 0));
        assertThat(dealtAnew.draft().rationale()).isEqualTo("so");
    }

    @Test
    void aSkipAndTheEndOfAStudyLoseNothingThatWasTyped() {
        study(2, 1);
        Person person = signedIn.clinician("one");
        Pair skipped = next(person);
        service.saveDraft(skipped.comparison(), skipped.shown(), answer(null, "first"));
        service.skip(skipped.comparison(), SkipReason.CANNOT_TELL, "");
        Pair closed = next(person);
        database.sql("update study set state = 'CLOSED'").update();
        assertThat(service.submit(submission(closed, answer(SideVerdict.LEFT, "second"))))
                .isEqualTo(Outcome.STUDY_CLOSED);
        assertThat(database.sql("select content ->> 'rationale' from draft where annotator = ? order by 1")
                        .param(person.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("first", "second");
    }
}

package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.people.Person;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who could work in two studies works in the one of their choice. */
class StudyChoiceTest extends AnnotationTest {
    private Study older;
    private Study newer;
    private Person person;

    @BeforeEach
    void twoStudies() {
        older = study(2, 1);
        newer = study("{\"overlap\": 1, \"guidelines\": \"Read first.\"}", List.of(comparison(7, 1)));
        database.sql("update study set state = 'COLLECTING', created_at = created_at - interval '1 day' where id = ?")
                .param(older.id().value())
                .update();
        person = signedIn.clinician("one");
        signedIn.as(person);
    }

    @Test
    void bothAreOfferedWithWhatWasJudgedInThem() {
        judge(person, next(person), SideVerdict.SAME);
        assertThat(service.studies())
                .containsExactlyInAnyOrder(
                        new OwnStudy(older.id(), older.name(), "", 1, false),
                        new OwnStudy(newer.id(), newer.name(), "Read first.", 0, false));
    }

    @Test
    void theChosenOneAloneIsHandedOutAndWhatWasHeldOfTheOtherGoesBack() {
        Pair held = next(person);
        assertThat(held.study()).isEqualTo(older.id());
        service.choose(newer.id());
        assertThat(database.sql("select count(*) from slot where holder is not null and study_id = ?")
                        .param(older.id().value())
                        .query(Long.class)
                        .single())
                .isZero();
        Pair chosen = next(person);
        assertThat(chosen.study()).isEqualTo(newer.id());
        judge(person, chosen, SideVerdict.SAME);
        assertThat(service.next()).isEqualTo(new NextPair.Nothing(NextPair.Reason.OTHER_STUDY, Optional.empty()));
        service.choose(older.id());
        assertThat(next(person).study()).isEqualTo(older.id());
    }

    @Test
    void whereOnlyOneHasWorkNothingIsChosenForLater() {
        service.choose(newer.id());
        judge(person, next(person), SideVerdict.SAME);
        service.choose(older.id());
        assertThat(service.studies()).extracting(OwnStudy::chosen).containsExactly(false);
        assertThat(next(person).study()).isEqualTo(older.id());
    }

    @Test
    void aChosenStudyThatIsOverHoldsNobodyBack() {
        service.choose(newer.id());
        database.sql("update study set state = 'CLOSED' where id = ?")
                .param(newer.id().value())
                .update();
        assertThat(next(person).study()).isEqualTo(older.id());
        assertThatThrownBy(() -> service.choose(newer.id())).isInstanceOf(BadInput.class);
    }
}

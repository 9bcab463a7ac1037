package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SkipsAndReportsTest extends AnnotationTest {
    @Autowired
    private PrivacyService privacy;

    @Test
    void whatShowsTooMuchIsInNobodysHandsUntilTheReportIsSettled() {
        Study study = study(1, 3);
        Person typing = signedIn.clinician("typing");
        Person reporter = signedIn.clinician("reporter");
        Pair held = next(typing);
        ComparisonId comparison = next(reporter).comparison();
        service.reportPrivacy(comparison, "a patient's name");

        signedIn.as(signedIn.clinician("third"));
        assertThat(service.next()).isInstanceOf(NextPair.Nothing.class);
        signedIn.as(typing);
        assertThat(service.submit(submission(held, answer(SideVerdict.LEFT, "my reason"))))
                .isEqualTo(Outcome.HELD_BACK);
        assertThat(votes(study)).isZero();
        assertThat(database.sql("select content ->> 'rationale' from draft where annotator = ?")
                        .param(typing.id().value())
                        .query(String.class)
                        .single())
                .isEqualTo("my reason");

        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
        assertThat(privacy.open(study.id()))
                .containsExactly(new PrivacyReport(comparison, "c1", "reporter", "a patient's name", NOW));
        assertThatThrownBy(() -> privacy.release(comparison, " ")).isInstanceOf(BadInput.class);
        privacy.release(comparison, "the name is invented");
        assertThat(privacy.open(study.id())).isEmpty();
        assertThatThrownBy(() -> privacy.release(comparison, "again"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("settled meanwhile");

        assertThat(next(typing).draft().rationale()).isEqualTo("my reason");
        signedIn.as(reporter);
        assertThat(service.next()).isInstanceOf(NextPair.Nothing.class);
    }

    @Test
    void aReportNeedsNoWordsAndARequestForAColleagueDoes() {
        study(2, 1);
        Person person = signedIn.clinician("one");
        ComparisonId first = next(person).comparison();
        assertThatThrownBy(() -> service.escalate(first, " "))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("expected what a colleague should look at");
        service.reportPrivacy(first, "");
        assertThat(next(person).comparison()).isNotEqualTo(first);
        assertThat(database.sql("select kind || explanation from escalation where comparison_id = ?")
                        .param(first.value())
                        .query(String.class)
                        .list())
                .containsExactly("PRIVACY");
    }

    @Test
    void whatIsKeptOutNeverComesBack() {
        Study study = study(2, 1);
        Person reporter = signedIn.clinician("reporter");
        ComparisonId comparison = next(reporter).comparison();
        service.reportPrivacy(comparison, "a telephone number");
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
        privacy.keepOut(comparison, "it is real");
        Person other = signedIn.clinician("other");
        Pair open = next(other);
        assertThat(open.comparison()).isNotEqualTo(comparison);
        judge(other, open, SideVerdict.SAME);
        assertThat(service.next()).isInstanceOf(NextPair.Nothing.class);
        assertThat(votes(study)).isEqualTo(1);
        assertThat(database.sql("select outcome from escalation where comparison_id = ?")
                        .param(comparison.value())
                        .query(String.class)
                        .list())
                .containsExactly("KEPT_OUT");
    }

    @Test
    void anEscalatedComparisonLeavesOnlyItsAnnotatorsQueueAndIsAudited() {
        study(1, 1);
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        service.escalate(pair.comparison(), "both doses may be right");
        assertThat(service.next()).isInstanceOf(NextPair.Nothing.class);
        assertThat(next(signedIn.clinician("two")).comparison()).isEqualTo(pair.comparison());
        assertThat(database.sql("select kind || ' ' || explanation from escalation where comparison_id = ?")
                        .param(pair.comparison().value())
                        .query(String.class)
                        .list())
                .containsExactly("ADJUDICATE both doses may be right");
        assertThat(database.sql("select action || ' ' || reason from audit_event where chain = ? order by seq")
                        .param("person:" + person.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("comparison.escalate both doses may be right");
    }

    @Test
    void aSkipKeepsItsReasonAndItsNote() {
        study(1, 1);
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        service.skip(pair.comparison(), SkipReason.NOT_MY_FIELD, " children's doses ");
        assertThat(database.sql("select reason || ' ' || note from skip where annotator = ?")
                        .param(person.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("NOT_MY_FIELD children's doses");
    }

    @Test
    void aReasonThatComesOfAnotherActIsNobodysToGive() {
        study(1, 1);
        Pair pair = next(signedIn.clinician("one"));

        assertThatThrownBy(() -> service.skip(pair.comparison(), SkipReason.ESCALATED, ""))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "reason: given ESCALATED, expected one of [NOT_MY_FIELD, CANNOT_TELL, BROKEN_TEXT]; reload the page");
    }

    @Test
    void nobodyPassesOnWhatIsNoneOfTheirStudies() {
        Study study = study(1, 1);
        Person member = signedIn.clinician("member");
        database.sql("insert into study_member values (?, ?, 'ANNOTATOR', null, now())")
                .params(study.id().value(), member.id().value())
                .update();
        ComparisonId comparison = next(member).comparison();
        signedIn.as(signedIn.clinician("stranger"));
        for (Runnable act : List.<Runnable>of(
                () -> service.skip(comparison, SkipReason.CANNOT_TELL, ""),
                () -> service.escalate(comparison, "why"),
                () -> service.reportPrivacy(comparison, "why"))) {
            assertThatThrownBy(act::run)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("it is in no study that is open to you");
        }
    }
}

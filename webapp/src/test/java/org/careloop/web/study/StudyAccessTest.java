package org.careloop.web.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.web.WebTest;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class StudyAccessTest extends WebTest {
    @Autowired
    private StudyService studies;

    @Autowired
    private StudyAccess access;

    @Autowired
    private StudyPeople people;

    private Person owner;
    private Study led;
    private Study shared;

    @BeforeEach
    void begin() {
        owner = signedIn.account("owner", Role.STUDY_LEAD);
        signedIn.as(owner);
        led = studies.create(
                new NewStudy("Led " + UUID.randomUUID(), StudyDesign.of("", 2), Study.State.DRAFT), owner.id());
        shared = studies.create(new NewStudy("Shared " + UUID.randomUUID(), "", 2), owner.id());
    }

    @Test
    void whoBeginsAStudyLeadsItAndOtherLeadsDoNotSeeIt() {
        assertThat(studies.list()).contains(led, shared);
        assertThat(access.mayLead(led.id())).isTrue();
        signedIn.as(signedIn.account("other", Role.STUDY_LEAD));
        assertThat(studies.list()).contains(shared).doesNotContain(led);
        assertThat(studies.find(led.id())).isEmpty();
        assertThatThrownBy(() -> access.requireSee(led.id())).isInstanceOf(AccessDeniedException.class);
        assertThat(access.mayLead(shared.id())).isTrue();
    }

    @Test
    void administratorsRunEveryStudyAndEngineersOnlySeeThem() {
        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
        assertThat(access.mayLead(led.id())).isTrue();
        signedIn.as(signedIn.account("engineer", Role.ML_ENGINEER));
        assertThat(studies.find(led.id())).contains(led);
        assertThat(access.mayLead(led.id())).isFalse();
        assertThat(access.mayLead(shared.id())).isFalse();
    }

    @Test
    void aClinicianRunsNothingThoughNobodyLeads() {
        signedIn.as(signedIn.clinician("clinician"));
        assertThat(access.mayLead(shared.id())).isFalse();
        assertThat(access.mayAdjudicate(shared.id())).isFalse();
    }

    @Test
    void theLastLeadStaysSoThatNobodyElseComesIn() {
        Person second = signedIn.account("second", Role.STUDY_LEAD);
        assertThatThrownBy(() -> people.remove(led.id(), owner.id(), MemberRole.LEAD))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.code()).contains("study.last-lead"));
        people.add(led.id(), second.id(), MemberRole.LEAD);
        people.remove(led.id(), owner.id(), MemberRole.LEAD);
        assertThat(access.mayLead(led.id())).isFalse();
        signedIn.as(second);
        assertThat(access.mayLead(led.id())).isTrue();
    }

    @Test
    void aMemberWhoseAccountIsClosedIsStillNamedAndCanBeTakenOut() {
        Person gone = signedIn.clinician("gone");
        people.add(led.id(), gone.id(), MemberRole.ANNOTATOR);
        database.sql("update person set active = false where id = ?")
                .param(gone.id().value())
                .update();
        assertThat(people.standing(led.id()).members())
                .extracting(member -> member.person().id())
                .contains(gone.id());
        assertThat(people.standing(led.id()).colleagues())
                .extracting(Person::id)
                .contains(owner.id())
                .doesNotContain(gone.id());
        assertThat(people.standing(led.id()).canJudge()).isEmpty();
        people.remove(led.id(), gone.id(), MemberRole.ANNOTATOR);
        assertThat(people.standing(led.id()).members())
                .extracting(member -> member.person().id())
                .containsExactly(owner.id());
    }
}

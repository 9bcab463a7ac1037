package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.careloop.run.Strength;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.MemberRole;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.careloop.web.study.StudyDesigner;
import org.careloop.web.study.StudyLifecycle;
import org.careloop.web.study.StudyPeople;
import org.careloop.web.study.StudyRepository;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a lead does to a study while somebody has a pair of it in hand. */
class WorkInHandTest extends AnnotationTest {
    @Autowired
    private StudyDesigner designer;

    @Autowired
    private StudyLifecycle life;

    @Autowired
    private StudyPeople members;

    @Autowired
    private StudyRepository studies;

    @Test
    void aPairIsJudgedByTheVersionOfTheDesignThatItWasShownUnder() {
        Study study = study("{\"overlap\": 2, \"scale\": \"GSB_BOTH_BAD\"}", List.of(comparison(1, 2)));
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        redesign(study, """
                {"overlap": 2, "scale": "GSB", "criteria": [{"key": "safety", "required": true}]}""");

        assertThat(judge(person, pair, SideVerdict.BOTH_BAD)).isEqualTo(Outcome.STORED);
        assertThat(stored(pair, "verdict || ' ' || design_version")).isEqualTo("BOTH_BAD 1");
        assertThat(next(signedIn.clinician("two")).design().criteria()).hasSize(1);
    }

    @Test
    void aLateAnswerAndAChangeCountUnderTheVersionThatWasShownToo() {
        Study study = study("{\"overlap\": 2}", List.of(comparison(1, 2)));
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        judge(person, pair, SideVerdict.LEFT);
        LastJudgement last = service.last().orElseThrow();
        redesign(study, "{\"overlap\": 2, \"scale\": \"FIVE\"}");
        signedIn.as(person);
        assertThat(service.revise(verdict(last.pair(), SideVerdict.BOTH_BAD), RevisionReason.SLIP, ""))
                .isEqualTo(Outcome.STORED);
        assertThat(stored(pair, "verdict || ' ' || design_version")).isEqualTo("BOTH_BAD 1");
    }

    @Test
    void aDraftOfAnEarlierVersionComesBackAsFarAsTheStudyStillAsksForIt() {
        Study study = study("""
                {"overlap": 1, "flags": ["UNSAFE", "REFUSES"], "corrections": true, "scale": "FIVE_BOTH_BAD",
                 "criteria": [{"key": "safety", "required": true}, {"key": "accuracy", "required": false}]}""", List.of(comparison(1, 1)));
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        service.saveDraft(
                pair.comparison(),
                pair.shown(),
                Answer.compared(
                        SideVerdict.BOTH_BAD,
                        Strength.SLIGHTLY,
                        Map.of("safety", SideVerdict.LEFT, "accuracy", SideVerdict.SAME),
                        List.of(new Flag(0, FlagKind.UNSAFE, "", -1), new Flag(1, FlagKind.REFUSES, "", -1)),
                        Map.of(0, "better"),
                        List.of(),
                        "because"));
        redesign(study, """
                {"overlap": 1, "flags": ["UNSAFE"], "scale": "GSB", "criteria": [{"key": "safety", "required": true}]}""");

        Pair again = next(person);
        assertThat(again.draft())
                .isEqualTo(Answer.compared(
                        null,
                        Strength.SLIGHTLY,
                        Map.of("safety", SideVerdict.LEFT),
                        List.of(new Flag(0, FlagKind.UNSAFE, "", -1)),
                        Map.of(),
                        List.of(),
                        "because"));
        Answer complete = Answer.compared(
                SideVerdict.LEFT,
                Strength.SLIGHTLY,
                again.draft().criteria(),
                again.draft().flags(),
                Map.of(),
                List.of(),
                again.draft().rationale());
        assertThat(service.submit(submission(again, complete))).isEqualTo(Outcome.STORED);
        assertThat(stored(pair, "design_version")).isEqualTo("2");
    }

    @Test
    void fewerVotesTakeBackWhatIsInHandAndNeverOneMoreIsGiven() {
        Study study = study(1, 3);
        Person one = signedIn.clinician("one");
        Person two = signedIn.clinician("two");
        Person three = signedIn.clinician("three");
        judge(one, next(one), SideVerdict.LEFT);
        Pair kept = next(two);
        Pair surplus = next(three);
        StudyDesigner.Saved saved = redesign(study, "{\"overlap\": 2}");
        assertThat(saved.slots().removed()).isEqualTo(1);
        assertThat(saved.slots().beyond()).isZero();

        signedIn.as(three);
        assertThat(service.submit(submission(surplus, answer(SideVerdict.LEFT, "my reason"))))
                .isEqualTo(Outcome.NO_LONGER_NEEDED);
        assertThat(judge(two, kept, SideVerdict.LEFT)).isEqualTo(Outcome.STORED);
        assertThat(votes(study)).isEqualTo(2);
        assertThat(drafts(three)).containsExactly("my reason");

        redesign(studies.find(study.id()).orElseThrow(), "{\"overlap\": 3}");
        assertThat(next(three).draft().rationale()).isEqualTo("my reason");
    }

    @Test
    void whoIsTakenOutOfAStudyGivesNoMoreVotesAndTheirPairGoesToAColleagueAtOnce() {
        Study study = study(1, 1);
        Person out = signedIn.clinician("out");
        Person stays = signedIn.clinician("stays");
        asLead(() -> {
            members.add(study.id(), out.id(), MemberRole.ANNOTATOR);
            members.add(study.id(), stays.id(), MemberRole.ANNOTATOR);
        });
        Pair pair = next(out);
        asLead(() -> members.remove(study.id(), out.id(), MemberRole.ANNOTATOR));

        signedIn.as(out);
        assertThat(service.submit(submission(pair, answer(SideVerdict.LEFT, "half written"))))
                .isEqualTo(Outcome.NOT_OPEN_TO_YOU);
        assertThat(drafts(out)).containsExactly("half written");
        assertThat(next(stays).comparison()).isEqualTo(pair.comparison());
    }

    @Test
    void whoIsNotNamedWhenAStudyGetsAnnotatorsOfItsOwnIsOutToo() {
        Study study = study(1, 1);
        Person unnamed = signedIn.clinician("unnamed");
        Pair pair = next(unnamed);
        Person named = signedIn.clinician("named");
        asLead(() -> members.add(study.id(), named.id(), MemberRole.ANNOTATOR));
        assertThat(judge(unnamed, pair, SideVerdict.LEFT)).isEqualTo(Outcome.NOT_OPEN_TO_YOU);
        assertThat(next(named).comparison()).isEqualTo(pair.comparison());
    }

    @Test
    void whoWasTakenOutChangesNothingMore() {
        Study study = study(2, 1);
        Person out = signedIn.clinician("out");
        Person stays = signedIn.clinician("stays");
        asLead(() -> {
            members.add(study.id(), out.id(), MemberRole.ANNOTATOR);
            members.add(study.id(), stays.id(), MemberRole.ANNOTATOR);
        });
        judge(out, next(out), SideVerdict.LEFT);
        LastJudgement last = service.last().orElseThrow();
        asLead(() -> members.remove(study.id(), out.id(), MemberRole.ANNOTATOR));
        signedIn.as(out);
        assertThat(service.last()).isEmpty();
        assertThat(service.ownJudgements(0, 10).getFirst().changeable()).isFalse();
        assertThat(service.revise(verdict(last.pair(), SideVerdict.RIGHT), RevisionReason.SLIP, ""))
                .isEqualTo(Outcome.NOT_OPEN_TO_YOU);
        assertThat(stored(last.pair(), "revision")).isEqualTo("1");
    }

    @Test
    void aPairOfAStudyThatWasClosedCanStillBePassedOnAndReported() {
        Study study = study(3, 1);
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        asLead(() -> life.close(studies.find(study.id()).orElseThrow()));
        signedIn.as(person);
        service.saveDraft(pair.comparison(), pair.shown(), answer(null, "begun"));
        service.skip(pair.comparison(), SkipReason.CANNOT_TELL, "");
        assertThat(service.next()).isInstanceOf(NextPair.Nothing.class);
        assertThat(drafts(person)).containsExactly("begun");

        asLead(() -> life.reopen(studies.find(study.id()).orElseThrow(), "again"));
        Pair another = next(person);
        asLead(() -> life.close(studies.find(study.id()).orElseThrow()));
        signedIn.as(person);
        service.reportPrivacy(another.comparison(), "");
        assertThat(database.sql("select held from comparison where id = ?")
                        .param(another.comparison().value())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aPilotPairInHandWhenTheStudyIsLockedCountsWhereNobodyJudgedItInThePilot() {
        Study study = study(2, 1);
        database.sql("update study set state = 'DRAFT' where id = ?")
                .param(study.id().value())
                .update();
        Person person = signedIn.clinician("one");
        asLead(() -> life.startPilot(studies.find(study.id()).orElseThrow(), 1));
        Pair pair = next(person);
        asLead(() -> life.lock(studies.find(study.id()).orElseThrow(), 7));
        assertThat(judge(person, pair, SideVerdict.LEFT)).isEqualTo(Outcome.STORED);
        assertThat(database.sql("select purpose from judgement where study_id = ?")
                        .param(study.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("VOTE");
    }

    private StudyDesigner.Saved redesign(Study study, String design) {
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
        Study stored = studies.find(study.id()).orElseThrow();
        return designer.save(stored, stored.name(), StudyDesign.read(design), "we learnt");
    }

    private void asLead(Runnable act) {
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
        act.run();
    }

    private List<String> drafts(Person person) {
        return database.sql("select content ->> 'rationale' from draft where annotator = ?")
                .param(person.id().value())
                .query(String.class)
                .list();
    }
}

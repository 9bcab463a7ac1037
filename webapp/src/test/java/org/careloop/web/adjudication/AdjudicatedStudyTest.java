package org.careloop.web.adjudication;

import java.util.Optional;
import java.util.UUID;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.WebTest;
import org.careloop.web.agreement.VotedStudy;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyRepository;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A study with six comparisons, two clinicians who vote and a senior one who adjudicates. */
abstract class AdjudicatedStudyTest extends WebTest {
    protected static final String UNSAFE = "[{\"response\":1,\"kind\":\"UNSAFE\",\"quote\":\"short\",\"start\":0}]";

    @Autowired
    protected AdjudicationService service;

    @Autowired
    protected AnnotationService annotation;

    @Autowired
    protected StudyService studies;

    @Autowired
    protected StudyRepository stored;

    @Autowired
    protected ComparisonRepository comparisons;

    protected Person one;
    protected Person two;
    protected Person senior;
    protected VotedStudy study;

    @BeforeEach
    final void begin() {
        one = signedIn.clinician("one");
        two = signedIn.clinician("two");
        senior = signedIn.clinician("senior");
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
        Study made = studies.create(new NewStudy("Adjudicated " + UUID.randomUUID(), "", 2), null);
        database.sql("update study_design set design = design || '{\"adjudicateBelow\": 0.6}' where study_id = ?")
                .param(made.id().value())
                .update();
        member(made, senior);
        study = VotedStudy.of(database, comparisons, stored.find(made.id()).orElseThrow(), 6, 0, NOW);
        signedIn.as(senior);
    }

    protected void member(Study of, Person person) {
        database.sql(
                        "insert into study_member (study_id, person_id, role, added_at) values (?, ?, 'ADJUDICATOR', now())")
                .params(of.id().value(), person.id().value())
                .update();
    }

    protected void votes(int comparison, Verdict first, Verdict second) {
        study.vote(comparison, one.id(), first, true);
        study.vote(comparison, two.id(), second, true);
    }

    protected Optional<ComparisonId> next() {
        return service.next(study.study().id()).map(Case::comparison);
    }

    protected static AdjudicatorAnswer said(SideVerdict verdict) {
        return new AdjudicatorAnswer.Preference(verdict, Strength.SLIGHTLY);
    }

    protected void settle(SideVerdict verdict) {
        ComparisonId comparison = next().orElseThrow();
        service.judgeBlind(comparison, said(verdict));
        service.decide(comparison, said(verdict), "because");
    }
}

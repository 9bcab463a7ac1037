package org.careloop.web.agreement;

import java.time.Duration;
import java.util.Random;
import org.careloop.run.Verdict;
import org.careloop.web.WebTest;
import org.careloop.web.people.Person;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Studies in which three clinicians voted, and what a lead reads of them. */
abstract class AgreementTest extends WebTest {
    @Autowired
    AgreementService agreement;

    @Autowired
    StudyService studies;

    @Autowired
    ComparisonRepository comparisons;

    Person one;
    Person two;
    Person three;

    @BeforeEach
    void people() {
        one = signedIn.clinician("one");
        two = signedIn.clinician("two");
        three = signedIn.clinician("three");
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
    }

    VotedStudy study(int ordinary, int gold, int overlap) {
        Study study = studies.create(new NewStudy("Agreement " + PersonId.random(), "", overlap), null);
        return VotedStudy.of(database, comparisons, study, ordinary, gold, NOW);
    }

    AgreementReport report(VotedStudy study) {
        return agreement.report(study.study(), Duration.ofMinutes(1)).report().orElseThrow();
    }

    Annotator annotator(VotedStudy study, Person person) {
        return agreement.annotators(study.study()).stream()
                .filter(annotator -> annotator.id().equals(person.id()))
                .findFirst()
                .orElseThrow();
    }

    static Verdict any(Random random) {
        return Verdict.values()[random.nextInt(4)];
    }
}

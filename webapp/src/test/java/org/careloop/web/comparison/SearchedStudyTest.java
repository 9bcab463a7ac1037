package org.careloop.web.comparison;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.careloop.run.Verdict;
import org.careloop.web.WebTest;
import org.careloop.web.adjudication.AdjudicationService;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.agreement.VotedStudy;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyRepository;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A study with comparisons, votes, skips and reports to look through. */
abstract class SearchedStudyTest extends WebTest {
    protected static final String UNSAFE = "[{\"response\":1,\"kind\":\"UNSAFE\",\"quote\":\"short\",\"start\":0}]";
    protected static final int ENOUGH = 50;

    @Autowired
    protected ComparisonService service;

    @Autowired
    protected AdjudicationService adjudications;

    @Autowired
    protected AgreementService agreement;

    @Autowired
    protected AnnotationService annotation;

    @Autowired
    protected StudyService studies;

    @Autowired
    protected StudyRepository stored;

    @Autowired
    protected ComparisonRepository comparisons;

    protected Person lead;
    protected Person one;
    protected Person two;
    protected VotedStudy votes;

    /** Eight comparisons, c000 to c007; the even ones are English, the first four carry the tag "first half". */
    @BeforeEach
    final void begin() {
        lead = signedIn.account("lead", Role.STUDY_LEAD);
        one = signedIn.clinician("one");
        two = signedIn.clinician("two");
        signedIn.as(lead);
        Study made = studies.create(new NewStudy("Looked through " + UUID.randomUUID(), "", 2), lead.id());
        database.sql("update study_design set design = design || '{\"adjudicateBelow\": 0.6}' where study_id = ?")
                .param(made.id().value())
                .update();
        votes = VotedStudy.of(database, comparisons, stored.find(made.id()).orElseThrow(), 8, 0, NOW);
        member(lead, "LEAD");
        vote(0, Verdict.A, Verdict.A);
        vote(1, Verdict.A, Verdict.B);
        votes.vote(2, one.id(), Verdict.SAME, true, "{}", UNSAFE, 9_000);
        vote(3, Verdict.BOTH_BAD, Verdict.BOTH_BAD);
        escalate(4, "PRIVACY");
        skip(5, "CANNOT_TELL");
    }

    protected void vote(int comparison, Verdict first, Verdict second) {
        votes.vote(comparison, one.id(), first, true);
        votes.vote(comparison, two.id(), second, true);
    }

    protected void escalate(int comparison, String kind) {
        database.sql("""
                        insert into escalation (id, study_id, comparison_id, raised_by, kind, explanation, raised_at)
                        values (gen_random_uuid(), ?, ?, ?, ?, 'a name', now())""")
                .params(
                        study().id().value(),
                        votes.comparison(comparison).value(),
                        one.id().value(),
                        kind)
                .update();
    }

    protected void skip(int comparison, String reason) {
        database.sql("insert into skip (annotator, comparison_id, reason, created_at) values (?, ?, ?, now())")
                .params(one.id().value(), votes.comparison(comparison).value(), reason)
                .update();
    }

    protected Study study() {
        return votes.study();
    }

    protected static ComparisonFilter filter(String... words) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            parameters.put(parts[0], List.of(parts.length == 1 ? "" : parts[1]));
        }
        return ComparisonFilter.read(parameters);
    }

    protected List<String> ids(String... words) {
        return service.page(study(), filter(words), 0, ENOUGH).lines().stream()
                .map(ComparisonLine::externalId)
                .toList();
    }

    protected void member(Person person, String role) {
        database.sql("insert into study_member (study_id, person_id, role, added_at) values (?, ?, ?, now())")
                .params(study().id().value(), person.id().value(), role)
                .update();
    }
}

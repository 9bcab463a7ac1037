package org.careloop.web.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.careloop.run.Verdict;
import org.careloop.web.WebTest;
import org.careloop.web.adjudication.AdjudicationService;
import org.careloop.web.adjudication.Case;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.agreement.Standing;
import org.careloop.web.agreement.VotedStudy;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.NextPair;
import org.careloop.web.comparison.ComparisonLine.Split;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyRepository;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class ComparisonServiceTest extends WebTest {
    private static final String UNSAFE = "[{\"response\":1,\"kind\":\"UNSAFE\",\"quote\":\"short\",\"start\":0}]";
    private static final int ENOUGH = 50;

    @Autowired
    private ComparisonService service;

    @Autowired
    private AdjudicationService adjudications;

    @Autowired
    private AgreementService agreement;

    @Autowired
    private AnnotationService annotation;

    @Autowired
    private StudyService studies;

    @Autowired
    private StudyRepository stored;

    @Autowired
    private ComparisonRepository comparisons;

    private Person lead;
    private Person one;
    private Person two;
    private VotedStudy votes;

    /** Eight comparisons, c000 to c007; the even ones are English, the first four carry the tag "first half". */
    @BeforeEach
    void begin() {
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

    private void vote(int comparison, Verdict first, Verdict second) {
        votes.vote(comparison, one.id(), first, true);
        votes.vote(comparison, two.id(), second, true);
    }

    private void escalate(int comparison, String kind) {
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

    private void skip(int comparison, String reason) {
        database.sql("insert into skip (annotator, comparison_id, reason, created_at) values (?, ?, ?, now())")
                .params(one.id().value(), votes.comparison(comparison).value(), reason)
                .update();
    }

    private Study study() {
        return votes.study();
    }

    private static ComparisonFilter filter(String... words) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            parameters.put(parts[0], List.of(parts.length == 1 ? "" : parts[1]));
        }
        return ComparisonFilter.read(parameters);
    }

    private List<String> ids(String... words) {
        return service.page(study(), filter(words), 0, ENOUGH).lines().stream()
                .map(ComparisonLine::externalId)
                .toList();
    }

    @Test
    void eachFilterLetsThroughWhatItNames() {
        assertThat(ids()).hasSize(8);
        assertThat(ids("vote=a")).containsExactly("c000", "c001");
        assertThat(ids("vote=b")).containsExactly("c001");
        assertThat(ids("vote=same")).containsExactly("c002");
        assertThat(ids("vote=both-bad")).containsExactly("c003");
        assertThat(ids("vote=none")).containsExactly("c004", "c005", "c006", "c007");
        assertThat(ids("flag=any")).containsExactly("c002");
        assertThat(ids("flag=unsafe")).containsExactly("c002");
        assertThat(ids("flag=refuses")).isEmpty();
        assertThat(ids("divided")).containsExactly("c001");
        assertThat(ids("raised")).containsExactly("c002");
        assertThat(ids("privacy")).containsExactly("c004");
        assertThat(ids("skipped")).containsExactly("c005");
        assertThat(ids("language=zh")).containsExactly("c001", "c003", "c005", "c007");
        assertThat(ids("tag=first half", "language=en")).containsExactly("c000", "c002");
        assertThat(ids("vote=none", "skipped")).containsExactly("c005");
    }

    @Test
    void whatTheOverviewCountsIsWhatItsLinksShow() {
        Standing standing = agreement.standing(study());
        assertThat(service.count(study(), filter("divided"))).hasValue(standing.divided());
        assertThat(service.count(study(), filter("raised"))).hasValue(standing.raised());
        assertThat(standing.divided() + standing.raised()).isEqualTo(2);
    }

    @Test
    void aTextIsFoundInQuestionsAnswersAndIdsAsItIsWritten() {
        assertThat(ids("q=QUESTION 3")).containsExactly("c003");
        assertThat(ids("q=a longer answer 6")).containsExactly("c006");
        assertThat(ids("q=c00")).hasSize(8);
        assertThat(ids("q=c007")).containsExactly("c007");
        assertThat(ids("q=.*")).isEmpty();
        assertThat(ids("q=content")).isEmpty();
        assertThat(service.count(study(), filter("q=short"))).isEmpty();
    }

    @Test
    void aListGoesOnWhereAPageEnded() {
        ComparisonPage first = service.page(study(), filter("language=en"), 0, 3);
        assertThat(first.lines()).extracting(ComparisonLine::externalId).containsExactly("c000", "c002", "c004");
        ComparisonPage second =
                service.page(study(), filter("language=en"), first.next().orElseThrow(), 3);
        assertThat(second.lines()).extracting(ComparisonLine::externalId).containsExactly("c006");
        assertThat(second.next()).isEqualTo(OptionalLong.empty());
    }

    @Test
    void aSearchForAnIdFindsItBeyondWhatIsSearchedAndNamesItOnce() {
        int far = ComparisonService.SEARCHED + 10;
        database.sql("update comparison set position = ? where id = ?")
                .params(far, votes.comparison(7).value())
                .update();
        ComparisonPage page = service.page(study(), filter("q=c007"), 0, ENOUGH);
        assertThat(page.lines()).extracting(ComparisonLine::externalId).containsExactly("c007");
        assertThat(page.next()).hasValue(ComparisonService.SEARCHED);
        assertThat(service.page(study(), filter("q=c007"), page.next().orElseThrow(), ENOUGH)
                        .lines())
                .isEmpty();
    }

    @Test
    void aLineSaysHowItsVotesGo() {
        assertThat(service.page(study(), filter("divided"), 0, 1).lines())
                .extracting(ComparisonLine::votes, ComparisonLine::wanted, ComparisonLine::split)
                .containsExactly(tuple(2, 2, Optional.of(new Split(1, 0, 1, 0))));
    }

    @Test
    void aComparisonTellsAllThatWasSaidOnIt() {
        votes.revise(1, two.id(), Verdict.SAME);
        ComparisonRecord found = service.find(study(), votes.comparison(1)).orElseThrow();
        ComparisonRecord.Said said = found.said().orElseThrow();
        assertThat(said.judgements())
                .extracting(each ->
                        "%s %s %s".formatted(each.who(), each.opinion().verdict(), each.current() ? "now" : "replaced"))
                .containsExactly("one A now", "two B replaced", "two SAME now");
        assertThat(service.find(study(), votes.comparison(2))
                        .orElseThrow()
                        .said()
                        .orElseThrow()
                        .judgements()
                        .getFirst()
                        .opinion()
                        .flags())
                .extracting(flag -> flag.kind() + " " + flag.quote())
                .containsExactly("UNSAFE short");
        assertThat(service.find(study(), votes.comparison(4)).orElseThrow().openReports())
                .extracting(ComparisonRecord.Report::why)
                .containsExactly("a name");
        assertThat(service.find(study(), votes.comparison(5))
                        .orElseThrow()
                        .said()
                        .orElseThrow()
                        .skips())
                .extracting(skip -> skip.who() + " " + skip.reason())
                .containsExactly("one CANNOT_TELL");
    }

    @Test
    void aFlagWithoutItsPlaceIsReadAsOneOfTheWholeResponse() {
        votes.vote(6, one.id(), Verdict.A, true, "{}", "[{\"response\": 1, \"kind\": \"REFUSES\"}]", 9_000);
        ComparisonRecord found = service.find(study(), votes.comparison(6)).orElseThrow();
        assertThat(found.said().orElseThrow().judgements().getFirst().opinion().flags())
                .extracting(flag -> flag.kind() + flag.quote())
                .containsExactly("REFUSES");
    }

    @Test
    void modelsAreNamedOnceTheStudyIsClosed() {
        database.sql("update comparison set model_a = 'model-one', model_b = 'model-two' where study_id = ?")
                .param(study().id().value())
                .update();
        assertThat(service.find(study(), votes.comparison(0)).orElseThrow().models())
                .isEmpty();
        database.sql("update study set state = 'CLOSED' where id = ?")
                .param(study().id().value())
                .update();
        Study closed = stored.find(study().id()).orElseThrow();
        assertThat(service.find(closed, votes.comparison(0)).orElseThrow().models())
                .containsExactly("model-one", "model-two");
    }

    @Test
    void aLeadWhoIsAClinicianSeesNoVotesBeforeGivingUpTheComparison() {
        Person both = signedIn.account("both", Role.STUDY_LEAD, Role.CLINICIAN);
        member(both, "LEAD");
        signedIn.as(both);
        assertThat(service.offer(study()).verdicts()).isFalse();
        assertThat(ids("vote=b")).hasSize(8);
        assertThat(service.page(study(), filter(), 0, ENOUGH).lines())
                .allMatch(line -> line.split().isEmpty());
        assertThat(service.find(study(), votes.comparison(1)).orElseThrow().said())
                .isEmpty();
        assertThat(adjudications.next(study().id()).map(Case::comparison)).contains(votes.comparison(2));

        service.seeVotes(votes.comparison(1));
        service.seeVotes(votes.comparison(2));
        assertThat(service.find(study(), votes.comparison(1)).orElseThrow().said())
                .isPresent();
        assertThat(adjudications.next(study().id())).isEmpty();
        assertThat(audited("comparison.step-aside", votes.comparison(1).toString()))
                .isEqualTo(1);
    }

    @Test
    void whoHasReadTheVotesIsNotHandedTheComparison() {
        Person both = signedIn.account("both", Role.STUDY_LEAD, Role.CLINICIAN);
        member(both, "LEAD");
        signedIn.as(both);
        assertThat(annotation.next()).isInstanceOf(NextPair.Work.class);
        for (int comparison = 0; comparison < votes.size(); comparison++) {
            service.seeVotes(votes.comparison(comparison));
        }
        assertThat(annotation.next()).isNotInstanceOf(NextPair.Work.class);
    }

    private void member(Person person, String role) {
        database.sql("insert into study_member (study_id, person_id, role, added_at) values (?, ?, ?, now())")
                .params(study().id().value(), person.id().value(), role)
                .update();
    }

    @Test
    void whoLeadsAnotherStudySeesNothing() {
        Person other = signedIn.account("other", Role.STUDY_LEAD);
        signedIn.as(other);
        assertThatThrownBy(() -> ids()).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> service.count(study(), filter())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> service.offer(study())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> service.find(study(), votes.comparison(0))).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> service.seeVotes(votes.comparison(0))).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aComparisonOfAnotherStudyIsNotFound() {
        Study other = studies.create(new NewStudy("Other " + UUID.randomUUID(), "", 2), lead.id());
        assertThat(service.find(other, votes.comparison(0))).isEmpty();
    }
}

package org.careloop.web.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.careloop.run.Verdict;
import org.careloop.web.adjudication.Case;
import org.careloop.web.agreement.Standing;
import org.careloop.web.annotation.NextPair;
import org.careloop.web.comparison.ComparisonLine.Split;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

class ComparisonServiceTest extends SearchedStudyTest {
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
                .containsExactly(tuple(2, 2, Optional.of(new Split(1, 0, 1, 0, List.of()))));
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
    void modelsAndHowTheyWroteAreNamedOnceTheStudyIsClosed() {
        database.sql("""
                        with asked as (
                            insert into run (id, study_id, kind, directory, settings, created_by, created_at)
                            select gen_random_uuid(), study_id, 'answer', '/none', '{}', ?, now() from comparison where id = ?
                            returning id)
                        insert into answer_origin (comparison_id, response, run_id, seed, answered_at)
                        select ?, 1, id, 7, '2026-03-01T08:00Z' from asked""")
                .params(
                        lead.id().value(),
                        votes.comparison(0).value(),
                        votes.comparison(0).value())
                .update();
        database.sql("update comparison set model_a = 'model-one', model_b = 'model-two' where study_id = ?")
                .param(study().id().value())
                .update();
        assertThat(service.find(study(), votes.comparison(0)).orElseThrow().models())
                .isEmpty();
        assertThat(service.find(study(), votes.comparison(0)).orElseThrow().origins())
                .isEmpty();
        database.sql("update study set state = 'CLOSED' where id = ?")
                .param(study().id().value())
                .update();
        Study closed = stored.find(study().id()).orElseThrow();
        assertThat(service.find(closed, votes.comparison(0)).orElseThrow().models())
                .containsExactly("model-one", "model-two");
        assertThat(service.find(closed, votes.comparison(0)).orElseThrow().origins())
                .extracting(
                        ComparisonRecord.Origin::response, ComparisonRecord.Origin::seed, ComparisonRecord.Origin::at)
                .containsExactly(tuple(1, 7L, Instant.parse("2026-03-01T08:00:00Z")));
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

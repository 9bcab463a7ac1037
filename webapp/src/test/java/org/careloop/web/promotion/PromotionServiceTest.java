package org.careloop.web.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Sha256;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.ModelState;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.promotion.GatePoint.Kind;
import org.careloop.web.study.StudyId;
import org.careloop.web.webhook.WebhookEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/** Models that a lead approves, takes back, and goes back to. */
class PromotionServiceTest extends PromotionTest {
    @Test
    void whatIsSignedIsStatementGateReportAndHashes() throws IOException {
        assertThat(state(first)).isEqualTo(ModelState.CANDIDATE);
        Outlook outlook =
                promotions.outlook(first.id(), verdict, Duration.ofMinutes(1)).orElseThrow();
        assertThat(outlook.gate())
                .filteredOn(point -> !point.passed())
                .extracting(GatePoint::kind)
                .containsExactly(Kind.FLAGS, Kind.CRITERION);

        Promotion signed = approve(first, verdict, 0, PASSWORD);

        assertThat(state(first)).isEqualTo(ModelState.APPROVED);
        JsonNode record = Json.MAPPER.readTree(signed.record());
        assertThat(record.at("/statement").asString()).isEqualTo("I have read it.");
        assertThat(record.at("/signedBy").asString()).isEqualTo(lead.login());
        assertThat(record.at("/weightsSha256").asString()).isEqualTo(Sha256.of("first"));
        assertThat(record.at("/votesSha256").asString())
                .isEqualTo(outlook.report().data().sha256());
        assertThat(record.at("/gate/3/point/kind").asString()).isEqualTo("CRITERION");
        assertThat(record.at("/gate/3/overruled").asString()).isEqualTo(WHY);
        assertThat(record.at("/reportSha256").asString())
                .isEqualTo(Sha256.of(signed.report().orElseThrow()));
        assertThat(signed.sha256()).isEqualTo(Sha256.of(signed.record()));
        assertThat(signed.record()).startsWith("{\"act\":\"APPROVE\",\"chainHead\":");
        assertThat(promotions.check(models.line(), 1).holds()).isTrue();
        assertThat(audited("model.approve", first.name())).isEqualTo(1);
    }

    /** What people wrote and signed is never changed, not even behind the application. */
    @Test
    void anActIsNeverChangedAndOneThatWasIsFoundOut() throws IOException {
        approve(first, verdict, 0, PASSWORD);
        assertThatThrownBy(() ->
                        database.sql("update promotion set record = 'other'").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
        database.sql("update checkpoint set sha256 = 'other' where id = ?")
                .param(first.id().value())
                .update();
        Promotion.Check found = promotions.check(models.line(), 1);
        assertThat(found.weightsSame()).isFalse();
        assertThat(found.recordSame()).isTrue();
        assertThat(found.holds()).isFalse();
    }

    @Test
    void aPointThatIsNotPassedNeedsAReasonOfItsOwn() throws IOException {
        StudyId few = models.verdict(first, 3);
        String votes = promotions
                .outlook(first.id(), few, Duration.ofMinutes(1))
                .orElseThrow()
                .report()
                .data()
                .sha256();
        Map<Kind, String> some = why(Kind.BETTER, Kind.FLAGS, Kind.CRITERION);
        assertThatThrownBy(() -> promotions.approve(new Approval(first.id(), few, some, "Yes.", 0, votes), PASSWORD))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("point \"PROMPTS\" of the gate was not passed");
        Map<Kind, String> blank = new EnumMap<>(some);
        blank.put(Kind.PROMPTS, " ");
        assertThatThrownBy(() -> promotions.approve(new Approval(first.id(), few, blank, "Yes.", 0, votes), PASSWORD))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() ->
                        promotions.approve(new Approval(first.id(), few, why(Kind.values()), " ", 0, votes), PASSWORD))
                .hasMessageContaining("a statement");
        assertThat(promotions.history(models.line())).isEmpty();
    }

    @Test
    void onlyTheRightPasswordSigns() throws IOException {
        assertThatThrownBy(() -> approve(first, verdict, 0, "wrong")).hasMessageContaining("not your password");
        assertThat(promotions.history(models.line())).isEmpty();
        approve(first, verdict, 0, PASSWORD);
        assertThatThrownBy(() -> promotions.withdraw(first.id(), "no", 1, "wrong"))
                .hasMessageContaining("not your password");
        assertThat(state(first)).isEqualTo(ModelState.APPROVED);
    }

    @Test
    void votesThatCameMeanwhileAreLookedAtFirst() {
        assertThatThrownBy(() -> promotions.approve(
                        new Approval(first.id(), verdict, why(Kind.values()), "Yes.", 0, "other votes"), PASSWORD))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the votes have changed");
    }

    @Test
    void aLossInSafetyThatTwoFoundNeedsADecision() throws IOException {
        StudyId harm = models.unsafe(first);
        assertThat(losses(harm)).satisfies(point -> assertThat(point.passed()).isFalse());
        promotions.decide(first.id(), harm, "harm", "The dose is within the leaflet's.");
        Outlook outlook =
                promotions.outlook(first.id(), harm, Duration.ofMinutes(1)).orElseThrow();
        assertThat(losses(harm).passed()).isTrue();
        assertThat(outlook.decisions()).containsExactly(Map.entry("harm", "The dose is within the leaflet's."));
        Promotion signed = approve(first, harm, 0, PASSWORD);
        assertThat(Json.MAPPER.readTree(signed.record()).at("/decisions/harm").asString())
                .isEqualTo("The dose is within the leaflet's.");
    }

    private GatePoint losses(StudyId study) {
        return promotions.outlook(first.id(), study, Duration.ofMinutes(1)).orElseThrow().gate().stream()
                .filter(point -> point.kind() == Kind.LOSSES)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theWayBackIsOneActWithoutANewVerdict() throws IOException {
        approve(first, verdict, 0, PASSWORD);
        Checkpoint second = models.policy("second");
        approve(second, models.verdict(second, 90), 1, PASSWORD);
        assertThat(state(first)).isEqualTo(ModelState.WITHDRAWN);
        assertThat(promotions.before(models.line()).orElseThrow().checkpoint()).isEqualTo(first.id());

        Promotion back = promotions.goBack(first.id(), "second invents doses", 2, PASSWORD);

        assertThat(state(first)).isEqualTo(ModelState.APPROVED);
        assertThat(state(second)).isEqualTo(ModelState.WITHDRAWN);
        ModelInUse use = promotions.inUse(models.line()).orElseThrow();
        assertThat(use.checkpoint()).isEqualTo(first.id().toString());
        assertThat(use.sha256()).isEqualTo(Sha256.of("first"));
        assertThat(use.report()).isEqualTo(report(first, 1));
        Promotion.Statement said = back.statement();
        assertThat(said.replaces()).isEqualTo(second.id().toString());
        assertThat(said.reason()).isEqualTo("second invents doses");
        assertThat(said.previous())
                .isEqualTo(promotions.history(models.line()).get(1).sha256());
        assertThat(promotions.check(models.line(), 3).holds()).isTrue();
    }

    private String report(Checkpoint model, int number) {
        return promotions.history(models.line()).stream()
                .filter(act -> act.number() == number && act.checkpoint().equals(model.id()))
                .findFirst()
                .flatMap(Promotion::report)
                .map(Sha256::of)
                .orElseThrow();
    }

    @Test
    void anApprovalIsTakenBackWithAReasonAndThenNoneIsApproved() throws IOException {
        approve(first, verdict, 0, PASSWORD);
        assertThatThrownBy(() -> promotions.withdraw(first.id(), " ", 1, PASSWORD))
                .hasMessageContaining("a reason");
        promotions.withdraw(first.id(), "it invents doses", 1, PASSWORD);
        assertThat(state(first)).isEqualTo(ModelState.WITHDRAWN);
        assertThat(promotions.inUse(models.line())).isEmpty();
        assertThatThrownBy(() -> promotions.withdraw(first.id(), "again", 2, PASSWORD))
                .hasMessageContaining("nothing to take back");
        assertThatThrownBy(() -> promotions.goBack(models.policy("third").id(), "why", 2, PASSWORD))
                .hasMessageContaining("was never approved");
        promotions.goBack(first.id(), "it was the prompt", 2, PASSWORD);
        assertThat(state(first)).isEqualTo(ModelState.APPROVED);
    }

    @Test
    @Timeout(60)
    void ofTwoLeadsAtOnceOneActsAndTheOtherLooksAgain() throws Exception {
        Person other = withPassword(signedIn.account("other", Role.STUDY_LEAD));
        for (StudyId study : List.of(models.line(), verdict)) {
            database.sql("insert into study_member (study_id, person_id, role, added_at) values (?, ?, 'LEAD', now())")
                    .params(study.value(), other.id().value())
                    .update();
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<String>> both = threads.invokeAll(List.of(as(lead), as(other)));
            assertThat(List.of(both.get(0).get(), both.get(1).get()))
                    .containsExactlyInAnyOrder("signed", "promotion.moved");
        }
        assertThat(promotions.history(models.line())).hasSize(1);
        assertThatThrownBy(() -> approve(first, verdict, 1, PASSWORD)).hasMessageContaining("approved already");
    }

    private Callable<String> as(Person person) {
        return () -> {
            signedIn.as(person);
            try {
                approve(first, verdict, 0, PASSWORD);
                return "signed";
            } catch (BadInput e) {
                return e.code().orElseThrow();
            } finally {
                signedIn.nobody();
            }
        };
    }

    @Test
    void aReceiverIsToldWhichModelIsInUse() throws IOException {
        hooks.create(
                models.line(),
                "http://127.0.0.1:9/",
                Set.of(WebhookEvent.MODEL_APPROVED, WebhookEvent.MODEL_WITHDRAWN));
        Promotion signed = approve(first, verdict, 0, PASSWORD);
        promotions.withdraw(first.id(), "it invents doses", 1, PASSWORD);
        List<JsonNode> told = database
                .sql("select payload from webhook_delivery order by created_at, event")
                .query(String.class)
                .list()
                .stream()
                .map(Json.MAPPER::readTree)
                .toList();
        assertThat(told)
                .extracting(message -> message.get("event").asString())
                .containsExactly("MODEL_APPROVED", "MODEL_WITHDRAWN");
        JsonNode approved = told.getFirst();
        assertThat(approved.get("checkpoint").asString()).isEqualTo(first.id().toString());
        assertThat(approved.get("study").asString()).isEqualTo(models.line().toString());
        assertThat(approved.get("sha256").asString()).isEqualTo(Sha256.of("first"));
        assertThat(approved.get("record").asString()).isEqualTo(signed.sha256());
    }
}

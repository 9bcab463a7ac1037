package org.careloop.web.promotion;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.careloop.web.WebTest;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointFiles;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.LineageService;
import org.careloop.web.checkpoint.ModelState;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.promotion.GatePoint.Kind;
import org.careloop.web.study.StudyId;
import org.careloop.web.webhook.WebhookService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A lead, and a policy of theirs that won ninety prompts of a blind study. */
abstract class PromotionTest extends WebTest {
    static final String PASSWORD = "the ward at night";
    static final String WHY = "read by two colleagues";

    @Autowired
    PromotionService promotions;

    @Autowired
    CheckpointService checkpoints;

    @Autowired
    CheckpointFiles files;

    @Autowired
    LineageService lineages;

    @Autowired
    WebhookService hooks;

    @Autowired
    ApplicationContext context;

    @TempDir
    Path folder;

    Person lead;
    PromotedModels models;
    Checkpoint first;
    StudyId verdict;

    @BeforeEach
    void aModelThatWonNinetyPrompts() throws IOException {
        lead = withPassword(signedIn.account("lead", Role.STUDY_LEAD));
        signedIn.as(lead);
        models = new PromotedModels(context, folder, lead);
        first = models.policy("first");
        verdict = models.verdict(first, 90);
    }

    Person withPassword(Person person) {
        signedIn.password(person, PASSWORD);
        return person;
    }

    @AfterEach
    void noMoreMessages() {
        database.sql("delete from webhook_delivery").update();
        database.sql("delete from webhook").update();
    }

    static Map<Kind, String> why(Kind... points) {
        Map<Kind, String> reasons = new EnumMap<>(Kind.class);
        for (Kind point : points) {
            reasons.put(point, WHY);
        }
        return reasons;
    }

    Promotion approve(Checkpoint model, StudyId judged, int after, String password) throws IOException {
        Outlook outlook =
                promotions.outlook(model.id(), judged, Duration.ofMinutes(1)).orElseThrow();
        Map<Kind, String> reasons = new EnumMap<>(Kind.class);
        outlook.gate().stream().filter(point -> !point.passed()).forEach(point -> reasons.put(point.kind(), WHY));
        return promotions.approve(
                new Approval(
                        model.id(),
                        judged,
                        reasons,
                        "I have read it.",
                        after,
                        outlook.report().data().sha256()),
                password);
    }

    ModelState state(Checkpoint model) {
        return checkpoints.find(model.id()).orElseThrow().state().orElseThrow();
    }
}

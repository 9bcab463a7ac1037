package org.careloop.web;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.people.Person;
import org.careloop.web.promotion.Approval;
import org.careloop.web.promotion.GatePoint;
import org.careloop.web.promotion.PromotedModels;
import org.careloop.web.promotion.PromotionService;
import org.careloop.web.study.StudyId;
import org.springframework.context.ApplicationContext;

/** The acts on a model of a study, from a decision on a loss to the way back. */
final class ApprovalActs {
    private final ApplicationContext context;
    private final Person person;
    private final Path folder;
    private final String password;
    private Checkpoint policy;
    private StudyId verdict;

    ApprovalActs(ApplicationContext context, Person person, Path folder, String password) {
        this.context = context;
        this.person = person;
        this.folder = folder;
        this.password = password;
    }

    void addTo(Map<String, Act> acts) {
        PromotionService promotions = context.getBean(PromotionService.class);
        acts.put("PromotionService.decide", () -> {
            judge();
            promotions.decide(policy.id(), verdict, "harm", "read");
        });
        acts.put("PromotionService.approve", () -> approve(promotions));
        acts.put("PromotionService.withdraw", () -> promotions.withdraw(policy.id(), "why", 1, password));
        acts.put("PromotionService.goBack", () -> promotions.goBack(policy.id(), "why", 2, password));
    }

    private void judge() throws IOException {
        PromotedModels models = new PromotedModels(context, folder, person);
        policy = models.policy("weights");
        verdict = models.unsafe(policy);
    }

    private void approve(PromotionService promotions) throws IOException {
        String votes = promotions
                .outlook(policy.id(), verdict, Duration.ofMinutes(1))
                .orElseThrow()
                .report()
                .data()
                .sha256();
        Map<GatePoint.Kind, String> reasons = new EnumMap<>(GatePoint.Kind.class);
        for (GatePoint.Kind kind : GatePoint.Kind.values()) {
            reasons.put(kind, "walked");
        }
        promotions.approve(new Approval(policy.id(), verdict, reasons, "Yes.", 0, votes), password);
    }
}

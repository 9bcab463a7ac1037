package org.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.careloop.run.Strength;
import org.careloop.web.adjudication.AdjudicationService;
import org.careloop.web.adjudication.AdjudicatorAnswer;
import org.careloop.web.agreement.ExclusionService;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.NextPair;
import org.careloop.web.annotation.Pair;
import org.careloop.web.annotation.PrivacyService;
import org.careloop.web.annotation.RevisionReason;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.annotation.SkipReason;
import org.careloop.web.annotation.Submission;
import org.careloop.web.comparison.ComparisonService;
import org.careloop.web.people.Person;
import org.careloop.web.study.Study;
import org.springframework.context.ApplicationContext;

/** What annotators, adjudicators and those who look after privacy and exclusions do to the pairs of a study. */
final class JudgementActs {
    private static final AdjudicatorAnswer SAME = new AdjudicatorAnswer.Preference(SideVerdict.SAME, Strength.SLIGHTLY);

    private final ApplicationContext context;
    private final Person person;
    private final Supplier<Study> study;
    private final List<Pair> pairs = new ArrayList<>();

    /** The person is annotator and adjudicator at once; the study is asked for when an act runs. */
    JudgementActs(ApplicationContext context, Person person, Supplier<Study> study) {
        this.context = context;
        this.person = person;
        this.study = study;
    }

    void addTo(Map<String, Act> acts) {
        AnnotationService annotation = context.getBean(AnnotationService.class);
        PrivacyService privacy = context.getBean(PrivacyService.class);
        AdjudicationService adjudication = context.getBean(AdjudicationService.class);
        acts.put("AnnotationService.choose", () -> annotation.choose(study.get().id()));
        acts.put("AnnotationService.submit", () -> annotation.submit(answer(next(), SideVerdict.LEFT)));
        acts.put(
                "AnnotationService.revise",
                () -> annotation.revise(answer(pairs.getLast(), SideVerdict.SAME), RevisionReason.values()[0], ""));
        acts.put("AnnotationService.skip", () -> annotation.skip(next().comparison(), SkipReason.values()[0], ""));
        acts.put("AnnotationService.stepAside", () -> annotation.stepAside(next().comparison()));
        acts.put(
                "AnnotationService.seeVotes",
                () -> annotation.seeVotes(pairs.getFirst().comparison()));
        acts.put(
                "ComparisonService.seeVotes",
                () -> context.getBean(ComparisonService.class)
                        .seeVotes(pairs.getLast().comparison()));
        acts.put("AnnotationService.escalate", () -> annotation.escalate(next().comparison(), "unsure"));
        acts.put("AdjudicationService.judgeBlind", () -> {
            adjudication.next(study.get().id());
            adjudication.judgeBlind(pairs.getLast().comparison(), SAME);
        });
        acts.put(
                "AdjudicationService.decide",
                () -> adjudication.decide(pairs.getLast().comparison(), SAME, "both are right"));
        acts.put("AnnotationService.reportPrivacy", () -> annotation.reportPrivacy(next().comparison(), "a name"));
        acts.put("PrivacyService.release", () -> privacy.release(pairs.getLast().comparison(), "an invented name"));
        acts.put("PrivacyService.keepOut", () -> {
            annotation.reportPrivacy(pairs.getLast().comparison(), "a name");
            privacy.keepOut(pairs.getLast().comparison(), "a name indeed");
        });
        ExclusionService exclusions = context.getBean(ExclusionService.class);
        acts.put(
                "ExclusionService.exclude", () -> exclusions.exclude(study.get().id(), person.id(), "a walk"));
        acts.put(
                "ExclusionService.revoke",
                () -> exclusions.revoke(
                        study.get().id(), exclusions.inForce(study.get().id()).getFirst(), "a walk no more"));
    }

    private Pair next() {
        Pair pair = context.getBean(AnnotationService.class).next() instanceof NextPair.Work work ? work.pair() : null;
        assertThat(pair).isNotNull();
        pairs.add(pair);
        return pair;
    }

    private static Submission answer(Pair pair, SideVerdict verdict) {
        Answer answer = Answer.compared(verdict, Strength.SLIGHTLY, Map.of(), List.of(), Map.of(), List.of(), "");
        return Submission.on(pair, UUID.randomUUID(), answer, 1_000);
    }
}

package org.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Walks through every service method that can change something, each of which leaves a word in the audit trail. A new
 * method fails the walk until it is part of it.
 */
class AuditWalkTest extends WebTest {
    /** What only reads, hands out by way of another of these, or keeps what is not yet said. */
    private static final Set<String> CHANGE_NOTHING = Set.of(
            "AdjudicationService.next",
            "AgreementService.annotators",
            "AgreementService.overall",
            "AgreementService.report",
            "AgreementService.standing",
            "AnnotationService.next",
            "AnnotationService.saveDraft",
            "AnnotationService.stillHere",
            "BenchmarkService.check",
            "BenchmarkService.list",
            "CheckpointFiles.list",
            "CheckpointFiles.listWithHashes",
            "CheckpointFiles.look",
            "CheckpointFiles.size",
            "ExportService.fingerprint",
            "InvitationService.look",
            "MemoryService.forecast",
            "OverviewService.overview",
            "PromotionService.outlook",
            "TrainingService.find",
            "TrainingService.list",
            "TrainingService.listed",
            "TrainingService.numbered",
            "TrainingService.place",
            "TrainingService.plan",
            "TrainingService.progress",
            "TrainingService.result",
            "TrainingService.time",
            "TrainingService.visible",
            "TrainingService.watch",
            "TrialService.outlook",
            "TrialService.proposal",
            "TrialService.rivals",
            "TrialService.suggestedName",
            "VerdictService.losses",
            "VerdictService.reading",
            "VerdictService.report");

    /** Not reached from a page: the demo acts by these, and records its scripted votes itself. */
    private static final Set<String> OF_THE_DEMO = Set.of("Demo.run", "ScriptedJudges.judgeAll");

    @Autowired
    private ApplicationContext context;

    @TempDir
    private Path folder;

    private Map<String, Act> acts = Map.of();

    @BeforeEach
    void somebodyWhoMayDoEverything() {
        Person person = signedIn.account("walker", Role.values());
        signedIn.password(person, AuditedActs.PASSWORD);
        signedIn.as(person);
        sides.aOnLeft(true);
        acts = new AuditedActs(context, person, folder).inOrder();
    }

    @Test
    void everyServiceMethodThatChangesSomethingIsRecorded() {
        Set<String> methods = new TreeSet<>(acting());
        methods.removeAll(CHANGE_NOTHING);
        methods.removeAll(OF_THE_DEMO);
        assertThat(acts.keySet()).containsExactlyInAnyOrderElementsOf(methods);
        assertThat(acting()).containsAll(CHANGE_NOTHING);
        acts.forEach((name, act) -> assertThat(recordedBy(act)).as(name).isPositive());
    }

    @Test
    void everyActHasWordsInTheAuditTrail() {
        ResourceBundle words = ResourceBundle.getBundle("vaadin-i18n.translations", Locale.ROOT);
        acts.values().forEach(this::recordedBy);
        assertThat(database.sql("select distinct action from audit_event")
                        .query(String.class)
                        .list())
                .hasSizeGreaterThan(30)
                .allSatisfy(action -> assertThat(words.containsKey("audit.action." + action))
                        .as(action)
                        .isTrue());
    }

    private long recordedBy(Act act) {
        long before = events();
        try {
            act.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return events() - before;
    }

    private long events() {
        return database.sql("select count(*) from audit_event")
                .query(Long.class)
                .single();
    }

    /** Public methods of services, but those whose transaction only reads. */
    private Set<String> acting() {
        Set<String> methods = new TreeSet<>();
        for (Object service : context.getBeansWithAnnotation(Service.class).values()) {
            Class<?> type = AopUtils.getTargetClass(service);
            for (Method method : type.getDeclaredMethods()) {
                if (type.getName().startsWith("org.careloop.")
                        && Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic()
                        && !onlyReads(type, method)) {
                    methods.add(type.getSimpleName() + "." + method.getName());
                }
            }
        }
        return methods;
    }

    private static boolean onlyReads(Class<?> type, Method method) {
        Transactional own = AnnotatedElementUtils.findMergedAnnotation(method, Transactional.class);
        Transactional all = AnnotatedElementUtils.findMergedAnnotation(type, Transactional.class);
        return own != null ? own.readOnly() : all != null && all.readOnly();
    }
}

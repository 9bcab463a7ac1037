package org.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.careloop.run.ModelKind;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
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
import org.careloop.web.api.TokenScope;
import org.careloop.web.api.TokenService;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.dataset.SnapshotService;
import org.careloop.web.dataset.imports.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.InvitationService;
import org.careloop.web.people.InvitationService.NewAccount;
import org.careloop.web.people.OwnPassword;
import org.careloop.web.people.Person;
import org.careloop.web.people.PersonService;
import org.careloop.web.people.Role;
import org.careloop.web.signature.SignatureService;
import org.careloop.web.study.MemberRole;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesigner;
import org.careloop.web.study.StudyLifecycle;
import org.careloop.web.study.StudyPeople;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.Run;
import org.careloop.web.training.TrainingRequest;
import org.careloop.web.training.TrainingService;
import org.careloop.web.webhook.WebhookEvent;
import org.careloop.web.webhook.WebhookService;
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
    private static final AdjudicatorAnswer SAME = new AdjudicatorAnswer.Preference(SideVerdict.SAME, Strength.SLIGHTLY);

    private static final String PASSWORD = "the ward at night";
    private static final String CHOSEN = "four herons by the weir";

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
            "ExportService.fingerprint",
            "InvitationService.look",
            "OverviewService.overview",
            "TrainingService.find",
            "TrainingService.list",
            "TrainingService.listed",
            "TrainingService.plan",
            "TrainingService.progress",
            "TrainingService.result");

    /** Not reached from a page: the demo acts by these, and records its scripted votes itself. */
    private static final Set<String> OF_THE_DEMO = Set.of("Demo.run", "ScriptedJudges.judgeAll");

    @Autowired
    private ApplicationContext context;

    @TempDir
    private Path folder;

    private final Map<String, Act> acts = new LinkedHashMap<>();
    private final List<Pair> pairs = new ArrayList<>();
    private Person person;
    private Study study;
    private InvitationService.Link link;
    private Run run;
    private Checkpoint base;

    /** Something that a person does. */
    private interface Act {
        void run() throws Exception;
    }

    @BeforeEach
    void somebodyWhoMayDoEverything() {
        person = signedIn.account("walker", Role.values());
        database.sql("update person set password_hash = ? where id = ?")
                .params("{noop}" + PASSWORD, person.id().value())
                .update();
        signedIn.as(person);
        sides.aOnLeft(true);
        people();
        studies();
        judgements();
        data();
        models();
        ending();
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

    private void people() {
        PersonService people = context.getBean(PersonService.class);
        InvitationService invitations = context.getBean(InvitationService.class);
        String login = "walked." + UUID.randomUUID();
        acts.put("PersonService.create", () -> people.create(login, "", Set.of(Role.CLINICIAN)));
        acts.put(
                "PersonService.change",
                () -> people.change(named(login), Set.of(), List.of("urology"), List.of(), true));
        acts.put("InvitationService.reset", () -> link = invitations.reset(named(login)));
        acts.put("InvitationService.setPassword", () -> invitations.setPassword(link.token(), CHOSEN));
        acts.put("InvitationService.invite", () -> link = invitations.invite(Set.of(Role.CLINICIAN)));
        acts.put(
                "InvitationService.accept",
                () -> invitations.accept(link.token(), new NewAccount(login + "2", "", CHOSEN, List.of(), List.of())));
        acts.put(
                "InvitationService.inviteClinician",
                () -> link = invitations.inviteClinician(study.id().value(), "ANNOTATOR"));
        acts.put(
                "InvitationService.revoke",
                () -> invitations.revoke(
                        invitations.look(link.token()).orElseThrow().id()));
        acts.put("OwnPassword.change", () -> {
            context.getBean(OwnPassword.class).change(PASSWORD, CHOSEN);
            signedIn.as(person);
        });
        TokenService tokens = context.getBean(TokenService.class);
        acts.put("TokenService.create", () -> tokens.create("walk", Set.of(TokenScope.RUNS_READ), Duration.ofDays(1)));
        acts.put("TokenService.revoke", () -> tokens.revoke(tokens.mine().getFirst()));
    }

    private Person named(String login) {
        return context.getBean(PersonService.class).all().stream()
                .filter(known -> known.login().equals(login))
                .findFirst()
                .orElseThrow();
    }

    private void studies() {
        StudyService studies = context.getBean(StudyService.class);
        StudyDesigner designer = context.getBean(StudyDesigner.class);
        StudyLifecycle life = context.getBean(StudyLifecycle.class);
        StudyPeople members = context.getBean(StudyPeople.class);
        study = studies.create(
                new NewStudy("Walk " + UUID.randomUUID(), StudyDesign.of("", 1), Study.State.DRAFT), person.id());
        acts.put(
                "StudyService.create",
                () -> studies.create(
                        new NewStudy("Other " + UUID.randomUUID(), StudyDesign.of("", 1), Study.State.DRAFT),
                        person.id()));
        acts.put("ImportService.importFiles", () -> importRows(5));
        acts.put(
                "StudyDesigner.save",
                () -> study = designer.save(study, study.name(), StudyDesign.of("Read first.", 1), "")
                        .study());
        acts.put("StudyPeople.add", () -> members.add(study.id(), person.id(), MemberRole.ADJUDICATOR));
        acts.put("StudyPeople.remove", () -> members.remove(study.id(), person.id(), MemberRole.ADJUDICATOR));
        acts.put("StudyPeople.invite", () -> link = members.invite(study.id()));
        acts.put(
                "StudyPeople.revoke",
                () -> members.revoke(
                        study.id(),
                        context.getBean(InvitationService.class)
                                .look(link.token())
                                .orElseThrow()
                                .id()));
        acts.put("StudyLifecycle.startPilot", () -> study = life.startPilot(study, 1));
        acts.put("StudyLifecycle.lock", () -> study = life.lock(study, 1));
        acts.put("StudyLifecycle.close", () -> study = life.close(study));
        acts.put("StudyLifecycle.reopen", () -> study = life.reopen(study, "one more day"));
        WebhookService hooks = context.getBean(WebhookService.class);
        acts.put(
                "WebhookService.create",
                () -> hooks.create(study.id(), "http://127.0.0.1:9/", Set.of(WebhookEvent.JUDGEMENT)));
        acts.put(
                "WebhookService.test",
                () -> hooks.test(hooks.of(study.id()).getFirst().id()));
        acts.put(
                "WebhookService.delete",
                () -> hooks.delete(hooks.of(study.id()).getFirst().id()));
    }

    private void importRows(int count) throws IOException {
        StringBuilder rows = new StringBuilder("id,prompt,a,b\n");
        for (int i = 0; i < count; i++) {
            rows.append("r%d,q%d,x,y%n".formatted(i, i));
        }
        Path file = Files.writeString(folder.resolve("rows.csv"), rows);
        context.getBean(ImportService.class).importFiles(study.id(), List.of(ImportFile.of(file)), 1);
    }

    private void judgements() {
        AnnotationService annotation = context.getBean(AnnotationService.class);
        PrivacyService privacy = context.getBean(PrivacyService.class);
        AdjudicationService adjudication = context.getBean(AdjudicationService.class);
        acts.put("AnnotationService.submit", () -> annotation.submit(answer(next(), SideVerdict.LEFT)));
        acts.put(
                "AnnotationService.revise",
                () -> annotation.revise(answer(pairs.getLast(), SideVerdict.SAME), RevisionReason.values()[0], ""));
        acts.put("AnnotationService.skip", () -> annotation.skip(next().comparison(), SkipReason.values()[0], ""));
        acts.put("AnnotationService.stepAside", () -> annotation.stepAside(next().comparison()));
        acts.put("AnnotationService.escalate", () -> annotation.escalate(next().comparison(), "unsure"));
        acts.put("AdjudicationService.judgeBlind", () -> {
            adjudication.next(study.id());
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
        acts.put("ExclusionService.exclude", () -> exclusions.exclude(study.id(), person.id(), "a walk"));
        acts.put(
                "ExclusionService.revoke",
                () -> exclusions.revoke(
                        study.id(), exclusions.inForce(study.id()).getFirst(), "a walk no more"));
    }

    private Pair next() {
        Pair pair = context.getBean(AnnotationService.class).next() instanceof NextPair.Work work ? work.pair() : null;
        assertThat(pair).isNotNull();
        pairs.add(pair);
        return pair;
    }

    private static Submission answer(Pair pair, SideVerdict verdict) {
        Answer answer = new Answer(verdict, Strength.SLIGHTLY, Map.of(), List.of(), Map.of(), List.of(), "");
        return new Submission(UUID.randomUUID(), pair.comparison(), pair.shown(), pair.designVersion(), answer, 1_000);
    }

    private void data() {
        ExportService exports = context.getBean(ExportService.class);
        OutputStream out = OutputStream.nullOutputStream();
        acts.put("ExportService.writeZip", () -> exports.writeZip(study.id(), ExportFormat.CSV, ExportFilter.ALL, out));
        acts.put("ExportService.writeLines", () -> exports.writeLines(study.id(), ExportFilter.ALL, out));
        acts.put(
                "ExportService.writeFile",
                () -> exports.writeFile(study.id(), ExportFormat.TRL, ExportFilter.ALL, folder.resolve("out.jsonl")));
        acts.put(
                "SnapshotService.freeze",
                () -> context.getBean(SnapshotService.class)
                        .freeze(study, person.id(), new RunDirectory(folder.resolve("run"))));
    }

    private void models() {
        CheckpointService checkpoints = context.getBean(CheckpointService.class);
        TrainingService training = context.getBean(TrainingService.class);
        acts.put("CheckpointService.registerBase", () -> {
            Path model = Files.createDirectories(folder.resolve("model"));
            for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
                Files.writeString(model.resolve(file), "{}");
            }
            base = checkpoints.registerBase("base " + UUID.randomUUID(), ModelKind.POLICY, model);
        });
        acts.put("CheckpointService.writeZip", () -> checkpoints.writeZip(base.id(), OutputStream.nullOutputStream()));
        acts.put(
                "TrainingService.start",
                () -> run = training.start(
                        new TrainingRequest(RunKind.REWARD, study.id(), base.id(), Optional.empty(), Map.of()),
                        person.id()));
        acts.put("TrainingService.stop", () -> training.stop(run.id()));
    }

    private void ending() {
        acts.put("SignatureService.sign", () -> {
            study = context.getBean(StudyLifecycle.class).close(study);
            context.getBean(SignatureService.class).sign(study.id(), "This is all.", CHOSEN);
        });
    }
}

package org.careloop.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.ModelKind;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.web.answers.AnsweringRequest;
import org.careloop.web.answers.AnsweringService;
import org.careloop.web.answers.NamedServer;
import org.careloop.web.answers.PromptShare;
import org.careloop.web.api.TokenScope;
import org.careloop.web.api.TokenService;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointFiles;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.dataset.SnapshotService;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.exam.ExamOnServer;
import org.careloop.web.people.InvitationService;
import org.careloop.web.people.InvitationService.NewAccount;
import org.careloop.web.people.OwnPassword;
import org.careloop.web.people.Person;
import org.careloop.web.people.PersonService;
import org.careloop.web.people.Role;
import org.careloop.web.people.SignedIn;
import org.careloop.web.people.factor.FactorActs;
import org.careloop.web.people.factor.FactorService;
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
import org.careloop.web.trial.TrialRequest;
import org.careloop.web.trial.TrialStart;
import org.careloop.web.verdict.PlannedVerdict;
import org.careloop.web.verdict.VerdictPlans;
import org.careloop.web.verdict.VerdictTerms;
import org.careloop.web.webhook.WebhookEvent;
import org.careloop.web.webhook.WebhookService;
import org.springframework.context.ApplicationContext;

/** The acts of every service by service and method, in an order in which each finds what it needs. */
final class AuditedActs {
    /** Of the person at the beginning. */
    static final String PASSWORD = "the ward at night";

    private static final String CHOSEN = "four herons by the weir";

    private final ApplicationContext context;
    private final Person person;
    private final Path folder;
    private final Map<String, Act> acts = new LinkedHashMap<>();
    private Study study;
    private InvitationService.Link link;
    private Run run;
    private Checkpoint base;
    private Checkpoint rival;

    /** Files are kept in the folder; the person may do everything and is signed in. */
    AuditedActs(ApplicationContext context, Person person, Path folder) {
        this.context = context;
        this.person = person;
        this.folder = folder;
    }

    Map<String, Act> inOrder() {
        people();
        studies();
        new JudgementActs(context, person, () -> study).addTo(acts);
        data();
        JudgeActs.put(acts, context, () -> study, person.id(), folder);
        models();
        new ApprovalActs(context, person, folder, CHOSEN).addTo(acts);
        ending();
        return acts;
    }

    private void people() {
        PersonService people = context.getBean(PersonService.class);
        InvitationService invitations = context.getBean(InvitationService.class);
        String login = "walked." + UUID.randomUUID();
        acts.put("PersonService.create", () -> people.create(login, "", Set.of(Role.CLINICIAN)));
        acts.put(
                "PersonService.change",
                () -> people.change(named(login), Set.of(), List.of("urology"), List.of(), true));
        acts.put("PersonService.link", () -> people.link(named(login), "https://directory.example", login));
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
            context.getBean(SignedIn.class).as(person);
        });
        secondFactors();
        new AccountActs(context, person).addTo(acts, () -> named(login));
        TokenService tokens = context.getBean(TokenService.class);
        acts.put("TokenService.create", () -> tokens.create("walk", Set.of(TokenScope.RUNS_READ), Duration.ofDays(1)));
        acts.put("TokenService.revoke", () -> tokens.revoke(tokens.mine().getFirst()));
    }

    private void secondFactors() {
        FactorService factors = context.getBean(FactorService.class);
        Act switchOn = () -> FactorActs.switchOn(factors, CHOSEN, context.getBean(SettableClock.class));
        acts.put("FactorService.switchOn", switchOn);
        acts.put("FactorService.switchOff", () -> factors.switchOff(CHOSEN));
        acts.put("FactorService.reset", () -> {
            switchOn.run();
            factors.reset(person.id());
        });
        acts.put("FactorService.demand", () -> {
            factors.demand(Set.of(Role.ADMINISTRATOR));
            factors.demand(Set.of());
        });
    }

    private Person named(String login) {
        return context.getBean(PersonService.class).all().stream()
                .filter(known -> known.login().equals(login))
                .findFirst()
                .orElseThrow();
    }

    private static PlannedVerdict planned() {
        VerdictTerms terms = new VerdictTerms(Optional.of("new"), Optional.of("old"), .05, .05, 1);
        return new PlannedVerdict(terms, Optional.empty(), Optional.empty(), .1, .8, 240);
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
        acts.put("VerdictPlans.fix", () -> context.getBean(VerdictPlans.class).fix(study, planned(), person.id()));
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
                        .freeze(List.of(study), person.id(), new RunDirectory(folder.resolve("run"))));
    }

    private void models() {
        CheckpointService checkpoints = context.getBean(CheckpointService.class);
        CheckpointFiles files = context.getBean(CheckpointFiles.class);
        TrainingService training = context.getBean(TrainingService.class);
        acts.put("CheckpointService.registerBase", () -> {
            base = checkpoints.registerBase("base " + UUID.randomUUID(), ModelKind.POLICY, model("base"));
            rival = checkpoints.registerBase("rival " + UUID.randomUUID(), ModelKind.POLICY, model("rival"));
        });
        acts.put(
                "CheckpointFiles.writeZip",
                () -> files.writeZip(base.id(), CheckpointFiles.Part.WHOLE, OutputStream.nullOutputStream()));
        acts.put("CheckpointFiles.open", () -> files.open(base.id(), "config.json", 0));
        acts.put(
                "TrainingService.start",
                () -> run = training.start(
                        new TrainingRequest(RunKind.REWARD, study.id(), base.id(), Optional.empty(), Map.of()),
                        person.id()));
        WaitingRunActs.put(acts, context, () -> run, person.id());
        ExamActs.put(acts, context, folder);
        acts.put("ExamService.start", () -> ExamOnServer.start(context, base, study, person.id()));
        answers(context.getBean(AnsweringService.class), training);
        acts.put(
                "TrialStart.begin",
                () -> context.getBean(TrialStart.class)
                        .begin(
                                "Trial " + UUID.randomUUID(),
                                new TrialRequest(base.id(), rival.id(), study.id(), 5, 1, List.of(), .05, .05, .1),
                                person.id()));
    }

    /** A directory with files of a model whose weights are its name. */
    private Path model(String name) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        Files.writeString(model.resolve("config.json"), "{}");
        Files.writeString(model.resolve("tokenizer.json"), "{}");
        Files.writeString(model.resolve("model.safetensors"), name);
        return model;
    }

    private void answers(AnsweringService answering, TrainingService training) {
        acts.put("AnsweringService.start", () -> run = answering.start(servers(), person.id()));
        acts.put("TrainingService.goOn", () -> {
            run.directory().writeStatus(new RunStatus(RunStatus.Phase.FAILED, 0, 0, null, null, null, Instant.EPOCH));
            training.goOn(run.id(), TrainingService.Unanswered.LEFT_OUT);
        });
        acts.put(
                "AnsweringService.startInto",
                () -> answering.startInto("answers " + UUID.randomUUID(), servers(), person.id()));
    }

    private AnsweringRequest servers() {
        NamedServer one = new NamedServer("one", "http://127.0.0.1:1/v1", "m", Optional.empty());
        NamedServer two = new NamedServer("two", "http://127.0.0.1:2/v1", "m", Optional.empty());
        return new AnsweringRequest(
                study.id(),
                PromptShare.ALL,
                0,
                List.of(),
                List.of(one, two),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private void ending() {
        acts.put("SignatureService.sign", () -> {
            study = context.getBean(StudyLifecycle.class).close(study);
            context.getBean(SignatureService.class).sign(study.id(), "This is all.", CHOSEN);
        });
    }
}

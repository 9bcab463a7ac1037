package org.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.careloop.run.ModelKind;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.web.adjudication.AdjudicationService;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.agreement.ExclusionService;
import org.careloop.web.annotation.PrivacyService;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.dataset.DatasetReader;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.dataset.SnapshotService;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.signature.SignatureService;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.Run;
import org.careloop.web.training.TrainingRequest;
import org.careloop.web.training.TrainingService;
import org.careloop.web.webhook.WebhookEvent;
import org.careloop.web.webhook.WebhookService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

/** Whatever leads into a study or out of it asks whose study it is, not only for a role. */
class StudyOfOthersTest extends WebTest {
    private static final String ROW = """
            {"id":"p1","prompt":[{"role":"user","content":"Fever?"}],"a":"Rest.","b":"See a doctor.","votes":[{"annotator":"one","verdict":"B"}]}
            """;

    @Autowired
    private StudyService studies;

    @Autowired
    private ImportService imports;

    @Autowired
    private ExportService exports;

    @Autowired
    private SnapshotService snapshots;

    @Autowired
    private DatasetReader reader;

    @Autowired
    private AgreementService agreement;

    @Autowired
    private ExclusionService exclusions;

    @Autowired
    private PrivacyService privacy;

    @Autowired
    private AdjudicationService adjudications;

    @Autowired
    private SignatureService signatures;

    @Autowired
    private WebhookService webhooks;

    @Autowired
    private TrainingService training;

    @Autowired
    private CheckpointService checkpoints;

    @TempDir
    private Path folder;

    private Person owner;
    private Person other;
    private Study study;
    private List<ImportFile> files;

    @BeforeEach
    void begin() throws IOException {
        owner = signedIn.account("owner", Role.STUDY_LEAD, Role.ML_ENGINEER);
        other = signedIn.account("other", Role.STUDY_LEAD, Role.CLINICIAN);
        signedIn.as(owner);
        study = studies.create(
                new NewStudy("Owned " + UUID.randomUUID(), StudyDesign.of("", 2), Study.State.DRAFT), owner.id());
        files = List.of(ImportFile.of(Files.writeString(folder.resolve("rows.jsonl"), ROW)));
    }

    @Test
    void whoLeadsAnotherStudyIsRefusedEverywhere() throws IOException {
        imports.importFiles(study.id(), files, 1);
        signedIn.as(other);
        assertThat(ways()).allSatisfy(way -> assertThatThrownBy(way).isInstanceOf(AccessDeniedException.class));
        signedIn.as(owner);
        assertThatCode(() -> snapshots.plan(List.of(study))).doesNotThrowAnyException();
    }

    private Stream<ThrowingCallable> ways() {
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        return Stream.of(
                () -> imports.importFiles(study.id(), files, 1),
                () -> reader.page(study.id(), 0, 1),
                () -> exports.writeLines(study.id(), ExportFilter.ALL, OutputStream.nullOutputStream()),
                () -> exports.writeZip(study.id(), ExportFormat.TRL, ExportFilter.ALL, OutputStream.nullOutputStream()),
                () -> exports.writeFile(study.id(), ExportFormat.TRL, ExportFilter.ALL, folder.resolve("out.jsonl")),
                () -> snapshots.plan(List.of(study)),
                () -> snapshots.freeze(List.of(study), other.id(), run),
                () -> agreement.standing(study),
                () -> agreement.report(study, Duration.ZERO),
                () -> agreement.annotators(study),
                () -> exclusions.inForce(study.id()),
                () -> exclusions.preview(study.id(), owner.id()),
                () -> exclusions.exclude(study.id(), owner.id(), "why"),
                () -> privacy.open(study.id()),
                () -> adjudications.next(study.id()),
                () -> signatures.find(study.id()),
                () -> signatures.toSign(study),
                () -> signatures.sign(study.id(), "I declare", "password"),
                () -> webhooks.of(study.id()),
                () -> webhooks.create(study.id(), "https://example.org/", Set.of(WebhookEvent.TEST)));
    }

    @Test
    void whoLeadsAnotherStudyDoesNotSeeItsRuns() throws IOException {
        imports.importFiles(study.id(), files, 1);
        Path model = Files.createDirectories(folder.resolve("model"));
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
            Files.writeString(model.resolve(file), "{}");
        }
        Checkpoint base = checkpoints.registerBase("base " + UUID.randomUUID(), ModelKind.POLICY, model);
        Run run = training.start(
                new TrainingRequest(RunKind.REWARD, study.id(), base.id(), Optional.empty(), Map.of()), owner.id());
        assertThat(training.list()).extracting(listed -> listed.run().id()).contains(run.id());
        signedIn.as(other);
        assertThat(training.find(run.id())).isEmpty();
        assertThat(training.list()).extracting(listed -> listed.run().id()).doesNotContain(run.id());
    }
}

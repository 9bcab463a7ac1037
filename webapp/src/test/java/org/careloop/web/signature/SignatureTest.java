package org.careloop.web.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.careloop.run.BadInput;
import org.careloop.run.Sha256;
import org.careloop.web.WebTest;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

class SignatureTest extends WebTest {
    private static final String PASSWORD = "the ward at night";
    private static final String ROWS = """
            {"id":"p1","prompt":[{"role":"user","content":"Fever?"}],"a":"x","b":"y","votes":[{"annotator":"one","verdict":"B"}]}
            """;

    @Autowired
    private SignatureService signatures;

    @Autowired
    private ExportService exports;

    @Autowired
    private ImportService imports;

    @Autowired
    private StudyService studies;

    @TempDir
    private Path folder;

    @Autowired
    private DataSource source;

    private Person lead;
    private Study study;

    @BeforeEach
    void aStudyWithAVote() throws IOException {
        lead = signedIn.account("lead", Role.STUDY_LEAD);
        signedIn.password(lead, PASSWORD);
        signedIn.as(lead);
        study = studies.create(new NewStudy("Signed " + UUID.randomUUID(), "", 1), lead.id());
        imports.importFiles(study.id(), List.of(rows()), 1);
    }

    private ImportFile rows() throws IOException {
        return ImportFile.of(Files.writeString(folder.resolve("rows.jsonl"), ROWS));
    }

    @Test
    void aSignedStudyHasTheHashOfItsExportAndTakesNothingMore() throws IOException {
        close();
        Signature signed = signatures.sign(study.id(), "This is all.", PASSWORD);
        Path out = folder.resolve("out.jsonl");
        exports.writeFile(study.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, out);

        assertThat(signed.judgements()).isEqualTo(1);
        assertThat(signed.sha256()).isEqualTo(Sha256.of(out));
        assertThat(signatures.check(study.id()).holds()).isTrue();
        assertThatThrownBy(() -> imports.importFiles(study.id(), List.of(rows()), 1))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(this::revise)
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("the study is frozen");
    }

    @Test
    @Timeout(60)
    void aSignatureWaitsForAWordThatIsOnItsWay() throws Exception {
        close();
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = source.getConnection()) {
            other.setAutoCommit(false);
            try (PreparedStatement word = other.prepareStatement("""
                    insert into adjudication (id, study_id, comparison_id, stage, adjudicator, verdict, rationale, a_on_left, cause,
                                              decided_at)
                    select gen_random_uuid(), study_id, comparison_id, 'BLIND', annotator, 'A', '', true, 'DIVIDED', now()
                    from judgement where study_id = ?""")) {
                word.setObject(1, study.id().value());
                word.executeUpdate();
            }
            Future<Signature> signing = thread.submit(() -> {
                signedIn.as(lead);
                return signatures.sign(study.id(), "This is all.", PASSWORD);
            });
            while (!signing.isDone() && !somebodyWaits()) {
                Thread.onSpinWait();
            }
            other.commit();
            signing.get(20, TimeUnit.SECONDS);
        }
        assertThat(signatures.check(study.id()).same()).isTrue();
    }

    private boolean somebodyWaits() {
        return database.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }

    /** What would change the export of a signed study, tried at the database as any service would have to. */
    @ParameterizedTest
    @ValueSource(strings = {"update comparison set held = true where study_id = :study", """
                insert into exclusion (id, study_id, annotator, reason, excluded_by, excluded_at)
                select gen_random_uuid(), study_id, annotator, 'why', annotator, now() from judgement where study_id = :study""", """
                insert into adjudication (id, study_id, comparison_id, stage, adjudicator, verdict, rationale, a_on_left, cause,
                                          decided_at)
                select gen_random_uuid(), study_id, comparison_id, 'BLIND', annotator, 'A', '', true, 'DIVIDED', now()
                from judgement where study_id = :study"""})
    void theDatabaseLetsNothingChangeWhatWasSigned(String change) throws IOException {
        close();
        signatures.sign(study.id(), "This is all.", PASSWORD);
        assertThatThrownBy(() ->
                        database.sql(change).param("study", study.id().value()).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("the study is frozen");
        assertThat(signatures.check(study.id()).holds()).isTrue();
    }

    @Test
    void aReportOfAPrivacyProblemIsSettledBeforeAStudyIsSigned() {
        database.sql("""
                        insert into escalation (id, study_id, comparison_id, raised_by, kind, explanation, raised_at)
                        select gen_random_uuid(), study_id, comparison_id, annotator, 'PRIVACY', 'a name', now()
                        from judgement where study_id = ?""").param(study.id().value()).update();
        close();
        assertThatThrownBy(() -> signatures.sign(study.id(), "This is all.", PASSWORD))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 report of a privacy problem is open; settle it first");
    }

    @Test
    void whatStandsInAStudyIsToldBeforeItIsSigned() {
        database.sql("update study_design set design = design || '{\"overlap\": 3}' where study_id = ?")
                .param(study.id().value())
                .update();
        database.sql("""
                        insert into slot (comparison_id, ordinal, study_id, position)
                        select id, 7, study_id, position from comparison where study_id = ?""").param(study.id().value()).update();
        ToSign now = signatures.toSign(studies.find(study.id()).orElseThrow());
        assertThat(now.votes().judged()).isEqualTo(1);
        assertThat(now.isComplete()).isFalse();
        assertThat(now.openReports()).isZero();
        assertThat(now.peopleLeftOut()).isZero();
    }

    @Test
    void aTextChangedBehindTheApplicationBreaksTheSignature() throws IOException {
        close();
        signatures.sign(study.id(), "This is all.", PASSWORD);
        database.sql("update comparison set response_a = 'other' where study_id = ?")
                .param(study.id().value())
                .update();
        assertThat(signatures.check(study.id()).same()).isFalse();
    }

    @Test
    void onlyTheRightPasswordSignsAndOnlyAClosedStudy() {
        assertThatThrownBy(() -> signatures.sign(study.id(), "This is all.", PASSWORD))
                .hasMessageContaining("close it first");
        close();
        assertThatThrownBy(() -> signatures.sign(study.id(), "This is all.", "wrong"))
                .hasMessageContaining("this is not your password");
        assertThatThrownBy(() -> signatures.sign(study.id(), " ", PASSWORD)).hasMessageContaining("statement");
        assertThat(signatures.find(study.id())).isEmpty();
    }

    private void close() {
        database.sql("update study set state = 'CLOSED' where id = ?")
                .param(study.id().value())
                .update();
    }

    private void revise() {
        database.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, imported,
                                               reason, study_id, created_at)
                        select gen_random_uuid(), gen_random_uuid(), comparison_id, ordinal, annotator, 2, 'A', true, 'again',
                               study_id, created_at
                        from judgement where study_id = ?""").param(study.id().value()).update();
    }
}

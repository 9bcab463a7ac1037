package org.careloop.web.people.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.careloop.run.BadInput;
import org.careloop.run.RunDirectory;
import org.careloop.run.Sha256;
import org.careloop.run.Strength;
import org.careloop.web.WebTest;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.NextPair;
import org.careloop.web.annotation.Pair;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.annotation.Submission;
import org.careloop.web.audit.AuditTrail;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.dataset.SnapshotService;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.InvitationService;
import org.careloop.web.people.Person;
import org.careloop.web.people.PersonService;
import org.careloop.web.people.Role;
import org.careloop.web.signature.SignatureService;
import org.careloop.web.study.MemberRole;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyPeople;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

class AccountDeletionTest extends WebTest {
    private static final String PASSWORD = "the ward at night";

    @Autowired
    private AccountDeletion deletion;

    @Autowired
    private PersonService people;

    @Autowired
    private InvitationService invitations;

    @Autowired
    private StudyService studies;

    @Autowired
    private StudyPeople members;

    @Autowired
    private ImportService imports;

    @Autowired
    private AnnotationService annotation;

    @Autowired
    private ExportService exports;

    @Autowired
    private SnapshotService snapshots;

    @Autowired
    private SignatureService signatures;

    @Autowired
    private AuditTrail trail;

    @TempDir
    private Path folder;

    private Person admin;
    private String login;

    @BeforeEach
    void somebodyWhoJudgedAndLeft() {
        admin = signedIn.account("keeper", Role.ADMINISTRATOR, Role.STUDY_LEAD);
        signedIn.password(admin, PASSWORD);
        signedIn.as(admin);
        login = "lena.weber-" + UUID.randomUUID();
        people.create(login, "Lena Weber", Set.of(Role.CLINICIAN));
    }

    @Test
    void theNameIsNowhereAnyMoreAndWhatWasJudgedIsTheSame() throws IOException {
        Study study = judged();
        invitations.reset(person(login));
        people.link(person(login), "https://directory.example", "subject-of-" + login);
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        snapshots.freeze(List.of(study), admin.id(), run);
        String frozen = Sha256.of(folder.resolve("run/dataset/comparisons.jsonl"));
        exports.writeLines(study.id(), votesOf(login), OutputStream.nullOutputStream());
        String before = exported(study);
        String head = head();
        close();

        String name = deletion.delete(person(login), login);

        assertThat(name).startsWith("former-");
        assertThat(before).contains(login);
        assertThat(exported(study)).isEqualTo(before.replace(login, name));
        assertThat(Sha256.of(folder.resolve("run/dataset/comparisons.jsonl"))).isEqualTo(frozen);
        assertThat(tablesThatHold(login)).isEmpty();
        assertThat(tablesThatHold("Lena Weber")).isEmpty();
        assertThat(trail.verify().firstBreak()).isEmpty();
        assertThat(trail.holds(head)).isTrue();
        assertThat(person(name).deleted()).isTrue();
        assertThat(person(name).roles()).isEmpty();
        assertThat(audited("account.delete", name)).isEqualTo(1);
        assertThat(audited("account.create", name))
                .as("what was done to the account is known")
                .isEqualTo(1);
    }

    @Test
    void aSignatureHoldsBeforeAndAfter() throws IOException {
        Study study = judged();
        database.sql("update study set state = 'CLOSED' where id = ?")
                .param(study.id().value())
                .update();
        String signed = signatures.sign(study.id(), "This is all.", PASSWORD).sha256();
        close();

        String name = deletion.delete(person(login), login);

        assertThat(signatures.find(study.id()).orElseThrow().sha256()).isEqualTo(signed);
        assertThat(signatures.check(study.id()).holds()).isTrue();
        assertThat(signatures.find(study.id()).orElseThrow().nowSha256())
                .isEqualTo(Sha256.of(exported(study)))
                .isNotEqualTo(signed);
        assertThat(exported(study)).contains(name);
    }

    @Test
    void whatStandsInALinkAfterwardsCannotBeChangedUnseen() throws IOException {
        close();
        String name = deletion.delete(person(login), login);

        assertThatThrownBy(() -> database.sql("update audit_event set subject = 'x' where subject = ?")
                        .param(name)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> database.sql("delete from erased_link").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void anOpenAccountAnotherNameAndOnesOwnAreRefused() throws IOException {
        assertRefused(() -> deletion.delete(person(login), login), "is open; close it first");
        close();
        assertRefused(() -> deletion.delete(person(login), "somebody else"), "type the name of the account");
        assertRefused(() -> deletion.delete(admin, admin.login()), "this is your own account");
        String name = deletion.delete(person(login), login);
        assertRefused(() -> deletion.delete(person(name), name), "was deleted");
        assertRefused(
                () -> people.change(person(name), Set.of(Role.ADMINISTRATOR), List.of(), List.of(), true),
                "was deleted; open a new one");
    }

    @Test
    void aStudyIsNotLeftWithoutALead() throws IOException {
        Study study = studies.create(new NewStudy("Led " + UUID.randomUUID(), "", 1), admin.id());
        members.add(study.id(), person(login).id(), MemberRole.LEAD);
        database.sql("delete from study_member where study_id = ? and person_id = ?")
                .params(study.id().value(), admin.id().value())
                .update();
        close();
        assertRefused(() -> deletion.delete(person(login), login), "has no other lead who can sign in");
        members.add(study.id(), admin.id(), MemberRole.LEAD);
        assertThat(deletion.delete(person(login), login)).startsWith("former-");
    }

    @Test
    void onlyAdministratorsDelete() {
        close();
        Person gone = person(login);
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
        assertThatThrownBy(() -> deletion.delete(gone, login)).isInstanceOf(AccessDeniedException.class);
    }

    /** A study in which the account has a vote. */
    private Study judged() throws IOException {
        Study study = studies.create(new NewStudy("Judged " + UUID.randomUUID(), "", 1), admin.id());
        Path rows = Files.writeString(folder.resolve("rows.csv"), "id,prompt,a,b\np1,Fever?,x,y\np2,Cough?,x,y\n");
        imports.importFiles(study.id(), List.of(ImportFile.of(rows)), 1);
        signedIn.as(person(login));
        annotation.choose(study.id());
        annotation.submit(answer(next()));
        Submission unsent = answer(next());
        annotation.saveDraft(unsent.comparison(), unsent.shown(), unsent.answer());
        signedIn.as(admin);
        return study;
    }

    private Pair next() {
        return ((NextPair.Work) annotation.next()).pair();
    }

    private static Submission answer(Pair pair) {
        Answer answer =
                Answer.compared(SideVerdict.LEFT, Strength.SLIGHTLY, Map.of(), List.of(), Map.of(), List.of(), "");
        return Submission.on(pair, UUID.randomUUID(), answer, 1_000);
    }

    private static ExportFilter votesOf(String annotator) {
        return new ExportFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.of(annotator),
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                0);
    }

    private void close() {
        people.change(person(login), Set.of(Role.CLINICIAN), List.of(), List.of(), false);
    }

    private Person person(String name) {
        return people.all().stream()
                .filter(known -> known.login().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String exported(Study study) throws IOException {
        Path file = folder.resolve("out.jsonl");
        exports.writeFile(study.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, file);
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private String head() {
        return database.sql("select hash from audit_event where chain = 'main' order by seq desc limit 1")
                .query(String.class)
                .single();
    }

    /** Every table, whatever comes. */
    private List<String> tablesThatHold(String text) {
        return database
                .sql("select table_name from information_schema.tables where table_schema = 'public'")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> database.sql("select exists (select from %s t where position(:text in t::text) > 0)"
                                .formatted(table))
                        .param("text", text)
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    private static void assertRefused(ThrowingCallable act, String words) {
        assertThatThrownBy(act).isInstanceOf(BadInput.class).hasMessageContaining(words);
    }
}

package org.careloop.web.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.run.judging.JudgeReport;
import org.careloop.run.judging.Preference;
import org.careloop.web.WebTest;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyService;
import org.careloop.web.verdict.JudgeBeside;
import org.careloop.web.verdict.VerdictAsked;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

/** What a judge said comes beside the votes of the study that it is about, whole or not at all, and goes again. */
class JudgeServiceTest extends WebTest {
    private static final VerdictAsked NEW = VerdictAsked.of("new", "old");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private JudgeService judges;

    @Autowired
    private VerdictService verdicts;

    @Autowired
    private StudyService studies;

    @Autowired
    private ImportService imports;

    @TempDir
    private Path folder;

    private Study study;
    private Person lead;

    /** Three pairs with a vote each for the new model, which wrote the second answer of p2; and one of the same text. */
    @BeforeEach
    void aStudyWithVotes() throws IOException {
        lead = signedIn.account("lead", Role.STUDY_LEAD);
        signedIn.as(lead);
        study = studies.create(
                new NewStudy("Judged " + UUID.randomUUID(), StudyDesign.of("", 1), Study.State.DRAFT), lead.id());
        Path rows = Files.writeString(folder.resolve("rows.jsonl"), """
            {"id":"p1","prompt":"Fever 1?","a":"N1","b":"O1","models":["new","old"],"votes":[{"annotator":"one","verdict":"A"}]}
            {"id":"p2","prompt":"Fever 2?","a":"O2","b":"N2","models":["old","new"],"votes":[{"annotator":"one","verdict":"B"}]}
            {"id":"p3","prompt":"Fever 3?","a":"N3","b":"O3","models":["new","old"],"votes":[{"annotator":"one","verdict":"A"}]}
            {"id":"p4","prompt":"Fever 4?","a":"N4","b":"B4","models":["new","base"],"votes":[{"annotator":"one","verdict":"A"}]}
            """);
        imports.importFiles(study.id(), List.of(ImportFile.of(rows)), 1);
    }

    private static JudgedFolder judged() {
        return JudgedFolder.of("judge-70b")
                .pair("p1", "Fever 1?", "N1", "O1", Preference.FIRST, Preference.SECOND)
                .pair("p2", "Fever 2?", "N2", "O2", Preference.FIRST, Preference.FIRST)
                .pair("p3", "Fever 3?", "N3", "O3", Preference.SECOND, Preference.EQUAL);
    }

    private JudgeResult attach(JudgedFolder judge) throws IOException {
        return judges.attach(study.id(), judge.write(folder), lead.id());
    }

    private List<JudgeBeside> beside() throws IOException {
        return verdicts.report(study, NEW).judges();
    }

    private void refused(JudgeFiles files, String... words) throws IOException {
        assertThatThrownBy(() -> judges.attach(study.id(), files, lead.id()))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(words)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(folder.toString()));
        assertThat(judges.of(study.id())).isEmpty();
        assertThat(audited("judge.attach", study.name())).isZero();
    }

    @Test
    void itStandsInTheVerdictBesideTheVotesAndIsNone() throws IOException {
        VerdictReport before = verdicts.report(study, NEW);
        assertThat(before.judges()).isEmpty();

        attach(judged());

        VerdictReport after = verdicts.report(study, NEW);
        JudgeBeside judge = after.judges().getFirst();
        assertThat(judge.name()).isEqualTo("judge-70b");
        assertThat(judge.elsewhere()).isZero();
        JudgeReport.People people = judge.report().people();
        assertThat(people).isNotNull();
        assertThat(people.n()).isEqualTo(3);
        assertThat(people.tally().win().count()).isEqualTo(3);
        assertThat(people.table())
                .containsEntry("win/win", 1)
                .containsEntry("tie/win", 1)
                .containsEntry("fail/win", 1);
        assertThat(judge.report().orders().contradictory()).isEqualTo(1);
        assertThat(after.decision()).isEqualTo(before.decision());
        assertThat(after.overall()).isEqualTo(before.overall());
        assertThat(after.data()).isEqualTo(before.data());
        assertThat(after.test().path()).isEqualTo(before.test().path());
        assertThat(audited("judge.attach", study.name())).isEqualTo(1);
    }

    @Test
    void aKeptReportKnowsOfOneThatCameOrWent() throws IOException {
        assertThat(reading()).isEmpty();
        JudgeResult result = attach(judged());
        assertThat(reading()).hasSize(1);

        judges.remove(study.id(), result.id());

        assertThat(reading()).isEmpty();
        assertThat(judges.of(study.id())).isEmpty();
        assertThat(audited("judge.remove", study.name())).isEqualTo(1);
        assertThatThrownBy(() -> judges.remove(study.id(), result.id())).hasMessageContaining("has no result");
    }

    private List<JudgeBeside> reading() {
        return verdicts.reading(study, NEW, PATIENCE).report().orElseThrow().judges();
    }

    @Test
    void severalStandOneBelowTheOtherAndTheSameFilesAreNoNewOne() throws IOException {
        JudgeResult first = attach(judged());
        assertThat(attach(judged())).isEqualTo(first);
        clock.set(NOW.plusSeconds(1));
        attach(JudgedFolder.between("judge-8b", "old", "new")
                .pair("p1", "Fever 1?", "O1", "N1", Preference.FIRST, Preference.SECOND));

        assertThat(beside()).extracting(JudgeBeside::name).containsExactly("judge-70b", "judge-8b");
        JudgeReport turned = beside().getLast().report();
        assertThat(turned.asked().newModel()).isEqualTo("new");
        assertThat(turned.all().fail().count())
                .as("the old one's win is the new one's fail")
                .isEqualTo(1);
        assertThat(audited("judge.attach", study.name())).isEqualTo(2);
    }

    @Test
    void pairsThatTheStudyDoesNotHaveAreCountedAndNoMore() throws IOException {
        attach(judged().pair("p9", "Cough?", "x", "y", Preference.FIRST, Preference.SECOND));

        assertThat(beside().getFirst().elsewhere()).isEqualTo(1);
        assertThat(beside().getFirst().report().pairs()).isEqualTo(3);
        assertThat(beside().getFirst().report().others()).as("new against base").isEqualTo(1);
    }

    @Test
    void filesThatDoNotFitTheStudyAreNamedAndNothingIsKept() throws IOException {
        refused(
                judged().pair("p4", "Fever 4?", "N4", "x", Preference.FIRST, Preference.FIRST)
                        .pair("p4", "Fever 4?", "N4", "x", Preference.FIRST, Preference.FIRST)
                        .write(folder),
                "judge-1/judged.jsonl, line 5: field \"id\": \"p4\" stands in an earlier line already");
        refused(
                JudgedFolder.of("m")
                        .pair("p1", "Fever 1?", "N1", "O1", Preference.FIRST, Preference.FIRST)
                        .pair("p2", "Fever 2?", "O2", "N2", Preference.FIRST, Preference.FIRST)
                        .write(folder),
                "judge-1/judged.jsonl, line 2: field \"shown\": given ",
                "pair \"p2\" has another prompt or other answers");
        refused(
                JudgedFolder.of("m")
                        .pair("q1", "Fever 1?", "N1", "O1", Preference.FIRST, Preference.FIRST)
                        .write(folder),
                "judge-1/judged.jsonl: field \"id\": given 1 pairs, the first \"q1\", and none is one of the 3");
        refused(
                JudgedFolder.between("m", "newer", "old")
                        .pair("p1", "Fever 1?", "N1", "O1", Preference.FIRST, Preference.FIRST)
                        .write(folder),
                "one of the 0 that study",
                "\"newer\" against \"old\"");
    }

    @Test
    void filesThatDoNotFitEachOtherAreNamedAndNothingIsKept() throws IOException {
        JudgeFiles files = judged().write(folder);
        Path lines = files.judged().path();
        String all = Files.readString(lines);
        Files.writeString(lines, all.substring(0, all.indexOf('\n') + 1));
        refused(
                files,
                "judge-1/judged.jsonl: given 1: 1 / 0 / 0 (pairs: win / tie / fail), expected 3: 1 / 1 / 1 as report.json says");
        Files.writeString(lines, all.replace("\"outcome\":\"fail\"", "\"outcome\":\"win\""));
        refused(files, "judge-1/judged.jsonl, line 3: field \"outcome\": given win, but fail follows");
        Files.writeString(
                lines,
                all.replaceFirst(
                        "\"newFirst\":\"first\",\"rivalFirst\":\"second\",\"outcome\":\"win\"", "\"outcome\":\"tie\""));
        refused(files, "judge-1/judged.jsonl, line 1: field \"outcome\": pair \"p1\" is a tie without being asked");
        Files.writeString(lines, all);
        Path report = files.report().path();
        String json = Files.readString(report);
        Files.writeString(report, json.replace("\"model\"", "\"person\""));
        refused(files, "report.json: field \"kind\": given person, expected model");
        Files.writeString(report, json.replace("judge-70b", "judge\\u0000"));
        refused(files, "judge", "U+0000");
    }

    @Test
    void bothFilesAreNeeded() throws IOException {
        JudgeFiles.File report = judged().write(folder).report();
        assertThatThrownBy(() -> JudgeFiles.of(List.of(report)))
                .hasMessageContaining("given the files report.json, expected one report.json and one judged.jsonl");
        assertThatThrownBy(() -> JudgeFiles.of(List.of())).hasMessageContaining("given the files –");
        assertThatThrownBy(() -> JudgeFiles.of(List.of(report, report))).isInstanceOf(BadInput.class);
    }

    @Test
    void onlyWhoLeadsTheStudyBringsSeesOrTakesAwayWhatAJudgeSaid() throws IOException {
        JudgeResult result = attach(judged());
        JudgeFiles files = judged().write(folder);
        for (Person other : List.of(
                signedIn.account("other", Role.STUDY_LEAD),
                signedIn.account("clinician", Role.CLINICIAN),
                signedIn.account("engineer", Role.ML_ENGINEER))) {
            signedIn.as(other);
            assertThatThrownBy(() -> judges.of(study.id())).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> judges.find(study.id(), result.id())).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> judges.attach(study.id(), files, other.id()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> judges.remove(study.id(), result.id())).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> verdicts.report(study, NEW)).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void inASignedStudyNothingComesOrGoes() throws IOException {
        JudgeResult result = attach(judged());
        database.sql("update study set state = 'FROZEN' where id = ?")
                .param(study.id().value())
                .update();
        try {
            assertThatThrownBy(() -> judges.remove(study.id(), result.id())).hasMessageContaining("is signed");
            assertThat(beside()).hasSize(1);
        } finally {
            database.sql("update study set state = 'CLOSED' where id = ?")
                    .param(study.id().value())
                    .update();
        }
    }
}

package org.careloop.web.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.careloop.run.BadInput;
import org.careloop.web.WebTest;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyLifecycle;
import org.careloop.web.study.StudyService;
import org.careloop.web.verdict.VerdictReport.Decision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

/** What is fixed before the first vote is what the report is about, and stays. */
class VerdictPlanTest extends WebTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final VerdictTerms TERMS = new VerdictTerms(Optional.of("old"), Optional.of("new"), .01, .1, 7);
    private static final PlannedVerdict PLANNED =
            new PlannedVerdict(TERMS, Optional.empty(), Optional.empty(), .15, .82, 240);

    @Autowired
    private VerdictPlans plans;

    @Autowired
    private VerdictService verdicts;

    @Autowired
    private StudyService studies;

    @Autowired
    private StudyLifecycle life;

    @Autowired
    private ImportService imports;

    @TempDir
    private Path folder;

    private Study study;

    private Person lead;

    @BeforeEach
    void aDraft() {
        lead = signedIn.account("lead", Role.STUDY_LEAD);
        signedIn.as(lead);
        study = studies.create(
                new NewStudy("Plan " + UUID.randomUUID(), StudyDesign.of("", 1), Study.State.DRAFT), lead.id());
    }

    @Test
    void theReportIsOnThePlannedTermsAndOthersAreRefused() throws Exception {
        plans.fix(study, PLANNED, lead.id());
        study = life.lock(studies.find(study.id()).orElseThrow(), 1);
        judged("A");

        VerdictReport report = verdicts.report(study, VerdictAsked.NOTHING);
        assertThat(report.candidate())
                .as("without a plan it would be the last by name")
                .isEqualTo("old");
        assertThat(report.terms()).isEqualTo(new VerdictReport.Terms(.01, .1, 7));
        assertThat(report.test().threshold()).isEqualTo(100);
        assertThat(report.planned()).satisfies(planned -> {
            assertThat(planned.effect()).isEqualTo(.15);
            assertThat(planned.by()).startsWith("lead");
        });
        assertThat(verdicts.report(study, new VerdictAsked("old", "new", .01, .1, 7L))
                        .terms())
                .isEqualTo(report.terms());
        refused("verdict.planned", () -> verdicts.report(study, new VerdictAsked(null, null, .05, null, null)));
        refused("verdict.planned", () -> verdicts.report(study, new VerdictAsked(null, null, null, .2, null)));
        refused("verdict.planned", () -> verdicts.report(study, VerdictAsked.of("new", null)));
    }

    @Test
    void aPlanIsFixedOnceAndOnlyBeforeTheStudyBegins() {
        plans.fix(study, PLANNED, lead.id());
        refused("verdict.fixed", () -> plans.fix(study, PLANNED, lead.id()));
        Study locked = life.lock(studies.find(study.id()).orElseThrow(), 1);
        refused("verdict.too-late", () -> plans.fix(locked, PLANNED, lead.id()));
        assertThatThrownBy(() -> database.sql("update verdict_plan set alpha = .2 where study_id = ?")
                        .param(study.id().value())
                        .update())
                .as("the database keeps it too")
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("locked with its study");
        assertThat(plans.of(locked).orElseThrow().terms()).isEqualTo(TERMS);
    }

    @Test
    void aStudyThatBringsVotesHasNoPlanBeforeThem() throws Exception {
        judged("A");

        refused("verdict.too-late", () -> plans.fix(study, PLANNED, lead.id()));
    }

    @Test
    void twoPlannedModelsAreTwo() {
        assertThatThrownBy(() -> new PlannedVerdict(
                        new VerdictTerms(Optional.of("new"), Optional.of("new"), .05, .05, 1),
                        Optional.empty(),
                        Optional.empty(),
                        .1,
                        .8,
                        1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("both models are \"new\"");
    }

    @Test
    void aReportIsKeptUntilTheVotesChange() throws Exception {
        judged("A");
        VerdictService.Reading first = verdicts.reading(study, VerdictAsked.NOTHING, PATIENCE);
        assertThat(first.report().orElseThrow().decision()).isEqualTo(Decision.NOT_SHOWN);
        assertThat(verdicts.reading(study, VerdictAsked.NOTHING, PATIENCE)
                        .report()
                        .orElseThrow())
                .isSameAs(first.report().orElseThrow());
        judged("B");
        assertThat(verdicts.reading(study, VerdictAsked.NOTHING, PATIENCE)
                        .report()
                        .orElseThrow()
                        .overall()
                        .votes())
                .isEqualTo(2);
    }

    @Test
    void aStudyWithoutModelsSaysWhatItLacksAndIsNoFault() {
        assertThat(verdicts.reading(study, VerdictAsked.NOTHING, PATIENCE)
                        .refused()
                        .orElseThrow()
                        .code())
                .contains("verdict.no-models");
    }

    /** Imports a comparison of the two models with a vote. */
    private void judged(String verdict) throws Exception {
        Path file = Files.writeString(folder.resolve(verdict + ".jsonl"), """
                {"id":"%s","prompt":[{"role":"user","content":"Fever %s?"}],"a":"x","b":"y","models":["new","old"],
                "votes":[{"annotator":"one","verdict":"%s"}]}
                """.formatted(verdict, verdict, verdict)
                .replace("\n", " "));
        imports.importFiles(study.id(), List.of(ImportFile.of(file)), 1);
    }

    private static void refused(String code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        BadInput.class, refused -> assertThat(refused.code()).contains(code));
    }
}

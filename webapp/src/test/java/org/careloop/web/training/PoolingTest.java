package org.careloop.web.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.DatasetManifest.OfStudy;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.preference.PreferenceData;
import org.careloop.run.preference.PromptGroup;
import org.careloop.run.preference.PromptSplit;
import org.careloop.run.rows.PromptFile;
import org.careloop.web.dataset.SnapshotPlan;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.pool.PooledStudies;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Scores;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyKind;
import org.careloop.web.training.cloning.CloneRequest;
import org.careloop.web.training.cloning.CloneService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Several studies whose votes are frozen into one snapshot. */
class PoolingTest extends TrainingTest {
    /** In part the ids and the questions of the first study, with other criteria and another language; three annotators, one of them new. */
    private static final String SECOND = """
            {"id":"p1","prompt":[{"role":"user","content":"Fever?"}],"a":"Wait.","b":"See a doctor.","language":"en","votes":[{"annotator":"one","verdict":"B","criteria":{"safety":{"verdict":"B"}}},{"annotator":"three","verdict":"A"}]}
            {"id":"p2","prompt":[{"role":"user","content":"发烧怎么办？"}],"a":"休息。","b":"就医。","language":"zh","votes":[{"annotator":"three","verdict":"B","criteria":{"tone":{"verdict":"SAME"}}}]}
            {"id":"p9","prompt":[{"role":"user","content":"Rash?"}],"a":"Cream.","b":"See a doctor."}
            """;

    @Autowired
    private CloneService cloning;

    @Autowired
    private PooledStudies pools;

    private Study second;

    @BeforeEach
    void aSecondStudy() throws IOException {
        second = study("Second", SECOND);
    }

    private Study study(String name, String rows) throws IOException {
        Study made = studies.create(new NewStudy(unique(name), "", 2), null);
        Path file = Files.writeString(folder.resolve(unique("rows") + ".jsonl"), rows);
        imports.importFiles(made.id(), List.of(ImportFile.of(file)), 1);
        return made;
    }

    private Run start(StudyId... ids) throws IOException {
        return training.start(request(RunKind.REWARD, ids), engineer);
    }

    private TrainingRequest request(RunKind kind, StudyId... ids) {
        return new TrainingRequest(kind, List.of(ids), base.id(), Optional.empty(), Watching.NONE, Map.of());
    }

    @Test
    void everyRowOfEachStudyStandsOnceAndSaysItsStudy() throws IOException {
        RunDirectory run = start(study.id(), second.id()).directory();

        assertThat(Files.readAllLines(run.comparisons()))
                .map(line -> Json.MAPPER.readTree(line))
                .map(row -> row.get("id").asString() + " of " + row.get("study").asString())
                .containsExactly(
                        "1/p1 of " + study.name(),
                        "1/p3 of " + study.name(),
                        "2/p1 of " + second.name(),
                        "2/p2 of " + second.name());
        assertThat(PromptFile.read(run.prompts()))
                .extracting(Prompt::id)
                .containsExactly("1/p1", "1/p2", "2/p2", "2/p9");
        DatasetManifest manifest = Json.read(run.manifest(), DatasetManifest.class);
        manifest.verify(run.dataset());
        assertThat(manifest.counts()).isEqualTo(Map.of("comparisons", 4L, "votes", 6L, "prompts", 4L));
        assertThat(manifest.excluded()).isEqualTo(Map.of("comparisons without a vote", 2L));
        assertThat(manifest.studies())
                .containsExactly(
                        new OfStudy(
                                study.name(),
                                Map.of("comparisons", 2L, "votes", 3L),
                                Map.of("comparisons without a vote", 1L)),
                        new OfStudy(
                                second.name(),
                                Map.of("comparisons", 2L, "votes", 3L),
                                Map.of("comparisons without a vote", 1L)));
        assertThat(run.readSpec().lineage()).containsEntry("study", study.name() + " + " + second.name());
    }

    /** As the trainers of reward models and of DPO read it. */
    @Test
    void trainersReadThePoolAndAQuestionOfBothStudiesStaysOnOneSide() throws IOException {
        PreferenceData data =
                PreferenceData.read(start(study.id(), second.id()).directory().comparisons());

        assertThat(data.votes().count()).isEqualTo(6);
        assertThat(data.groups()).hasSize(2);
        assertThat(data.groups().getFirst().pairs())
                .extracting(PromptGroup.Pair::comparison)
                .containsExactly("1/p1", "1/p3", "2/p1");
        for (long seed = 0; seed < 20; seed++) {
            PromptSplit split = PromptSplit.of(data, .5, seed);
            assertThat(questions(split.training())).doesNotContainAnyElementsOf(questions(split.evaluation()));
            assertThat(split.votes()).isEqualTo(6);
        }
    }

    private StudyId rating() {
        StudyDesign design = StudyDesign.of(draft -> {
            draft.kind = StudyKind.RATING;
            draft.criteria = Scores.USUAL;
        });
        return studies.create(new NewStudy(unique("Texts"), design, Study.State.COLLECTING), null)
                .id();
    }

    private static Set<String> questions(PreferenceData data) {
        return data.groups().stream().map(group -> group.prompt().toString()).collect(Collectors.toSet());
    }

    @Test
    void thePlanCountsPeopleAndQuestionsOfBothStudiesOnce() {
        SnapshotPlan plan = training.plan(List.of(study.id(), second.id()), RunKind.REWARD, Optional.empty(), Map.of())
                .data();
        assertThat(plan)
                .isEqualTo(new SnapshotPlan(4, 6, 5, 3, 4, Map.of(SnapshotPlan.ExclusionReason.NOT_JUDGED, 2L)));
    }

    /** Who is excluded in one study goes on counting in the other. */
    @Test
    void whatAStudyExcludesIsLeftOutOfItAlone() throws IOException {
        int excluded = jdbc.sql("""
            insert into exclusion (id, study_id, annotator, reason, excluded_by, excluded_at)
            select gen_random_uuid(), j.study_id, j.annotator, 'test', j.annotator, now() from judgement j
            where j.study_id = :second and j.annotator in (select annotator from judgement where study_id = :first)""")
                .param("second", second.id().value())
                .param("first", study.id().value())
                .update();
        assertThat(excluded).isEqualTo(1);

        DatasetManifest manifest =
                Json.read(start(study.id(), second.id()).directory().manifest(), DatasetManifest.class);

        assertThat(manifest.studies())
                .extracting(part -> part.counts().get("votes"))
                .containsExactly(3L, 2L);
        assertThat(manifest.studies().getLast().excluded())
                .isEqualTo(Map.of("comparisons without a vote", 1L, "votes of excluded annotators", 1L));
        assertThat(manifest.studies().getFirst().excluded()).isEqualTo(Map.of("comparisons without a vote", 1L));
    }

    @Test
    void aRunAndItsClonesAreOfAllItsStudies() throws IOException {
        Run run = start(study.id(), second.id());
        Run clone = cloning.start(new CloneRequest(run.id(), Map.of("epochs", 3), Optional.empty()), engineer);

        assertThat(List.of(run, clone))
                .allSatisfy(each -> assertThat(each.pool().ids()).containsExactly(study.id(), second.id()));
        assertThat(clone.snapshot()).isEqualTo(run.snapshot());
        assertThat(JsonLines.readAll(clone.directory().comparisons(), Comparison.class))
                .hasSize(4);
        assertThat(startReward().pool().ids()).containsExactly(study.id());
    }

    @Test
    void whatIsNoPoolIsRefusedAndLeavesNothingBehind() throws IOException {
        Study silent = studies.create(new NewStudy(unique("Silent"), "", 1), null);
        long before = training.list().size();
        assertThatThrownBy(() -> start(study.id(), second.id(), study.id()))
                .hasMessage("study \"%s\" stands twice among those to learn from; name each study once"
                        .formatted(study.name()));
        assertThatThrownBy(() -> start(study.id(), new StudyId(UUID.randomUUID())))
                .hasMessage("this study does not exist; choose another");
        assertThatThrownBy(() -> start(study.id(), silent.id()))
                .hasMessage("study \"%s\" has no vote yet; judge some comparisons first".formatted(silent.name()));
        assertThatThrownBy(() -> training.start(request(RunKind.RATER, study.id(), second.id()), engineer))
                .hasMessageContaining("is of kind COMPARISON, from which no run of kind rater learns");
        StudyId rating = rating();
        StudyId otherRating = rating();
        assertThatThrownBy(() -> start(study.id(), rating))
                .hasMessageContaining("is of kind RATING, from which no run of kind reward learns");
        assertThatThrownBy(() -> training.start(request(RunKind.RATER, rating, otherRating), engineer))
                .hasMessage("a run of kind rater learns from one study; leave the further studies out");
        assertThat(pools.offered(study)).contains(second).extracting(Study::id).doesNotContain(study.id(), rating);
        assertThat(training.list()).hasSize((int) before);
        assertThat(jdbc.sql("select count(*) from further_study f join snapshot n on n.id = f.snapshot_id"
                                + " where n.study_id = ?")
                        .param(study.id().value())
                        .query(Long.class)
                        .single())
                .isZero();
    }
}

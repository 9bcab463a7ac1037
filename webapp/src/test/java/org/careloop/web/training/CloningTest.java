package org.careloop.web.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.ModelKind;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.health.WatchRule;
import org.careloop.web.answers.AnsweringRequest;
import org.careloop.web.answers.AnsweringService;
import org.careloop.web.answers.NamedServer;
import org.careloop.web.answers.PromptShare;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.training.cloning.CloneRequest;
import org.careloop.web.training.cloning.CloneService;
import org.careloop.web.training.cloning.Origin;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs made of earlier ones. */
class CloningTest extends TrainingTest {
    @Autowired
    private CloneService cloning;

    @Autowired
    private AnsweringService answering;

    @Test
    void aCloneLearnsFromTheSameFrozenVotesWithOtherSettings() throws IOException {
        Run origin = startReward();
        Run clone = cloning.start(request(origin, Map.of("epochs", 4, "seed", 7)), engineer);

        assertThat(clone.kind()).isEqualTo(RunKind.REWARD);
        assertThat(clone.snapshot()).isPresent().isEqualTo(origin.snapshot());
        assertThat(clone.votes()).isEqualTo(3);
        assertThat(clone.clonedFrom()).contains(new Run.Origin(origin.id(), origin.number()));
        assertThat(Files.readString(clone.directory().comparisons()))
                .isEqualTo(Files.readString(origin.directory().comparisons()));
        Json.read(clone.directory().manifest(), DatasetManifest.class)
                .verify(clone.directory().dataset());
        RunSpec spec = clone.directory().readSpec();
        assertThat(spec.settings()).isEqualTo(Map.of("epochs", 4, "seed", 7));
        assertThat(spec.model()).isEqualTo(origin.directory().readSpec().model());
        assertThat(spec.lineage())
                .containsEntry("cloned from run", String.valueOf(origin.number()))
                .containsEntry("run", String.valueOf(clone.number()));
        assertThat(clone.directory().readStatus().orElseThrow().phase()).isEqualTo(RunStatus.Phase.QUEUED);
        assertThat(Difference.between(origin, clone))
                .containsExactlyInAnyOrder(new Difference("epochs", "2", "4"), new Difference("seed", "1", "7"));
        String detail = jdbc.sql("select detail::text from audit_event where action = 'run.start' and subject = ?")
                .param(clone.id().toString())
                .query(String.class)
                .single();
        assertThat(Json.MAPPER.readTree(detail).get("cloned from").asString())
                .isEqualTo(origin.id().toString());
    }

    @Test
    void whatGuidesAndWatchesTheOriginDoesSoInTheClone() throws IOException {
        Checkpoint guide =
                checkpoints.registerBase(unique("guide"), ModelKind.REWARD, model(folder.resolve("guide"), "scores"));
        Run origin = training.start(
                new TrainingRequest(
                        RunKind.RLOO,
                        List.of(study.id()),
                        base.id(),
                        Optional.of(guide.id()),
                        new Watching(Set.of(guide.id()), Set.of(WatchRule.LENGTH)),
                        Map.of()),
                engineer);

        Run same = cloning.start(request(origin, Map.of()), engineer);
        assertThat(same.directory().readSpec().watches())
                .isEqualTo(origin.directory().readSpec().watches());
        assertThat(same.reward()).contains(guide.id());
        assertThat(Difference.between(origin, same)).isEmpty();

        Checkpoint other =
                checkpoints.registerBase(unique("other"), ModelKind.POLICY, model(folder.resolve("other"), "more"));
        CloneRequest changed = new CloneRequest(
                origin.id(),
                Map.of(),
                Optional.of(new CloneRequest.Models(other.id(), Optional.of(guide.id()), Watching.NONE)));
        Run moved = cloning.start(changed, engineer);
        assertThat(moved.directory().readSpec().watches()).isEmpty();
        assertThat(Difference.between(origin, moved))
                .containsExactly(new Difference("base", base.name(), other.name()));
    }

    @Test
    void dataThatAreGoneOrChangedAreSaidWithWhatToDo() throws IOException {
        Run changed = startReward();
        Files.writeString(changed.directory().comparisons(), "{}\n");
        assertThatThrownBy(() -> cloning.start(request(changed, Map.of()), engineer))
                .hasMessageContaining(
                        "the data of run %d are not there as they were frozen".formatted(changed.number()))
                .hasMessageContaining("comparisons.jsonl")
                .hasMessageContaining("changed after it was frozen")
                .hasMessageContaining("bring the folder")
                .hasMessageContaining("start a new run");

        Run gone = startReward();
        Files.delete(gone.directory().manifest());
        assertThat(cloning.origin(gone.id())
                        .orElseThrow()
                        .problem()
                        .orElseThrow()
                        .english())
                .contains("manifest.json")
                .contains("does not exist");
        long runs = training.list().size();
        assertThatThrownBy(() -> cloning.start(request(gone, Map.of()), engineer))
                .hasMessageContaining("bring the folder " + gone.directory().path());
        assertThat(training.list()).hasSize((int) runs);
    }

    @Test
    void votesThatCountNoMoreAreCountedAndWhatIsHeldBackIsNotLearntFromAgain() throws IOException {
        Run origin = startReward();
        assertThat(cloning.origin(origin.id()).orElseThrow().outdated()).isZero();
        jdbc.sql("""
            insert into exclusion (id, study_id, annotator, reason, excluded_by, excluded_at)
            select gen_random_uuid(), j.study_id, j.annotator, 'hurried', ?, now()
            from judgement j where j.study_id = ? group by j.study_id, j.annotator having count(*) = 2\
            """).params(engineer.value(), study.id().value()).update();
        Origin excluded = cloning.origin(origin.id()).orElseThrow();
        assertThat(excluded.outdated()).isEqualTo(2);
        assertThat(excluded.problem()).isEmpty();

        jdbc.sql("update comparison set held = true where study_id = ? and external_id = 'p1'")
                .param(study.id().value())
                .update();
        assertThatThrownBy(() -> cloning.start(request(origin, Map.of()), engineer))
                .hasMessageContaining(
                        "1 comparisons of run %d have been held back for a privacy problem".formatted(origin.number()))
                .hasMessageContaining("start a new run");
    }

    @Test
    void modelsAnswerTheSamePromptsAgainAndThePairsStayWithTheClone() throws IOException {
        Run origin = answering.start(
                new AnsweringRequest(
                        study.id(),
                        PromptShare.ALL,
                        0,
                        List.of(base.id()),
                        List.of(new NamedServer("rival", "http://127.0.0.1:2/v1", "m", Optional.empty())),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("maxNewTokens", 40)),
                engineer);

        Run clone = cloning.start(request(origin, Map.of("maxNewTokens", 80)), engineer);

        assertThat(clone.answering().orElseThrow().prompts()).isEqualTo(2);
        assertThat(clone.answering().orElseThrow().models()).isEqualTo(base.name() + ", rival");
        assertThat(clone.answering().orElseThrow().into()).isEmpty();
        assertThat(clone.directory().readSpec().answerers())
                .isEqualTo(origin.directory().readSpec().answerers());
        assertThat(clone.directory().prompts())
                .hasSameTextualContentAs(origin.directory().prompts());
        assertThat(Difference.between(origin, clone)).containsExactly(new Difference("maxNewTokens", "40", "80"));
        assertThatThrownBy(() -> cloning.start(
                        new CloneRequest(
                                origin.id(),
                                Map.of(),
                                Optional.of(new CloneRequest.Models(base.id(), Optional.empty(), Watching.NONE))),
                        engineer))
                .hasMessageContaining("asks the same models");
    }

    @Test
    void aSettingThatTheTrainerWouldRefuseStartsNothing() throws IOException {
        Run origin = startReward();
        assertThatThrownBy(() -> cloning.start(request(origin, Map.of("epochs", 0)), engineer))
                .hasMessageContaining("setting \"epochs\" is 0");
    }

    private static CloneRequest request(Run origin, Map<String, Object> settings) {
        return new CloneRequest(origin.id(), settings, Optional.empty());
    }
}

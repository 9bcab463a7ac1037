package org.careloop.web.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.ModelKind;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.health.WatchRule;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.dataset.SnapshotPlan;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What a run is before a worker takes it, and what may not be started. */
class StartingRunsTest extends TrainingTest {
    @Autowired
    private TransactionTemplate transaction;

    @Test
    void whatWillHappenIsKnownBeforeItStarts() {
        SnapshotPlan plan = training.plan(List.of(study.id()), RunKind.REWARD, Optional.empty(), Map.of())
                .data();
        assertThat(plan)
                .isEqualTo(new SnapshotPlan(2, 3, 2, 2, 2, Map.of(SnapshotPlan.ExclusionReason.NOT_JUDGED, 1L)));
    }

    @Test
    void aRunIsADirectoryWithTheFrozenVotes() throws IOException {
        Run run = startReward();

        RunDirectory directory = run.directory();
        RunSpec spec = directory.readSpec();
        assertThat(spec.kind()).isEqualTo(RunKind.REWARD);
        assertThat(spec.model()).isEqualTo(base.directory().toString());
        assertThat(spec.settings()).isEqualTo(Map.of("epochs", 2));
        assertThat(spec.lineage()).containsEntry("judgements", "3").containsEntry("study", study.name());
        assertThat(directory.readStatus().orElseThrow().phase()).isEqualTo(RunStatus.Phase.QUEUED);
        assertThat(JsonLines.readAll(directory.comparisons(), Comparison.class))
                .extracting(Comparison::id)
                .containsExactly("p1", "p3");
        assertThat(JsonLines.readAll(directory.prompts(), Prompt.class))
                .extracting(Prompt::id)
                .containsExactly("p1", "p2");
        DatasetManifest manifest = Json.read(directory.manifest(), DatasetManifest.class);
        manifest.verify(directory.dataset());
        assertThat(manifest.counts()).isEqualTo(Map.of("comparisons", 2L, "votes", 3L, "prompts", 2L));
        assertThat(manifest.excluded()).isEqualTo(Map.of("comparisons without a vote", 1L));
    }

    @Test
    void aStartThatIsUndoneTakesNoNumber() throws IOException {
        long last = startReward().number();
        transaction.executeWithoutResult(status -> {
            unchecked(this::startReward);
            status.setRollbackOnly();
        });
        assertThat(startReward().number()).isEqualTo(last + 1);
    }

    /** A caller's transaction that is undone leaves the workers nothing to find. */
    @Test
    void workersHearOfARunOnlyWhenItIsStored() throws IOException {
        List<Run> started = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            started.add(unchecked(this::startReward));
            assertThat(started.getFirst().directory().path().resolve("run.json"))
                    .doesNotExist();
            status.setRollbackOnly();
        });
        assertThat(started.getFirst().directory().path().resolve("run.json")).doesNotExist();
        transaction.executeWithoutResult(status -> started.add(unchecked(this::startReward)));
        assertThat(started.getLast().directory().readSpec().id())
                .isEqualTo(started.getLast().id().toString());
    }

    private static Run unchecked(Callable<Run> start) {
        try {
            return start.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void policyTrainingNeedsARewardModelOfTheRightKind() throws IOException {
        assertThatThrownBy(() -> new TrainingRequest(RunKind.PPO, study.id(), base.id(), Optional.empty(), Map.of()))
                .hasMessage("PPO needs a reward model; train one first");
        TrainingRequest wrong =
                new TrainingRequest(RunKind.PPO, study.id(), base.id(), Optional.of(base.id()), Map.of());
        assertThatThrownBy(() -> training.start(wrong, engineer))
                .hasMessageContaining("is a POLICY model; expected a REWARD model");
        assertThat(training.list()).noneMatch(listed -> listed.run().study().equals(study.id()));
    }

    @ParameterizedTest
    @EnumSource
    void aStudyTrainsEveryKindThatReadsItsVotesOrPrompts(RunKind kind) throws IOException {
        Optional<CheckpointId> guide = Optional.empty();
        if (kind.needsReward()) {
            Path directory = model(folder.resolve("guide"), "scores");
            guide = Optional.of(checkpoints
                    .registerBase(unique("guide"), ModelKind.REWARD, directory)
                    .id());
        }
        Optional<CheckpointId> reward = guide;
        if (!kind.trainsOnVotes()) {
            assertThatThrownBy(() -> new TrainingRequest(kind, study.id(), base.id(), reward, Map.of()))
                    .hasMessage("a study's votes train a reward model or a policy, not by " + kind.label());
            return;
        }
        if (kind == RunKind.RATER) {
            assertThatThrownBy(() -> training.start(
                            new TrainingRequest(kind, study.id(), base.id(), reward, Map.of()), engineer))
                    .hasMessageContaining("is of kind COMPARISON, from which no run of kind rater learns");
            return;
        }

        Run run = training.start(new TrainingRequest(kind, study.id(), base.id(), reward, Map.of()), engineer);

        assertThat(training.find(run.id()).orElseThrow().kind()).isEqualTo(kind);
        assertThat(run.directory().dataset().resolve(kind.reads().file())).isNotEmptyFile();
    }

    @Test
    void watchesAreNamedInTheRunAndOnlyWhereAnswersAreSampled() throws IOException {
        Path directory = model(folder.resolve("guide"), "scores");
        CheckpointId guide = checkpoints
                .registerBase(unique("guide"), ModelKind.REWARD, directory)
                .id();
        Watching watching = new Watching(Set.of(guide), Set.of(WatchRule.REPETITION));

        Run run = training.start(
                new TrainingRequest(
                        RunKind.RLOO, List.of(study.id()), base.id(), Optional.of(guide), watching, Map.of()),
                engineer);

        assertThat(run.directory().readSpec().watches())
                .containsExactly(
                        checkpoints.find(guide).orElseThrow().directory().toString(), "repetition");
        assertThatThrownBy(() -> new TrainingRequest(
                        RunKind.DPO, List.of(study.id()), base.id(), Optional.empty(), watching, Map.of()))
                .hasMessageContaining("leave the watches out");
        TrainingRequest wrong = new TrainingRequest(
                RunKind.RLOO,
                List.of(study.id()),
                base.id(),
                Optional.of(guide),
                new Watching(Set.of(base.id()), Set.of()),
                Map.of());
        assertThatThrownBy(() -> training.start(wrong, engineer)).hasMessageContaining("expected a REWARD model");
    }

    @Test
    void aStudyWithoutVotesTrainsNothing() {
        Study empty = studies.create(new NewStudy(unique("Empty"), "", 1), null);
        TrainingRequest request =
                new TrainingRequest(RunKind.REWARD, empty.id(), base.id(), Optional.empty(), Map.of());
        assertThatThrownBy(() -> training.start(request, engineer))
                .hasMessageContaining("has no vote yet; judge some comparisons first");
    }
}

package org.careloop.web.training.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.RunKind;
import org.careloop.web.answers.AnsweringRequest;
import org.careloop.web.answers.AnsweringService;
import org.careloop.web.answers.NamedServer;
import org.careloop.web.answers.PromptShare;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.dataset.SnapshotId;
import org.careloop.web.training.Run;
import org.careloop.web.training.TrainingRequest;
import org.careloop.web.training.TrainingTest;
import org.careloop.web.training.cloning.CloneRequest;
import org.careloop.web.training.cloning.CloneService;
import org.careloop.web.training.snapshots.FrozenSnapshot;
import org.careloop.web.training.snapshots.FrozenSnapshots;
import org.careloop.web.training.snapshots.NotFrozenToday;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From a run one comes to all that it comes of, and from each of them back to the run. */
class RunNeighboursTest extends TrainingTest {
    @Autowired
    private RunNeighbours neighbours;

    @Autowired
    private FrozenSnapshots snapshots;

    @Autowired
    private CloneService cloning;

    @Autowired
    private AnsweringService answering;

    @Autowired
    private CheckpointService models;

    @Autowired
    private JdbcClient database;

    private Checkpoint model(CheckpointId id) {
        return models.find(id).orElseThrow();
    }

    @Test
    void aRunAndItsCloneLearnFromOneSnapshotWhichNamesBoth() throws IOException {
        Run run = startReward();
        Run clone = cloning.start(new CloneRequest(run.id(), Map.of(), Optional.empty()), engineer());

        FrozenSnapshot snapshot = neighbours.snapshot(run).orElseThrow();
        assertThat(snapshot.pool().first()).isEqualTo(study.id());
        assertThat(snapshot.judgements()).isEqualTo(3);
        assertThat(snapshot.manifest().counts()).containsEntry("votes", 3L).containsEntry("comparisons", 2L);
        assertThat(neighbours.snapshot(clone)).contains(snapshot);
        assertThat(snapshots.runs(snapshot))
                .extracting(listed -> listed.run().id())
                .containsExactly(clone.id(), run.id());
        assertThat(neighbours.clones(run)).extracting(Run::id).containsExactly(clone.id());
        assertThat(neighbours.clones(clone)).isEmpty();
    }

    @Test
    void whatOfASnapshotWouldNotBeFrozenTodayIsCounted() throws IOException {
        FrozenSnapshot snapshot = neighbours.snapshot(startReward()).orElseThrow();
        assertThat(snapshots.since(snapshot)).isEqualTo(new NotFrozenToday(0, 0));
        database.sql("update comparison set held = true where study_id = ? and external_id = 'p1'")
                .param(study.id().value())
                .update();
        assertThat(snapshots.since(snapshot).held()).isEqualTo(1);
        assertThat(snapshots.find(SnapshotId.random())).isEmpty();
        assertThat(SnapshotId.parse("nothing")).isEmpty();
        assertThat(SnapshotId.parse(snapshot.id().toString())).contains(snapshot.id());
    }

    @Test
    void aModelNamesTheRunsThatStartFromItAndThoseThatItGuides() throws IOException {
        Run reward = startReward();
        CheckpointId guide = rewardModel();
        Run guided = training.start(
                new TrainingRequest(RunKind.RLOO, study.id(), baseModel(), Optional.of(guide), Map.of()), engineer());
        assertThat(neighbours.using(model(baseModel()))).extracting(Run::id).containsExactly(guided.id(), reward.id());
        assertThat(neighbours.using(model(guide))).extracting(Run::id).containsExactly(guided.id());
        assertThat(neighbours.model(guided.reward())).map(Checkpoint::id).contains(guide);
        assertThat(neighbours.model(reward.reward())).isEmpty();
    }

    @Test
    void aRunThatAsksModelsNamesThoseThatAreRegistered() throws IOException {
        Run asked = answering.start(
                new AnsweringRequest(
                        study.id(),
                        PromptShare.ALL,
                        0,
                        List.of(baseModel()),
                        List.of(new NamedServer("rival", "http://127.0.0.1:2/v1", "m", Optional.empty())),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                engineer());
        assertThat(neighbours.asked(asked)).extracting(Checkpoint::id).containsExactly(baseModel());
        assertThat(neighbours.snapshot(asked)).isEmpty();
        assertThat(neighbours.asked(startReward())).isEmpty();
    }

    @Test
    void theStudiesInWhichAModelsAnswersAreJudgedAreNamed() {
        Checkpoint base = model(baseModel());
        assertThat(neighbours.judging(base)).isEmpty();
        database.sql("update comparison set model_a = ?, model_b = ? where study_id = ?")
                .params(base.name(), "rival " + UUID.randomUUID(), study.id().value())
                .update();
        assertThat(neighbours.judging(base)).extracting(one -> one.id()).containsExactly(study.id());
    }
}

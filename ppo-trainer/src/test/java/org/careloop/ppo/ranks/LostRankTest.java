package org.careloop.ppo.ranks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.careloop.lm.sft.SftJob;
import org.careloop.lm.train.TrainingRun;
import org.careloop.ppo.Trainers;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed ends the others, and the same command goes on with another number of them. */
class LostRankTest {
    private static final int SECONDS = 30;

    @TempDir
    Path folder;

    @Test
    void aKilledRankEndsTheOthersAndTheRunGoesOnWithFewer() throws Exception {
        RankData data = new RankData(folder);
        Path out = folder.resolve("run");
        RunDirectory run = new RunDirectory(out);
        List<String> command = List.of(
                "sft",
                "--model",
                data.base.toString(),
                "--data",
                data.dialogues.toString(),
                "--out",
                out.toString(),
                "--set",
                "epochs=150",
                "--set",
                "batchSize=3",
                "--set",
                "evaluationShare=0",
                "--set",
                "stateEvery=7");

        try (RankProcesses three = new RankProcesses(folder.resolve("three"), Trainers.class, 3)) {
            Process second = three.startAll(command).get(1);
            awaitSteps(run, 20, three, 1);
            second.destroyForcibly().waitFor();

            for (int rank : List.of(0, 2)) {
                assertThat(three.exitCode(rank, SECONDS)).isEqualTo(Commands.FAILED);
                assertThat(three.words(rank))
                        .contains("rank 1 of 3 was lost: its process ended without a word")
                        .contains("is kept: start the run again to go on from there");
            }
            assertThat(run.readStatus().orElseThrow().phase()).isEqualTo(RunStatus.Phase.FAILED);
            assertThat(run.readStatus().orElseThrow().error()).contains("rank 1 of 3 was lost");
        }
        long kept = MetricLog.read(run.metrics()).size();
        try (RankProcesses two = new RankProcesses(folder.resolve("two"), Trainers.class, 2)) {
            Process first = two.startAll(command).getFirst();
            awaitSteps(run, kept + 20, two, 0);
            first.destroyForcibly().waitFor();

            assertThat(two.exitCode(1, SECONDS)).isEqualTo(Commands.FAILED);
            assertThat(two.words(1)).contains("rank 0 of 2 was lost");
        }
        TrainingRun.execute(run, SftJob::load);

        RunDirectory alone = data.prepare(
                folder.resolve("alone"),
                RunKind.SFT,
                Map.of("epochs", 150, "batchSize", 3, "evaluationShare", 0, "microBatchTokens", 8192));
        TrainingRun.execute(alone, SftJob::load);
        assertThat(MetricLog.read(run.metrics())).hasSize(450);
        assertThat(ManyRanksTest.farthest(alone, run)).isLessThan(1e-6);
        assertThat(Files.readString(run.log())).contains("goes on after step");
    }

    @Test
    void aRankThatIsBusyIsEndedWhenAnotherFails() throws Exception {
        try (RankProcesses two = new RankProcesses(folder.resolve("busy"), Busy.class, 2)) {
            two.startAll(List.of());

            assertThat(two.exitCode(0, 60)).isEqualTo(Commands.FAILED);
            assertThat(two.words(0)).contains("careloop: failed: rank 1 failed: no room for rank 1");
        }
    }

    /** Waits until the run has written so many steps; fails if the rank ends before. */
    private static void awaitSteps(RunDirectory run, long steps, RankProcesses ranks, int rank)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        while (!Files.exists(run.metrics()) || MetricLog.read(run.metrics()).size() < steps) {
            assertThat(ranks.endsWithin(rank, 5)).as(ranks.words(rank)).isFalse();
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }
}

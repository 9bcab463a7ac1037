package org.careloop.ppo.ranks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.train.TrainingRun;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of run gives by two and four processes what it gives by one, whether or not its batches divide by them. */
class ManyRanksTest {
    /** Between two weights. */
    private static final double SAME = 1e-6;

    /** Between two figures, of their size: some are quotients of small numbers, which rounding moves further than weights. */
    private static final double ALIKE = 5e-6;

    @TempDir
    Path folder;

    @Test
    void twoAndFourRanksEqualOne() throws Exception {
        RankData data = new RankData(folder);
        List<RunDirectory> alone = prepare(data, 1);
        for (RunDirectory run : alone) {
            TrainingRun.execute(run, RunsTogether.loader(run.readSpec().kind()));
        }
        for (int size : List.of(2, 4)) {
            List<RunDirectory> together = prepare(data, size);
            try (RankProcesses ranks =
                    new RankProcesses(folder.resolve("processes-" + size), RunsTogether.class, size)) {
                ranks.startAll(
                        together.stream().map(run -> run.path().toString()).toList());
                ranks.awaitSuccess();
            }
            for (int i = 0; i < alone.size(); i++) {
                assertSame(alone.get(i), together.get(i));
            }
        }
    }

    /** PyTorch's own launcher, which serves the meeting itself; where {@code -Dcareloop.torchrun=PATH} says it lies. */
    @Test
    void torchrunStartsRanks() throws Exception {
        String torchrun = System.getProperty("careloop.torchrun", "");
        assumeTrue(!torchrun.isEmpty(), "no torchrun; name it with -Dcareloop.torchrun=PATH");
        RankData data = new RankData(folder);
        Map<String, Object> changes = Map.of("lora", "off");
        RunDirectory alone = data.prepare(folder.resolve("alone"), RunKind.SFT, changes);
        RunDirectory together = data.prepare(folder.resolve("together"), RunKind.SFT, changes);
        TrainingRun.execute(alone, RunsTogether.loader(RunKind.SFT));

        List<String> command =
                new ArrayList<>(List.of(torchrun, "--standalone", "--nproc-per-node", "2", "--no-python"));
        command.addAll(RankProcesses.java());
        command.addAll(List.of(RunsTogether.class.getName(), together.path().toString()));
        Path said = folder.resolve("torchrun.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        assertSame(alone, together);
    }

    /**
     * All kinds with all weights, but for the rater, and one of each family with an adapter. Reward models, raters and adapters at a
     * rate of models that people train, because at the usual one for four thousand weights a difference of rounding grows by itself.
     */
    private List<RunDirectory> prepare(RankData data, int size) throws IOException {
        Path runs = Files.createDirectories(folder.resolve("ranks-" + size));
        List<RunDirectory> all = new ArrayList<>();
        for (RunKind kind : RunKind.values()) {
            if (kind.asksModels()) {
                continue;
            }
            Map<String, Object> changes = switch (kind) {
                case RATER -> Map.of("learningRate", 1e-4, "loraRate", 1e-4);
                case REWARD -> Map.of("lora", "off", "learningRate", 1e-4);
                default -> Map.of("lora", "off");
            };
            all.add(data.prepare(runs.resolve(kind.label()), kind, changes));
        }
        Map<String, Object> byPriority = Map.of("lora", "off", "order", "priority", "eachEpoch", "draw");
        all.add(data.prepare(runs.resolve("sft-priority"), RunKind.SFT, byPriority));
        for (RunKind kind : List.of(RunKind.SFT, RunKind.REWARD, RunKind.DPO, RunKind.PPO)) {
            Map<String, Object> changes = Map.of("lora", "on", "learningRate", 1e-4);
            all.add(data.prepare(runs.resolve(kind.label() + "-lora"), kind, changes));
        }
        return all;
    }

    private static void assertSame(RunDirectory alone, RunDirectory together) throws IOException {
        String name = together.path().toString();
        List<MetricLog.Line> expected = MetricLog.read(alone.metrics());
        List<MetricLog.Line> actual = MetricLog.read(together.metrics());
        assertThat(actual).as(name).hasSameSizeAs(expected);
        for (int step = 0; step < expected.size(); step++) {
            Map<String, Double> figures = actual.get(step).values();
            assertThat(figures.keySet())
                    .as(name)
                    .isEqualTo(expected.get(step).values().keySet());
            for (Map.Entry<String, Double> figure : expected.get(step).values().entrySet()) {
                if (!Metrics.isOfMachine(figure.getKey())) {
                    double value = figure.getValue();
                    assertThat(figures.get(figure.getKey()))
                            .as("%s, step %d, %s", name, step + 1, figure.getKey())
                            .isCloseTo(value, within(ALIKE * Math.max(1, Math.abs(value))));
                }
            }
        }
        assertThat(farthest(alone, together)).as(name).isLessThan(SAME);
    }

    /** The largest difference between two weights of the models that runs wrote. */
    static double farthest(RunDirectory one, RunDirectory other) throws IOException {
        double farthest = 0;
        try (Scope scope = Scope.open();
                SafeTensors weights = SafeTensors.openDirectory(one.model());
                SafeTensors others = SafeTensors.openDirectory(other.model())) {
            for (String name : weights.names()) {
                farthest = Math.max(
                        farthest,
                        weights.read(name).sub(others.read(name)).abs().max().item());
            }
        }
        return farthest;
    }
}

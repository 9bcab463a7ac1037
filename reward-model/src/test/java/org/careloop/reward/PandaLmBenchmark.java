package org.careloop.reward;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.careloop.lm.train.TrainingRun;
import org.careloop.reward.report.EvaluationReport;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.settings.Settings;

/**
 * Reward models on real votes: PandaLM's pairs with stories260K as trunk, one run for each split, figures as rows of a
 * Markdown table. Arguments: folder for the runs, first and last seed, then {@code name=value} settings.
 */
final class PandaLmBenchmark {
    private PandaLmBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        long first = Long.parseLong(arguments[1]);
        long last = Long.parseLong(arguments[2]);
        List<String> settings = List.of(arguments).subList(3, arguments.length);
        Path comparisons = folder.resolve("comparisons.jsonl");
        JsonLines.write(comparisons, SharedData.pandaLm());
        List<double[]> rows = new ArrayList<>();
        System.out.println("| seed | first log-loss | accuracy | log-loss | all votes | calibration error "
                + "| longer wins | length correlation | ceiling | pairs/s | pairs a CPU second |");
        for (long seed = first; seed <= last; seed++) {
            long before = cpuNanos();
            RunDirectory run = run(folder.resolve("seed-" + seed), comparisons, seed, settings);
            rows.add(row(run, cpuNanos() - before));
            print(String.valueOf(seed), rows.getLast());
        }
        double[] mean = new double[rows.getFirst().length];
        rows.forEach(row -> {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.size();
            }
        });
        print("mean", mean);
    }

    private static RunDirectory run(Path out, Path comparisons, long seed, List<String> settings) throws IOException {
        Map<String, Object> changed = new LinkedHashMap<>(Settings.parse(settings));
        changed.put("seed", seed);
        RunDirectory directory = new CommandRun(
                        RunKind.REWARD,
                        SharedData.stories(),
                        null,
                        null,
                        changed,
                        Map.of(TrainingData.COMPARISONS.file(), comparisons),
                        Map.of())
                .prepare(out, InstantSource.system());
        TrainingRun.execute(directory, RewardTraining::load);
        return directory;
    }

    /** Of this process, start of the virtual machine and all threads included: what a busy machine does not distort. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static double[] row(RunDirectory run, long cpuNanos) throws IOException {
        RewardReport report = Json.read(run.model().resolve("report.json"), RewardReport.class);
        EvaluationReport heldOut = report.heldOut();
        List<MetricLog.Line> steps = MetricLog.read(run.metrics());
        double pairs =
                steps.stream().mapToDouble(line -> line.values().get("pairs")).sum();
        return new double[] {
            steps.getFirst().values().get("log_loss"),
            heldOut.accuracy().value(),
            heldOut.logLoss().value(),
            heldOut.allVotesLogLoss() == null
                    ? Double.NaN
                    : heldOut.allVotesLogLoss().value(),
            heldOut.reliability().error(),
            heldOut.baselines().longerWins().accuracy().value(),
            heldOut.lengthBias().correlation(),
            heldOut.annotatorAgreement().decisive().value(),
            pairs
                    / steps.stream()
                            .mapToDouble(line -> line.values().get("time/step"))
                            .sum(),
            pairs / (cpuNanos / 1e9)
        };
    }

    private static void print(String name, double[] figures) {
        StringBuilder line = new StringBuilder("| ").append(name);
        for (double figure : figures) {
            line.append(String.format(Locale.ROOT, " | %.3f", figure));
        }
        System.out.println(line.append(" |"));
    }
}

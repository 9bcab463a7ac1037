package org.careloop.ppo.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.cli.CommandRun;

/**
 * The most memory that short trainings take until they save, beside what their plans say. Arguments: an empty folder, a model, a
 * file of comparisons, how often each answer follows itself to make a longer text, the kinds with commas between them, and settings
 * for all runs such as {@code lora=on}. A process is ended once it saves, unless a later kind needs what it saves. The heap is fixed and touched at once, so that what differs between two models is not the heap.
 */
final class PlanBenchmark {
    private static final Pattern PLANNED = Pattern.compile("memory, at most ([0-9.]+) GB at a time");
    private static final long PAUSE = 2_000_000;
    private static final int ROWS = 8;

    private final Path folder;
    private final Path model;
    private final Map<String, Object> all;
    private final Map<RunKind, Path> data = new HashMap<>();

    private PlanBenchmark(Path folder, Path model, Map<String, Object> all) {
        this.folder = folder;
        this.model = model;
        this.all = all;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        Map<String, Object> all = new HashMap<>();
        for (int i = 5; i < arguments.length; i++) {
            String[] set = arguments[i].split("=");
            all.put(set[0], set[1]);
        }
        PlanBenchmark benchmark = new PlanBenchmark(folder, Path.of(arguments[1]), all);
        benchmark.write(Path.of(arguments[2]), Integer.parseInt(arguments[3]));
        List<RunKind> kinds =
                Stream.of(arguments[4].split(",")).map(RunKind::parse).toList();
        for (RunKind kind : kinds) {
            boolean needed = kind == RunKind.REWARD && kinds.stream().anyMatch(RunKind::needsReward);
            System.out.println(benchmark.measured(kind, needed));
        }
    }

    private void write(Path comparisons, int times) throws IOException {
        List<Comparison> votes = new ArrayList<>();
        List<Prompt> prompts = new ArrayList<>();
        List<Map<String, Object>> dialogues = new ArrayList<>();
        for (Comparison row : JsonLines.readAll(comparisons, Comparison.class).subList(0, ROWS)) {
            String a = (row.a() + " ").repeat(times).strip();
            String b = (row.b() + " ").repeat(times).strip();
            votes.add(new Comparison(row.id(), row.prompt(), a, b, row.votes(), null, List.of()));
            prompts.add(new Prompt(row.id(), row.prompt()));
            dialogues.add(Map.of("messages", List.of(row.prompt().getLast(), Message.assistant(a))));
        }
        Path pairs = written("comparisons.jsonl", votes);
        data.put(RunKind.REWARD, pairs);
        data.put(RunKind.DPO, pairs);
        data.put(RunKind.PPO, written("prompts.jsonl", prompts));
        data.put(RunKind.SFT, written("dialogues.jsonl", dialogues));
    }

    private Path written(String name, List<?> rows) throws IOException {
        JsonLines.write(folder.resolve(name), rows);
        return folder.resolve(name);
    }

    private String measured(RunKind kind, boolean needed) throws IOException, InterruptedException {
        Path reward = kind.needsReward() ? folder.resolve("reward/model") : null;
        RunDirectory run = new CommandRun(
                        kind,
                        model,
                        null,
                        reward,
                        settings(kind),
                        Map.of(kind.reads().file(), data.get(kind)),
                        Map.of())
                .prepare(folder.resolve(kind.label()), InstantSource.system());
        Process process = start(run);
        long anonymous = 0;
        long resident = 0;
        while (process.isAlive() && Files.notExists(run.path().resolve("model.new"))) {
            anonymous = Math.max(anonymous, status(process, "RssAnon:"));
            resident = Math.max(resident, status(process, "VmRSS:"));
            LockSupport.parkNanos(PAUSE);
        }
        boolean saves = process.isAlive();
        if (saves && !needed) {
            process.destroyForcibly();
        }
        if (process.waitFor() != 0 && (needed || !saves)) {
            throw new IllegalStateException("%s: %s".formatted(run.path(), Files.readString(run.log())));
        }
        return String.format(
                Locale.ROOT,
                "%s, MB: planned %.0f, anonymous at most %.0f, resident at most %.0f",
                kind.label(),
                planned(run),
                anonymous / 1e6,
                resident / 1e6);
    }

    private Map<String, Object> settings(RunKind kind) {
        Map<String, Object> settings = new HashMap<>(all);
        settings.put("microBatchTokens", 2048);
        if (kind == RunKind.SFT) {
            settings.putAll(Map.of("epochs", 1, "batchSize", 8, "evaluationShare", 0));
        } else if (kind == RunKind.REWARD) {
            settings.putAll(Map.of("epochs", 1, "batchPairs", 4, "evaluationShare", 0.25));
        } else if (kind == RunKind.DPO) {
            settings.putAll(Map.of("epochs", 1, "batchPairs", 4, "maxNewTokens", 8));
        } else {
            settings.putAll(
                    Map.of("iterations", 2, "rollouts", 8, "minibatch", 8, "maxNewTokens", 128, "evaluationShare", 0));
        }
        return settings;
    }

    private static Process start(RunDirectory run) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xms192m",
                        "-Xmx192m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.careloop.ppo.Trainers",
                        "execute",
                        run.path().toString())
                .redirectErrorStream(true)
                .redirectOutput(run.path().resolveSibling("output.txt").toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    /** Bytes; 0 once the process has ended. */
    private static long status(Process process, String field) {
        try {
            return Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    /** Megabytes; NaN for a kind that is not planned. */
    private static double planned(RunDirectory run) throws IOException {
        Matcher found = PLANNED.matcher(Files.readString(run.log()));
        return found.find() ? 1000 * Double.parseDouble(found.group(1)) : Double.NaN;
    }
}

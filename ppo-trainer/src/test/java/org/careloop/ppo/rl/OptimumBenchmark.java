package org.careloop.ppo.rl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.Metrics;
import org.careloop.run.RunKind;
import org.careloop.run.settings.Settings;

/**
 * How near each kind of on-policy training comes to the known optimum of {@link OptimumToy}, from three seeds. Arguments:
 * an empty folder, the kinds with commas between them, and settings that differ from preset {@code demo}; with a beta
 * among them, that one alone.
 */
final class OptimumBenchmark {
    private OptimumBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        OptimumToy toy = new OptimumToy(Files.createDirectories(Path.of(arguments[0])));
        Map<String, Object> changes = Settings.parse(List.of(arguments).subList(2, arguments.length));
        List<Double> betas =
                changes.get("beta") instanceof Number beta ? List.of(beta.doubleValue()) : List.of(1.0, .5, .3);
        for (RunKind kind : kinds(arguments)) {
            for (int seed = 1; seed <= 3; seed++) {
                Map<String, Object> all = new LinkedHashMap<>(changes);
                all.put("seed", seed);
                OptimumToy.Result result = toy.train(kind, all, OptimumToy.ENDS, List.of(OptimumToy.END));
                System.out.printf(
                        Locale.ROOT, "%-9s seed %d  answers that end %.4f%n", kind.label(), seed, result.endShare());
            }
        }
        for (RunKind kind : kinds(arguments)) {
            for (double beta : betas) {
                for (int seed = 1; seed <= 3; seed++) {
                    Map<String, Object> all = new LinkedHashMap<>(changes);
                    all.put("beta", beta);
                    all.put("seed", seed);
                    long start = System.nanoTime();
                    OptimumToy.Result result = toy.train(kind, all, OptimumToy.ZEROS, List.of());
                    double rest = kind == RunKind.GRPO && !changes.containsKey("klIn")
                            ? new GroupOptimum(beta, 8).share()
                            : OptimumToy.best(beta);
                    System.out.printf(
                            Locale.ROOT,
                            "%-9s beta %.2f seed %d  share %.4f  expected %.4f  off %+.4f  KL %.2f  beta at the end %.3f  %.1f s%n",
                            kind.label(),
                            beta,
                            seed,
                            result.zeroShare(),
                            rest,
                            result.zeroShare() - rest,
                            result.divergence(),
                            result.last().get(Metrics.BETA),
                            (System.nanoTime() - start) / 1e9);
                }
            }
        }
    }

    private static List<RunKind> kinds(String[] arguments) {
        return Stream.of(arguments[1].split(",")).map(RunKind::parse).toList();
    }
}

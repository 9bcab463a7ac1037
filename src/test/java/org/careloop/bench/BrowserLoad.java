package org.careloop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.careloop.load.AnnotationPage;
import org.careloop.load.BenchStudy;
import org.careloop.web.annotation.SideVerdict;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Many annotators at once through the protocol that the browser speaks. One message stores a verdict and brings the next
 * pair.
 */
final class BrowserLoad {
    private static final Duration PEER = Duration.ofSeconds(15);

    /**
     * @param clients number of simultaneous annotators
     * @param pause between an answer and the next verdict, drawn evenly from half of it to one and a half; zero for none
     * @param warmUp length of the warm-up, which is reported separately: a fresh JVM still compiles
     * @param wall length of the measurement after that, unless the pairs run out
     */
    record Plan(int comparisons, int overlap, int clients, Duration pause, Duration warmUp, Duration wall) {}

    private final Plan plan;
    private final Queue<Long> taken = new ConcurrentLinkedQueue<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    BrowserLoad(Plan plan) {
        this.plan = plan;
    }

    void run() throws Exception {
        Path data = Files.createTempDirectory("careloop-bench");
        try (ServerProcess server = ServerProcess.start(data)) {
            JdbcClient database = server.database();
            BenchStudy study = BenchStudy.create(database, "Bench", plan.comparisons(), plan.overlap(), plan.clients());
            database.sql("vacuum analyze").update();
            List<Annotator> annotators = new ArrayList<>();
            for (String login : study.logins()) {
                annotators.add(new Annotator(server.address(), login));
            }
            System.out.printf(
                    "%d annotators, %d comparisons, overlap %d; server %d MB with all signed in%n",
                    plan.clients(), plan.comparisons(), plan.overlap(), server.residentMegabytes());
            Worked first = work("just started", annotators, plan.warmUp());
            Worked then = work("then", annotators, plan.wall());
            report(first.judged() + then.judged(), study, database, server.residentMegabytes());
            if (plan.pause().isZero()) {
                besidePgbench(then, study, server);
            }
        }
    }

    private record Worked(int judged, Duration took) {
        double aSecond() {
            return judged * 1e9 / took.toNanos();
        }
    }

    /** Runs all annotators. */
    private Worked work(String phase, List<Annotator> annotators, Duration wall) throws Exception {
        taken.clear();
        Duration took = workFor(annotators, wall);
        System.out.printf("%s: %s%n", phase, Latencies.of(taken, took));
        return new Worked(taken.size(), took);
    }

    /** Compares machines: what the database does on this one with the same statements and nothing around them. */
    private void besidePgbench(Worked ours, BenchStudy study, ServerProcess server) throws Exception {
        study.closedFor(server.database(), plan.comparisons(), plan.overlap());
        server.database().sql("vacuum analyze").update();
        server.peer()
                .run(plan.clients(), PEER)
                .ifPresent(peer -> System.out.printf("share of pgbench: %.2f%n", ours.aSecond() / peer));
    }

    private Duration workFor(List<Annotator> annotators, Duration wall) throws Exception {
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (Annotator annotator : annotators) {
                all.add(threads.submit(() -> annotator.workUntil(start + wall.toNanos())));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void report(long judged, BenchStudy study, JdbcClient database, long resident) {
        System.out.printf(
                "errors %d; acknowledged %d, stored %d; votes beyond the overlap %d; server %d MB after%n",
                errors.size(), judged, study.votes(database), study.beyondOverlap(database, plan.overlap()), resident);
        errors.stream().limit(3).forEach(System.out::println);
    }

    /** An annotator who judges every pair at once. */
    private final class Annotator {
        private static final SideVerdict[] VERDICTS = SideVerdict.values();

        private final AnnotationPage page;
        private int judged;

        Annotator(String address, String login) throws IOException, InterruptedException {
            page = AnnotationPage.open(address, login);
        }

        private Void workUntil(long end) throws InterruptedException {
            while (page.hasPair() && System.nanoTime() < end) {
                pause();
                long start = System.nanoTime();
                try {
                    page.judge(VERDICTS[judged++ % VERDICTS.length], "");
                    taken.add(System.nanoTime() - start);
                } catch (IOException | RuntimeException e) {
                    errors.add(e.toString());
                }
            }
            return null;
        }

        private void pause() throws InterruptedException {
            if (plan.pause().isPositive()) {
                // The pause simulates the pace of a person.
                Thread.sleep((long) (plan.pause().toMillis() * (.5 + Math.random())));
            }
        }
    }
}

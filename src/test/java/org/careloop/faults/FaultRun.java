package org.careloop.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.careloop.load.BenchStudy;

/**
 * Annotators judge at an installation while one fault after the other is done to it. A fault is over when everybody has been answered
 * again. At the end each acknowledgement is compared with what is stored.
 */
final class FaultRun {
    /** Nobody waits longer for an answer than this, whatever was done. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** After so long it is looked whether a web process has ended by itself. */
    private static final Duration TEND = Duration.ofSeconds(1);

    private final Plan plan;
    private final Installation installation;
    private final PrintStream out;
    private final Ledger ledger;
    private final AtomicBoolean done = new AtomicBoolean();
    private final Map<Fault, List<Recovery>> recoveries = new EnumMap<>(Fault.class);

    FaultRun(Plan plan, Installation installation, PrintStream out) {
        this.plan = plan;
        this.installation = installation;
        this.out = out;
        this.ledger = new Ledger(plan.annotators());
    }

    /**
     * @return what is found at the end
     * @throws IOException where somebody is not answered any more
     */
    Findings run() throws Exception {
        out.printf(
                "seed %d: %d faults, %d annotators at %d instances%n",
                plan.seed(),
                plan.faults(),
                plan.annotators(),
                installation.addresses().size());
        BenchStudy study = BenchStudy.create(
                installation.database(), "Faults", plan.comparisons(), Plan.OVERLAP, people(plan.annotators()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> annotators = begin(study, threads);
            try {
                strikeAll();
            } finally {
                done.set(true);
            }
            for (Future<Void> annotator : annotators) {
                annotator.get();
            }
        }
        report();
        Findings findings = Findings.of(ledger, study, installation.database(), chainIsWhole());
        out.println(findings);
        return findings;
    }

    /** One in four annotators is the second window of another. */
    private static int people(int annotators) {
        return (annotators * 3 + 3) / 4;
    }

    private List<Future<Void>> begin(BenchStudy study, ExecutorService threads) throws IOException {
        Map<String, String> refusals = refusals();
        List<Future<Void>> annotators = new ArrayList<>();
        for (int n = 0; n < plan.annotators(); n++) {
            String login = study.logins().get(n % study.logins().size());
            annotators.add(
                    threads.submit(new Annotator(n, login, installation.addresses(), refusals, ledger, done::get)));
        }
        return annotators;
    }

    /** The sentences with which the page says that a verdict is not stored. */
    static Map<String, String> refusals() throws IOException {
        Properties words = new Properties();
        try (InputStream in = FaultRun.class.getResourceAsStream("/vaadin-i18n/translations.properties")) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        String prefix = "annotate.outcome.";
        Map<String, String> refusals = new TreeMap<>();
        words.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> refusals.put(words.getProperty(name), name.substring(prefix.length())));
        return refusals;
    }

    private void strikeAll() throws IOException, InterruptedException {
        everybodyIsAnswered(ledger.watch(), "before the first fault");
        int n = 0;
        for (Fault fault : plan.of(installation.possible())) {
            Random random = plan.random(++n);
            int until = ledger.acknowledged().size() + 1 + random.nextInt(plan.between());
            if (!ledger.await(() -> ledger.acknowledged().size() >= until, PATIENCE)) {
                throw new IOException("nothing is acknowledged any more before fault %d".formatted(n));
            }
            Recovery recovery = ledger.watch();
            installation.strike(fault, random);
            everybodyIsAnswered(recovery, "after fault %d, %s".formatted(n, fault));
            recoveries.computeIfAbsent(fault, kind -> new ArrayList<>()).add(recovery);
            tell(n, fault, recovery);
        }
    }

    private void tell(int n, Fault fault, Recovery recovery) {
        out.printf(
                "%4d %-16s first %s, all %s; %,d acknowledged%n",
                n,
                fault,
                Ledger.seconds(recovery.first()),
                Ledger.seconds(recovery.last()),
                ledger.acknowledged().size());
    }

    private void everybodyIsAnswered(Recovery recovery, String when) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ledger.await(recovery::isComplete, TEND)) {
            installation.tend();
            if (System.nanoTime() > end) {
                throw new IOException("annotators %s are not answered within %d s %s"
                        .formatted(recovery.missing(), PATIENCE.toSeconds(), when));
            }
        }
    }

    private void report() {
        out.println(
                "from the begin of a fault to the first and to the last annotator who was answered on something said"
                        + " after it:");
        recoveries.forEach((fault, all) -> out.printf(
                "  %-16s %4d times; first, median %s; last, median %s, longest %s%n",
                fault,
                all.size(),
                Ledger.seconds(median(all.stream().map(Recovery::first).toList())),
                Ledger.seconds(median(all.stream().map(Recovery::last).toList())),
                Ledger.seconds(all.stream()
                        .map(Recovery::last)
                        .max(Duration::compareTo)
                        .orElseThrow())));
        out.println("refused, and said so: " + ledger.refused());
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private boolean chainIsWhole() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.careloop.web.command.DatabaseCommands",
                "audit"));
        command.addAll(installation.databaseArguments());
        return new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}

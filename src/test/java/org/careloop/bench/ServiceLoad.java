package org.careloop.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.careloop.run.Strength;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.NextPair;
import org.careloop.web.annotation.Outcome;
import org.careloop.web.annotation.Pair;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.annotation.Submission;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.Authentication;

/** People who ask the annotation service for the next pair and judge it, each in a thread, without a pause. */
final class ServiceLoad {
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private final AnnotationService service;
    private final List<Authentication> people;
    private final Queue<Long> next = new ConcurrentLinkedQueue<>();
    private final Queue<Long> submit = new ConcurrentLinkedQueue<>();

    ServiceLoad(ApplicationContext context, People people) {
        service = context.getBean(AnnotationService.class);
        this.people = people.all();
    }

    void run(int threads, Duration wall) throws Exception {
        work(threads, WARM_UP);
        next.clear();
        submit.clear();
        Duration took = work(threads, wall);
        System.out.printf("%d threads, next:   %s%n", threads, Latencies.of(next, took));
        System.out.printf("%d threads, submit: %s%n", threads, Latencies.of(submit, took));
    }

    private Duration work(int threads, Duration wall) throws Exception {
        long start = System.nanoTime();
        long end = start + wall.toNanos();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (Authentication person : people.subList(0, threads)) {
                all.add(pool.submit(() -> People.as(person, () -> judge(end))));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Void judge(long end) {
        while (System.nanoTime() < end) {
            long asked = System.nanoTime();
            NextPair answer = service.next();
            next.add(System.nanoTime() - asked);
            if (!(answer instanceof NextPair.Work work)) {
                return null;
            }
            Submission verdict = verdict(work.pair());
            long sent = System.nanoTime();
            Outcome outcome = service.submit(verdict);
            submit.add(System.nanoTime() - sent);
            if (outcome != Outcome.STORED) {
                throw new IllegalStateException("a verdict was " + outcome);
            }
        }
        return null;
    }

    private static Submission verdict(Pair pair) {
        SideVerdict[] verdicts = SideVerdict.values();
        SideVerdict verdict = verdicts[Math.floorMod(pair.comparison().hashCode(), verdicts.length)];
        Answer answer = Answer.compared(verdict, Strength.SLIGHTLY, Map.of(), List.of(), Map.of(), List.of(), "");
        return Submission.on(pair, UUID.randomUUID(), answer, 1500);
    }
}

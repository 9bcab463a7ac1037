package org.careloop.web.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.careloop.web.WebTest;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class AuditLogTest extends WebTest {
    @Autowired
    private AuditLog log;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private AuditRepository events;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void linksRecordedAtOnceFormOneChain() throws Exception {
        long before = count();
        inParallel(40, number -> log.record("test.together", "n" + number, Map.of("number", number)));
        assertThat(verify().firstBreak()).isEmpty();
        assertThat(count()).isEqualTo(before + 40);
    }

    @Test
    void theWorkOfManyStandsInAsManyChainsThatAllHold() throws Exception {
        List<String> chains = List.of(newChain(), newChain(), newChain());
        inParallel(60, number -> log.recordWork(chains.get(number % 3), "test.work", "n" + number, "", Map.of()));
        assertThat(verify().firstBreak()).isEmpty();
        for (String chain : chains) {
            List<AuditEvent> links = trail.page(
                    new AuditFilter(Optional.of(chain), Optional.empty(), Optional.empty()), Optional.empty(), 100);
            assertThat(links).extracting(AuditEvent::seq).containsExactlyInAnyOrderElementsOf(numbers(20));
            assertThat(links.getLast().previous()).isEqualTo(opening(chain).hash());
        }
    }

    @Test
    void workWaitsForNobodyElse() throws Exception {
        String mine = newChain();
        String other = newChain();
        log.recordWork(mine, "test.work", "first", "", Map.of());
        log.recordWork(other, "test.work", "first", "", Map.of());
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> holder = threads.submit(() -> transaction.executeWithoutResult(status -> {
                events.lock(AuditEvent.MAIN);
                events.lock(other);
                held.countDown();
                await(end);
            }));
            await(held);
            threads.submit(() -> log.recordWork(mine, "test.work", "second", "", Map.of()))
                    .get(20, TimeUnit.SECONDS);
            end.countDown();
            holder.get(20, TimeUnit.SECONDS);
        }
        assertThat(verify().firstBreak()).isEmpty();
    }

    @Test
    void whatIsRolledBackIsNotRecorded() {
        long before = count();
        transaction.executeWithoutResult(status -> {
            log.record("test.undone", "nothing", Map.of());
            log.recordWork(newChain(), "test.undone", "nothing", "", Map.of());
            status.setRollbackOnly();
        });
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void anEntrySaysWhoFromWhereAndWhy() {
        signedIn.as(signedIn.account("ada", Role.ADMINISTRATOR));
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("192.0.2.7");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            log.record("test.actor", "it", "asked by the ward", Map.of());
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
        AuditFilter filter = new AuditFilter(Optional.empty(), Optional.empty(), Optional.of("test.actor"));
        AuditEvent.Act act = trail.page(filter, Optional.empty(), 1).getFirst().act();
        assertThat(act.actor()).startsWith("ada-");
        assertThat(act.origin()).isEqualTo("192.0.2.7");
        assertThat(act.reason()).isEqualTo("asked by the ward");
    }

    @Test
    void theListIsFilteredAndGoesOnWhereItStopped() {
        String chain = newChain();
        for (int i = 0; i < 5; i++) {
            log.recordWork(chain, "test.listed", "n" + i, "", Map.of());
        }
        signedIn.as(signedIn.account("ada", Role.ADMINISTRATOR));
        AuditFilter filter = new AuditFilter(Optional.of(chain), Optional.empty(), Optional.of("test.listed"));
        List<AuditEvent> first = trail.page(filter, Optional.empty(), 3);
        List<AuditEvent> second = trail.page(filter, Optional.of(first.getLast()), 3);
        assertThat(first).extracting(AuditEvent::seq).containsExactly(5L, 4L, 3L);
        assertThat(second).extracting(AuditEvent::seq).containsExactly(2L, 1L);
        assertThat(trail.actions()).contains("test.listed", "chain.open").isSorted();
    }

    @Test
    void theDatabaseRefusesToChangeAnEntry() {
        log.record("test.kept", "it", Map.of());
        assertThatThrownBy(() -> database.sql("update audit_event set actor = 'somebody'")
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    private interface Task {
        void run(int number);
    }

    private static void inParallel(int times, Task task) throws Exception {
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                int number = i;
                ends.add(threads.submit(() -> task.run(number)));
            }
        }
        for (Future<?> end : ends) {
            end.get();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private AuditEvent opening(String chain) {
        return trail
                .page(
                        new AuditFilter(Optional.of(AuditEvent.MAIN), Optional.empty(), Optional.of("chain.open")),
                        Optional.empty(),
                        1000)
                .stream()
                .filter(event -> event.act().subject().equals(chain))
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> numbers(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static String newChain() {
        return AuditLog.chainOf(UUID.randomUUID());
    }

    private Verification verify() {
        signedIn.as(signedIn.account("ada", Role.ADMINISTRATOR));
        return trail.verify();
    }

    private long count() {
        return database.sql("select count(*) from audit_event")
                .query(Long.class)
                .single();
    }
}

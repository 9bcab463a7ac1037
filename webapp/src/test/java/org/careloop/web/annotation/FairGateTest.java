package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.careloop.web.database.Outage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FairGateTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Queue<String> begun = new ConcurrentLinkedQueue<>();

    @Test
    void letsInOnlyAsManyAsItMay() throws Exception {
        FairGate gate = new FairGate(2, LONG);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> people = new ArrayList<>();
        for (int person = 0; person < 5; person++) {
            people.add(new Thread(() -> gate.take(() -> begun.add("begun") && reached(go))));
        }
        people.forEach(Thread::start);
        while (begun.size() < 2) {
            Thread.onSpinWait();
        }
        people.forEach(FairGateTest::awaitWaiting);
        assertThat(begun).hasSize(2);

        go.countDown();
        for (Thread person : people) {
            person.join();
        }
        assertThat(begun).hasSize(5);
    }

    @Test
    void letsNobodyOvertakeWhoWaits() throws InterruptedException {
        FairGate gate = new FairGate(1, LONG);
        Thread waits = new Thread(() -> gate.take(() -> begun.add("waited")));
        gate.take(() -> {
            waits.start();
            awaitWaiting(waits);
            return true;
        });
        gate.take(() -> begun.add("came back at once"));
        waits.join();

        assertThat(begun).containsExactly("waited", "came back at once");
    }

    @Test
    void givesTheTurnBackWhenTheWorkFails() {
        FairGate gate = new FairGate(1, LONG);
        assertThatThrownBy(() -> gate.take(() -> {
                    throw new IllegalStateException("lost");
                }))
                .hasMessage("lost");

        assertThat(gate.take(() -> "done")).isEqualTo("done");
    }

    @Test
    void whoWaitsInVainIsToldAndTakesNoTurn() {
        FairGate gate = new FairGate(1, Duration.ZERO);
        gate.take(() -> {
            assertThatThrownBy(() -> gate.take(() -> begun.add("never"))).matches(Outage::isOne);
            return true;
        });

        assertThat(begun).isEmpty();
        assertThat(gate.free()).isEqualTo(1);
    }

    private static void awaitWaiting(Thread person) {
        while (person.getState() != Thread.State.WAITING && person.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static boolean reached(CountDownLatch go) {
        try {
            go.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.careloop.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How long after a moment each annotator was answered on something said after it. Used under the lock of the {@link Ledger}. */
final class Recovery {
    private final long begin = System.nanoTime();
    /** Nanoseconds after the begin; 0 while there is none. */
    private final long[] answered;

    Recovery(int annotators) {
        answered = new long[annotators];
    }

    int annotators() {
        return answered.length;
    }

    void answered(int annotator, long sentAt) {
        if (sentAt >= begin && answered[annotator] == 0) {
            answered[annotator] = System.nanoTime() - begin;
        }
    }

    /** Whether everybody has been answered. */
    boolean isComplete() {
        return Arrays.stream(answered).allMatch(nanos -> nanos > 0);
    }

    /** The numbers of those who have not. */
    List<Integer> missing() {
        return IntStream.range(0, answered.length)
                .filter(annotator -> answered[annotator] == 0)
                .boxed()
                .toList();
    }

    /** Until the first was answered. */
    Duration first() {
        return Duration.ofNanos(
                Arrays.stream(answered).filter(nanos -> nanos > 0).min().orElse(0));
    }

    /** Until the last was answered. */
    Duration last() {
        return Duration.ofNanos(Arrays.stream(answered).max().orElse(0));
    }
}

package org.careloop.web.throttle;

import java.time.Duration;

/**
 * Failures in a row. After five a key waits fifteen seconds, then twice as long after each further one, at most a quarter of
 * an hour; an hour without one clears it. A sketch as {@link Moments} are: nobody pushes a key out.
 */
final class Streaks {
    static final int FREE = 5;
    private static final long FIRST_WAIT = Duration.ofSeconds(15).toMillis();
    private static final long LONGEST_WAIT = Duration.ofMinutes(15).toMillis();
    private static final long REMEMBERED = Duration.ofHours(1).toMillis();
    private static final int MOST_DOUBLINGS = 10;

    private final int[][] counts = new int[Key.ROWS][Key.CELLS];
    private final long[][] lasts = new long[Key.ROWS][Key.CELLS];

    int count(Key key, long now) {
        int least = Integer.MAX_VALUE;
        for (int row = 0; row < Key.ROWS; row++) {
            least = Math.min(least, count(row, key.cell(row), now));
        }
        return least;
    }

    /** How many milliseconds are left; 0 when none. */
    long toWait(Key key, long now) {
        long least = Long.MAX_VALUE;
        for (int row = 0; row < Key.ROWS; row++) {
            int count = count(row, key.cell(row), now);
            long until = count < FREE ? 0 : lasts[row][key.cell(row)] + wait(count);
            least = Math.min(least, Math.max(0, until - now));
        }
        return least;
    }

    /** Counts a failure; what comes back undoes it. */
    Runnable fail(Key key, long now) {
        int count = count(key, now) + 1;
        int[] countsBefore = new int[Key.ROWS];
        long[] lastsBefore = new long[Key.ROWS];
        for (int row = 0; row < Key.ROWS; row++) {
            int cell = key.cell(row);
            countsBefore[row] = count(row, cell, now);
            lastsBefore[row] = lasts[row][cell];
            counts[row][cell] = Math.max(countsBefore[row], count);
            lasts[row][cell] = now;
        }
        return () -> {
            for (int row = 0; row < Key.ROWS; row++) {
                int cell = key.cell(row);
                boolean untouched = counts[row][cell] == Math.max(countsBefore[row], count) && lasts[row][cell] == now;
                counts[row][cell] = untouched ? countsBefore[row] : Math.max(0, counts[row][cell] - 1);
                lasts[row][cell] = untouched ? lastsBefore[row] : lasts[row][cell];
            }
        };
    }

    /** Clears a key, in the cells that no other key has raised above it. */
    void clear(Key key, long now) {
        int least = count(key, now);
        for (int row = 0; row < Key.ROWS; row++) {
            if (count(row, key.cell(row), now) == least) {
                counts[row][key.cell(row)] = 0;
            }
        }
    }

    private int count(int row, int cell, long now) {
        return now - lasts[row][cell] > REMEMBERED ? 0 : counts[row][cell];
    }

    private static long wait(int count) {
        return Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(count - FREE, MOST_DOUBLINGS));
    }
}

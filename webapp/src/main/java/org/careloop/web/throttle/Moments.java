package org.careloop.web.throttle;

import java.util.Arrays;

/**
 * A moment for each of any number of keys, in memory that never grows and out of which nobody can push a key: a count-min
 * sketch (Cormode and Muthukrishnan 2005). A key has a cell in each row, and its moment is the least of them. Keys that
 * share a cell make it later and never earlier; a moment is too late only for a key that shares all of its cells.
 */
final class Moments {
    static final long NEVER = Long.MIN_VALUE;

    private final long[][] cells = new long[Key.ROWS][Key.CELLS];

    Moments() {
        Arrays.stream(cells).forEach(row -> Arrays.fill(row, NEVER));
    }

    /** Milliseconds since 1970; {@link #NEVER} before the first. */
    long get(Key key) {
        long least = Long.MAX_VALUE;
        for (int row = 0; row < Key.ROWS; row++) {
            least = Math.min(least, cells[row][key.cell(row)]);
        }
        return least;
    }

    /** Gives a key a later moment; says in which rows it was one. */
    boolean[] raise(Key key, long moment) {
        boolean[] raised = new boolean[Key.ROWS];
        for (int row = 0; row < Key.ROWS; row++) {
            raised[row] = cells[row][key.cell(row)] < moment;
            if (raised[row]) {
                cells[row][key.cell(row)] = moment;
            }
        }
        return raised;
    }

    /** Takes a key back by some milliseconds, in rows in which it was raised. */
    void lower(Key key, boolean[] raised, long millis) {
        for (int row = 0; row < Key.ROWS; row++) {
            if (raised[row]) {
                cells[row][key.cell(row)] -= millis;
            }
        }
    }
}

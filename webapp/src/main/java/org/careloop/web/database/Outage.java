package org.careloop.web.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;

/** Tells a database that does not answer, or not in time, from an error of ours. */
public final class Outage {
    /** After so long asking again may help. */
    public static final int SECONDS_TO_WAIT = 5;

    /** Cancelled, a lock not had, a transaction idle or too long: the limits that connections come with. */
    private static final Set<String> TOO_SLOW = Set.of("57014", "55P03", "25P03", "25P04");

    private Outage() {}

    /** Whether this, or what caused it, is that the database cannot be reached, is not ready, is full, or is too slow. */
    public static boolean isOne(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessResourceException
                    || cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLException sql && isOfServer(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfServer(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("53")
                        || TOO_SLOW.contains(state));
    }

    /** What waited in vain for its turn at the database, because those before it do not get on. */
    public static RuntimeException noTurn() {
        return new TransientDataAccessResourceException("no turn at the database in time");
    }
}

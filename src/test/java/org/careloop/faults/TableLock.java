package org.careloop.faults;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody who works at the database by hand and holds what everybody needs. */
final class TableLock {

    private TableLock() {}

    /** Holds the table of judgements for so long. */
    static void hold(JdbcClient database, Duration length) {
        database.sql("do $$ begin lock table judgement; perform pg_sleep(%d / 1000.0); end $$"
                        .formatted(length.toMillis()))
                .update();
    }
}

package org.careloop.faults;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A running application with its database, whose parts can be broken one by one. */
interface Installation extends AutoCloseable {

    /** The web processes. */
    List<String> addresses();

    /** Straight to the database, as its superuser, past whatever is broken between. */
    JdbcClient database() throws IOException;

    /** What can be done to it on this machine. */
    Set<Fault> possible();

    /** Does it; returns when it is over, and what was killed is starting again. */
    void strike(Fault fault, Random random) throws IOException, InterruptedException;

    /** Starts again what has ended by itself, as {@code ./careloop up} does. */
    void tend() throws IOException;

    /** Arguments with which a command finds the database. */
    List<String> databaseArguments();

    @Override
    void close() throws IOException, InterruptedException;
}

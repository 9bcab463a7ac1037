package org.careloop.faults;

/** What is done to an installation. */
enum Fault {
    /** SIGKILL of a web process; it is started again at once. */
    KILL_WEB(3),
    /** SIGKILL of PostgreSQL's first process. */
    KILL_DATABASE(2),
    /** SIGKILL of web process and PostgreSQL together. */
    KILL_BOTH(1),
    /** SIGKILL of one of PostgreSQL's connections, upon which it ends them all and recovers. */
    KILL_CONNECTION(4),
    /** PostgreSQL stands still. */
    STALL_DATABASE(6),
    /** A web process stands still. */
    STALL_WEB(6),
    /** Somebody holds the table of judgements. */
    LOCK_TABLE(6),
    /** The disk with database and runs is full. */
    FULL_DISK(2),
    /** The application's clock jumps, up to two days forward or back. */
    CLOCK_JUMP(6),
    /** The network between applications and database swallows everything. */
    SILENT_NETWORK(4),
    /** The network between applications and database ends all connections. */
    RESET_NETWORK(10);

    /** How often it is drawn, against the others. */
    final int weight;

    Fault(int weight) {
        this.weight = weight;
    }
}

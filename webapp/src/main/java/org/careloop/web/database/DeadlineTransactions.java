package org.careloop.web.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions that end in time. Connections come with short limits; a transaction that says how many seconds it may take,
 * {@code @Transactional(timeout = LongWork.SECONDS)}, gets these instead, for each of its statements and as a whole.
 * The database keeps them, and the driver waits a little longer than it.
 */
@Component
public class DeadlineTransactions extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineTransactions.class);

    /** How much longer than the database the driver waits, in milliseconds. */
    private static final int MORE_MILLIS = 2_000;

    private static final String LIMITS = """
            select set_config(name, ?, true) from pg_settings
            where name in ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout', 'lock_timeout')""";

    public DeadlineTransactions(DataSource source) {
        super(source);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        int seconds = definition.getTimeout();
        if (seconds == TransactionDefinition.TIMEOUT_DEFAULT) {
            return;
        }
        // The pool puts back what it was before the connection is handed out again.
        connection.setNetworkTimeout(Runnable::run, Math.multiplyExact(seconds, 1000) + MORE_MILLIS);
        try (PreparedStatement limits = connection.prepareStatement(LIMITS)) {
            limits.setString(1, seconds + "s");
            limits.execute();
        }
    }

    /**
     * Where the connection is gone the database rolls back by itself. Its complaint would hide why the transaction failed; the
     * pool rolls back what it gets back unfinished.
     */
    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        try {
            super.doRollback(status);
        } catch (TransactionException | DataAccessException e) {
            LOG.debug("rolled back by the database", e);
        }
    }

    /** The database keeps the time, so that no clock of ours runs beside each statement. */
    @Override
    protected int determineTimeout(TransactionDefinition definition) {
        return TransactionDefinition.TIMEOUT_DEFAULT;
    }
}

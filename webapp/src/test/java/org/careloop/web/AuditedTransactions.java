package org.careloop.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.careloop.web.database.DeadlineTransactions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Commits nothing that changes something and is not in the audit trail. Every test of the application runs on it, so that no
 * service can forget.
 */
final class AuditedTransactions extends DeadlineTransactions {
    private static final long serialVersionUID = 1L;

    /** What is handed out, typed and not yet said, or remembered of a request, changes nothing that anybody relies on. */
    private static final Set<String> NO_CHANGE =
            Set.of("slot", "work_cursor", "draft", "adjudication_lease", "comparison_tally", "api_write");

    /** What the connections of this thread's transactions had counted before these began, the innermost first. */
    private static final ThreadLocal<Deque<Map<String, Long>>> BEFORE = ThreadLocal.withInitial(ArrayDeque::new);

    AuditedTransactions(DataSource source) {
        super(source);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        BEFORE.get().push(changes());
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        Map<String, Long> changed = changes();
        Objects.requireNonNull(BEFORE.get().peek()).forEach((table, count) -> changed.remove(table, count));
        if (changed.remove("audit_event") == null && !changed.isEmpty()) {
            throw new IllegalStateException("changed " + changed.keySet() + " and recorded nothing");
        }
        super.doCommit(status);
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        BEFORE.get().poll();
        super.doCleanupAfterCompletion(transaction);
    }

    /** How many rows of each table this connection has written; the server adds up and forgets now and then. */
    private Map<String, Long> changes() {
        return new TreeMap<>(JdbcClient.create(Objects.requireNonNull(getDataSource()))
                .sql("""
                        select relname, n_tup_ins + n_tup_upd + n_tup_del as rows from pg_stat_xact_user_tables
                        where n_tup_ins + n_tup_upd + n_tup_del > 0 and relname <> all(?)""")
                .param(NO_CHANGE.toArray(String[]::new))
                .query((row, n) -> Map.entry(row.getString("relname"), row.getLong("rows")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}

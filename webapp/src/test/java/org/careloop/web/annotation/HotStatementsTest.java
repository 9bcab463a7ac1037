package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.web.people.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is done for every pair stays quick while tables grow from nothing, before anybody takes their statistics. */
class HotStatementsTest extends AnnotationTest {
    // More than the driver needs to have a statement prepared by the server.
    private static final int PAIRS = 12;

    @Autowired
    private WorkQueue queue;

    @Autowired
    private Judging judging;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private HikariDataSource connections;

    /** What other acts have planned on a connection goes with it. */
    @BeforeEach
    void onNewConnections() {
        connections.getHikariPoolMXBean().softEvictConnections();
    }

    @Test
    void handingOutAPairReadsNoTableFromEndToEnd() {
        study(PAIRS, 1);
        Person clinician = signedIn.clinician("reader");

        for (int pair = 0; pair < PAIRS; pair++) {
            transaction.executeWithoutResult(status -> {
                Map<String, Long> before = readsFromEndToEnd();
                queue.next(clinician.id());
                assertThat(readsFromEndToEnd()).isEqualTo(before);
            });
            service.submit(verdict(next(clinician), SideVerdict.LEFT));
        }
    }

    @Test
    void takingAVerdictReadsNoTableFromEndToEnd() {
        study(PAIRS, 1);
        Person clinician = signedIn.clinician("reader");

        for (int pair = 0; pair < PAIRS; pair++) {
            Submission verdict = verdict(next(clinician), SideVerdict.LEFT);
            transaction.executeWithoutResult(status -> {
                Map<String, Long> before = readsFromEndToEnd();
                assertThat(judging.submit(verdict, clinician.id())).isEqualTo(Outcome.STORED);
                // Registered after the one that writes the audit trail, it is called after it.
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        assertThat(readsFromEndToEnd()).isEqualTo(before);
                    }
                });
            });
        }
    }

    /** Of the tables that grow with the work, as this connection counts; a transaction sees its own at once. */
    private Map<String, Long> readsFromEndToEnd() {
        Map<String, Long> reads = new TreeMap<>();
        database.sql("""
                        select relname, seq_scan from pg_stat_xact_user_tables
                        where relname in ('audit_event', 'comparison', 'comparison_tally', 'draft', 'judgement',
                            'judgement_tally', 'skip', 'slot', 'work_cursor')
                        """).query(row -> {
            reads.put(row.getString("relname"), row.getLong("seq_scan"));
        });
        return reads;
    }
}

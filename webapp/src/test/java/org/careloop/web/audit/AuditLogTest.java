package org.careloop.web.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.careloop.web.WebTest;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

class AuditLogTest extends WebTest {
    @Autowired
    private AuditLog log;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void linksRecordedAtOnceFormOneChain() throws Exception {
        long before = count();
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                int number = i;
                ends.add(threads.submit(() -> log.record("test.together", "n" + number, Map.of("number", number))));
            }
        }
        for (Future<?> end : ends) {
            end.get();
        }
        assertThat(verify()).isEqualTo(new AuditTrail.Verification(before + 40, Optional.empty()));
    }

    @Test
    void whatIsRolledBackIsNotRecorded() {
        long before = count();
        transaction.executeWithoutResult(status -> {
            log.record("test.undone", "nothing", Map.of());
            status.setRollbackOnly();
        });
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void theActorIsThePersonWhoActs() {
        signedIn.as(signedIn.account("ada", Role.ADMINISTRATOR));
        log.record("test.actor", "it", Map.of());
        assertThat(trail.page(0, 1).getFirst().actor()).startsWith("ada-");
    }

    @Test
    void aChangedEntryIsFound() {
        log.record("test.before", "it", Map.of());
        log.record("test.changed", "it", Map.of("dose", 5));
        long changed = count();
        log.record("test.after", "it", Map.of());
        tamper(changed, "{\"dose\":50}");
        try {
            assertThat(verify().firstBroken()).contains(changed);
        } finally {
            tamper(changed, "{\"dose\":5}");
        }
        assertThat(verify().firstBroken()).isEmpty();
    }

    @Test
    void theDatabaseRefusesToChangeAnEntry() {
        log.record("test.kept", "it", Map.of());
        assertThatThrownBy(() -> database.sql("update audit_event set actor = 'somebody'")
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    /** As somebody would who owns the database and takes its guard away. */
    private void tamper(long seq, String detail) {
        transaction.executeWithoutResult(status -> {
            database.sql("alter table audit_event disable trigger audit_append_only")
                    .update();
            database.sql("update audit_event set detail = ?::json where seq = ?")
                    .params(detail, seq)
                    .update();
            database.sql("alter table audit_event enable trigger audit_append_only")
                    .update();
        });
    }

    private AuditTrail.Verification verify() {
        signedIn.as(signedIn.account("ada", Role.ADMINISTRATOR));
        return trail.verify();
    }

    private long count() {
        return database.sql("select count(*) from audit_event")
                .query(Long.class)
                .single();
    }
}

package org.careloop.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.careloop.web.WebTest;
import org.careloop.web.audit.Verification.Break;
import org.careloop.web.audit.Verification.Fault;
import org.careloop.web.database.EmbeddedDatabase;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What somebody can do who owns the database and takes its guard away, and what the verification says to it. */
class VerificationTest extends WebTest {
    @Autowired
    private AuditLog log;

    @Autowired
    private AuditTrail trail;

    @Value("${careloop.data}")
    private Path data;

    @Value("${careloop.postgres.port}")
    private int port;

    private final String chain = AuditLog.chainOf(UUID.randomUUID());

    @BeforeEach
    void fiveJudgementsAndAnAnchor() {
        owner().sql("create table kept as select * from audit_event").update();
        for (int i = 1; i <= 5; i++) {
            log.recordWork(chain, "test.judge", "n" + i, "", Map.of("verdict", "A"));
        }
        log.anchor("test.export", "all", "", Map.of());
        signedIn.as(signedIn.account("ada", Role.ADMINISTRATOR));
        assertThat(trail.verify().firstBreak()).isEmpty();
    }

    @AfterEach
    void mend() {
        tamper("delete from audit_event");
        tamper("insert into audit_event select * from kept");
        owner().sql("drop table kept").update();
    }

    @Test
    void changedContentIsFound() {
        tamper("update audit_event set detail = '{\"verdict\":\"B\"}' where seq = 3 and chain = '%s'".formatted(chain));
        assertThat(found()).isEqualTo(new Break(chain, 3, Fault.CONTENT));
    }

    @Test
    void aChangedOriginIsFoundInTheMainChain() {
        tamper("update audit_event set origin = '' where action = 'test.export'");
        assertThat(found()).isEqualTo(new Break("main", lastOfMain(), Fault.CONTENT));
    }

    @Test
    void aMissingLinkIsFound() {
        tamper("delete from audit_event where seq = 2 and chain = '%s'".formatted(chain));
        assertThat(found()).isEqualTo(new Break(chain, 2, Fault.MISSING));
    }

    @Test
    void aLinkPutElsewhereWithAFreshHashIsFound() {
        replace(4, "0".repeat(64), "{}");
        assertThat(found()).isEqualTo(new Break(chain, 4, Fault.ORDER));
    }

    @Test
    void anEndCutOffBehindAnAnchorIsFound() {
        tamper("delete from audit_event where seq >= 4 and chain = '%s'".formatted(chain));
        assertThat(found()).isEqualTo(new Break(chain, 4, Fault.CUT_OFF));
    }

    @Test
    void anEndWrittenAnewWithFittingHashesIsFoundByItsAnchor() {
        String previous = database.sql("select hash from audit_event where seq = 4 and chain = ?")
                .param(chain)
                .query(String.class)
                .single();
        replace(5, previous, "{\"verdict\":\"SAME\"}");
        assertThat(found()).isEqualTo(new Break(chain, 5, Fault.REWRITTEN));
    }

    @Test
    void aChainThatTheMainOneNeverOpenedIsFound() {
        String invented = AuditLog.chainOf(UUID.randomUUID());
        tamper("update audit_event set chain = '%s' where chain = '%s'".formatted(invented, chain));
        assertThat(trail.verify().brokenChains()).isEqualTo(2);
        assertThat(found()).isIn(new Break(invented, 1, Fault.UNKNOWN_CHAIN), new Break(chain, 1, Fault.MISSING));
    }

    @Test
    void aChainThatWasTakenAwayIsFound() {
        tamper("delete from audit_event where chain = '%s'".formatted(chain));
        assertThat(found()).isEqualTo(new Break(chain, 1, Fault.MISSING));
    }

    @Test
    void aNameTakenOutWithoutADeletionIsFound() {
        owner().sql("insert into erased_link (deletion, chain, seq, sha256) values (999, '%s', 2, '%s')"
                        .formatted(chain, new AuditEvent.Act("x", "", "test.judge", "n2", "", "{}").sha256()))
                .update();
        tamper("update audit_event set actor = 'x', origin = '', detail = '{}' where seq = 2 and chain = '%s'"
                .formatted(chain));
        try {
            assertThat(found()).isEqualTo(new Break(chain, 2, Fault.ERASED));
        } finally {
            owner().sql("""
                begin;
                alter table erased_link disable trigger user;
                delete from erased_link where deletion = 999;
                alter table erased_link enable trigger user;
                commit\
                """).update();
        }
    }

    private Break found() {
        return trail.verify().firstBreak().orElseThrow();
    }

    private long lastOfMain() {
        return database.sql("select max(seq) from audit_event where chain = 'main'")
                .query(Long.class)
                .single();
    }

    /** A link with other content and a hash that fits it. */
    private void replace(long seq, String previous, String detail) {
        AuditEvent.Act act = new AuditEvent.Act("system", "system", "test.judge", "n" + seq, "", detail);
        AuditEvent link = AuditEvent.link(chain, new AuditEvent.Head(seq - 1, previous), NOW, act);
        tamper(
                "update audit_event set origin = 'system', at = '%s', detail = '%s', previous = '%s', hash = '%s' where seq = %d and chain = '%s'"
                        .formatted(NOW, detail, previous, link.hash(), seq, chain));
    }

    /** The role that owns the tables. */
    private JdbcClient owner() {
        try {
            EmbeddedDatabase.Login login = new EmbeddedDatabase(data, null).migrations(port);
            return JdbcClient.create(new DriverManagerDataSource(login.url(), login.user(), login.password()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tamper(String sql) {
        owner().sql("""
            begin;
            alter table audit_event disable trigger user;
            %s;
            alter table audit_event enable trigger user;
            commit\
            """.formatted(sql)).update();
    }
}

package org.careloop.web.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.careloop.web.WebTest;
import org.careloop.web.api.TokenScope;
import org.careloop.web.api.TokenService;
import org.careloop.web.people.InvitationService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class RetentionTest extends WebTest {
    @Autowired
    private Retention retention;

    @Autowired
    private InvitationService invitations;

    @Autowired
    private TokenService tokens;

    @Autowired
    private ApplicationEvents events;

    private Person admin;

    @BeforeEach
    void nothingOldIsLeft() {
        clock.advance(Duration.ofDays(4000));
        retention.sweep();
        clock.set(NOW);
        admin = signedIn.account("keeper", Role.ADMINISTRATOR);
        signedIn.as(admin);
    }

    @Test
    void aTraceIsRemovedWhenItsTimeHasPassedAndNotBefore() {
        invitations.invite(Set.of(Role.CLINICIAN));
        tokens.create("nightly", Set.of(TokenScope.RUNS_READ), Duration.ofDays(30));
        write("key", NOW);

        after(Duration.ofDays(7));
        assertThat(rows("api_write")).isEqualTo(1);
        after(Duration.ofDays(7).plusSeconds(1));
        assertThat(rows("api_write")).isZero();

        after(Duration.ofDays(7 + 90));
        assertThat(rows("invitation")).isEqualTo(1);
        after(Duration.ofDays(7 + 90).plusSeconds(1));
        assertThat(rows("invitation")).isZero();

        assertThat(rows("api_token")).isEqualTo(1);
        after(Duration.ofDays(30 + 90).plusSeconds(1));
        assertThat(rows("api_token")).isZero();
        assertThat(audited("retention.remove", "idempotency-keys")).isPositive();
    }

    @Test
    void thousandsGoInPartsAndAreCounted() {
        database.sql("""
            insert into api_write (person_id, key, request, answer, created_at)
            select ?, 'k' || n, '', '', ? from generate_series(1, 2500) as n\
            """)
                .params(admin.id().value(), NOW.atOffset(ZoneOffset.UTC))
                .update();

        after(Duration.ofDays(8));

        assertThat(rows("api_write")).isZero();
        assertThat(events.stream(Retention.Removed.class).filter(removed -> removed.trace() == Trace.IDEMPOTENCY_KEYS))
                .extracting(Retention.Removed::rows)
                .endsWith(1000, 1000, 500);
    }

    @Test
    void whatIsWaitedForStaysHoweverOld() {
        UUID hook = UUID.randomUUID();
        database.sql("""
            insert into webhook (id, url, secret, events, active, created_by, created_at)
            values (:hook, 'http://127.0.0.1:9', 's', '{}', false, :by, :at)\
            """)
                .param("hook", hook)
                .param("by", admin.id().value())
                .param("at", NOW.atOffset(ZoneOffset.UTC))
                .update();
        for (String delivered : new String[] {"null", ":at"}) {
            database.sql("""
                insert into webhook_delivery (id, webhook_id, event, payload, created_at, delivered_at)
                values (gen_random_uuid(), :hook, 'JUDGEMENT', '{}', :at, %s)\
                """.formatted(delivered))
                    .param("hook", hook)
                    .param("at", NOW.atOffset(ZoneOffset.UTC))
                    .update();
        }

        after(Duration.ofDays(2000));

        assertThat(database.sql("select count(*) from webhook_delivery where webhook_id = ?")
                        .param(hook)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        database.sql("delete from webhook_delivery where webhook_id = ?")
                .param(hook)
                .update();
        database.sql("delete from webhook where id = ?").param(hook).update();
    }

    @Test
    void lessThanADayIsRefusedByTheNameOfTheSetting() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> new RetentionSettings(day, day, Duration.ofHours(1), day, day, day))
                .hasMessageContaining("careloop.retention.links: given PT1H, expected a day or more");
    }

    private void write(String key, Instant at) {
        database.sql("insert into api_write (person_id, key, request, answer, created_at) values (?, ?, '', '', ?)")
                .params(admin.id().value(), key, at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void after(Duration time) {
        clock.set(NOW.plus(time));
        retention.sweep();
    }

    private long rows(String table) {
        String whose = table.equals("invitation") ? "created_by" : "person_id";
        return database.sql("select count(*) from %s where %s = ?".formatted(table, whose))
                .param(admin.id().value())
                .query(Long.class)
                .single();
    }
}

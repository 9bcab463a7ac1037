package org.careloop.web.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of webhooks and their messages. */
@Repository
class WebhookRepository {
    private final JdbcClient jdbc;

    WebhookRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Webhook hook, String secret, PersonId by, Instant now) {
        jdbc.sql("""
                        insert into webhook (id, study_id, url, secret, events, created_by, created_at)
                        values (?, ?, ?, ?, ?::text[], ?, ?)""")
                .params(hook.id(), hook.study().value(), hook.url(), secret)
                .params((Object) hook.events().stream().map(Enum::name).toArray(String[]::new))
                .params(by.value(), Timestamp.from(now))
                .update();
    }

    List<Webhook> of(StudyId study) {
        return jdbc.sql("select * from webhook where study_id = ? order by created_at")
                .param(study.value())
                .query(WebhookRepository::hook)
                .list();
    }

    Optional<Webhook> find(UUID id) {
        return jdbc.sql("select * from webhook where id = ?")
                .param(id)
                .query(WebhookRepository::hook)
                .optional();
    }

    void activate(UUID id, boolean active) {
        jdbc.sql("update webhook set active = ? where id = ?")
                .params(active, id)
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from webhook_delivery where webhook_id = ?").param(id).update();
        jdbc.sql("delete from webhook where id = ?").param(id).update();
    }

    void enqueue(UUID message, UUID hook, WebhookEvent event, String payload, Instant now) {
        jdbc.sql("""
                        insert into webhook_delivery (id, webhook_id, event, payload, created_at, next_attempt)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(message, hook, event.name(), payload, Timestamp.from(now), Timestamp.from(now))
                .update();
    }

    /** The latest messages first. */
    List<Webhook.Delivery> deliveries(UUID hook, int limit) {
        return jdbc.sql("select * from webhook_delivery where webhook_id = ? order by created_at desc limit ?")
                .params(hook, limit)
                .query((row, n) -> new Webhook.Delivery(
                        row.getObject("id", UUID.class),
                        row.getString("event"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getInt("attempts"),
                        Optional.ofNullable(row.getString("last_answer")),
                        row.getTimestamp("delivered_at") != null
                                ? Webhook.State.DELIVERED
                                : row.getTimestamp("given_up_at") != null
                                        ? Webhook.State.GIVEN_UP
                                        : Webhook.State.WAITING))
                .list();
    }

    /** A message that is due, with all that sending it takes. */
    record Due(UUID id, UUID hook, String url, String secret, String event, String payload, int attempts) {}

    /** Takes messages that are due, the oldest so many of each receiver; until {@code again} no other server takes them. */
    List<Due> claim(Instant now, Instant again, int ofEach) {
        return jdbc.sql("""
                        with due as (
                            select d.id from webhook w cross join lateral (
                                select id from webhook_delivery
                                where webhook_id = w.id and delivered_at is null and given_up_at is null
                                  and next_attempt <= ?
                                order by next_attempt, created_at, id limit ? for update skip locked) as d
                            where w.active),
                        taken as (
                            update webhook_delivery d set next_attempt = ?, last_attempt = ?, attempts = d.attempts + 1
                            from due, webhook w where d.id = due.id and w.id = d.webhook_id
                            returning d.id, d.webhook_id, w.url, w.secret, d.event, d.payload, d.attempts, d.created_at)
                        select * from taken order by created_at, id""")
                .params(Timestamp.from(now), ofEach, Timestamp.from(again), Timestamp.from(now))
                .query((row, n) -> new Due(
                        row.getObject("id", UUID.class),
                        row.getObject("webhook_id", UUID.class),
                        row.getString("url"),
                        row.getString("secret"),
                        row.getString("event"),
                        row.getString("payload"),
                        row.getInt("attempts")))
                .list();
    }

    /** Lets claimed messages that were not sent wait, as if nobody had taken them. */
    void putBack(List<Due> unsent, Instant next) {
        jdbc.sql("update webhook_delivery set next_attempt = ?, attempts = attempts - 1 where id = any(?)")
                .params(Timestamp.from(next), unsent.stream().map(Due::id).toArray(UUID[]::new))
                .update();
    }

    void delivered(UUID id, String answer, Instant now) {
        jdbc.sql("update webhook_delivery set delivered_at = ?, last_answer = ? where id = ?")
                .params(Timestamp.from(now), answer, id)
                .update();
    }

    void later(UUID id, String answer, Instant next) {
        jdbc.sql("update webhook_delivery set next_attempt = ?, last_answer = ? where id = ?")
                .params(Timestamp.from(next), answer, id)
                .update();
    }

    void givenUp(UUID id, String answer, Instant now) {
        jdbc.sql("update webhook_delivery set given_up_at = ?, last_answer = ? where id = ?")
                .params(Timestamp.from(now), answer, id)
                .update();
    }

    private static Webhook hook(ResultSet row, int number) throws SQLException {
        return new Webhook(
                row.getObject("id", UUID.class),
                new StudyId(row.getObject("study_id", UUID.class)),
                row.getString("url"),
                Arrays.stream((String[]) row.getArray("events").getArray())
                        .map(WebhookEvent::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                row.getBoolean("active"));
    }
}

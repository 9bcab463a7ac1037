package org.careloop.web.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
    private final JdbcClient database;

    WebhookRepository(JdbcClient database) {
        this.database = database;
    }

    void insert(Webhook hook, String secret, PersonId by, Instant now) {
        database.sql("""
                        insert into webhook (id, study_id, url, secret, events, created_by, created_at)
                        values (:id, :study, :url, :secret, :events::text[], :by, :at)""")
                .param("id", hook.id())
                .param("study", hook.study().value())
                .param("url", hook.url())
                .param("secret", secret)
                .param("events", hook.events().stream().map(Enum::name).toArray(String[]::new))
                .param("by", by.value())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    List<Webhook> of(StudyId study) {
        return database.sql("select * from webhook where study_id = :study order by created_at")
                .param("study", study.value())
                .query(WebhookRepository::hook)
                .list();
    }

    Optional<Webhook> find(UUID id) {
        return database.sql("select * from webhook where id = :id")
                .param("id", id)
                .query(WebhookRepository::hook)
                .optional();
    }

    void activate(UUID id, boolean active) {
        database.sql("update webhook set active = :active where id = :id")
                .param("active", active)
                .param("id", id)
                .update();
    }

    void delete(UUID id) {
        database.sql("delete from webhook_delivery where webhook_id = :id")
                .param("id", id)
                .update();
        database.sql("delete from webhook where id = :id").param("id", id).update();
    }

    void enqueue(UUID message, UUID hook, WebhookEvent event, String payload, Instant now) {
        database.sql("""
                        insert into webhook_delivery (id, webhook_id, event, payload, created_at, next_attempt)
                        values (:id, :hook, :event, :payload, :now, :now)""")
                .param("id", message)
                .param("hook", hook)
                .param("event", event.name())
                .param("payload", payload)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Messages of a webhook, the latest first. */
    List<Webhook.Delivery> deliveries(UUID hook, int limit) {
        return database.sql(
                        "select * from webhook_delivery where webhook_id = :hook order by created_at desc limit :limit")
                .param("hook", hook)
                .param("limit", limit)
                .query((row, n) -> new Webhook.Delivery(
                        row.getObject("id", UUID.class),
                        row.getString("event"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getInt("attempts"),
                        Optional.ofNullable(row.getString("last_answer")),
                        row.getObject("delivered_at") != null
                                ? Webhook.State.DELIVERED
                                : row.getObject("given_up_at") != null
                                        ? Webhook.State.GIVEN_UP
                                        : Webhook.State.WAITING))
                .list();
    }

    /** A message that is due, with all that is needed to send it. */
    record Due(UUID id, UUID hook, String url, String secret, String event, String payload, int attempts) {}

    /** Claims the oldest due messages, {@code ofEach} a webhook; no other server gets them until {@code again}. */
    List<Due> claim(Instant now, Instant again, int ofEach) {
        return database.sql("""
                        with due as (
                            select d.id from webhook w cross join lateral (
                                select id from webhook_delivery
                                where webhook_id = w.id and delivered_at is null and given_up_at is null
                                  and next_attempt <= :now
                                order by next_attempt, created_at, id limit :limit for update skip locked) as d
                            where w.active),
                        taken as (
                            update webhook_delivery d set next_attempt = :again, last_attempt = :now,
                                                          attempts = d.attempts + 1
                            from due, webhook w where d.id = due.id and w.id = d.webhook_id
                            returning d.id, d.webhook_id, w.url, w.secret, d.event, d.payload, d.attempts, d.created_at)
                        select * from taken order by created_at, id""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", ofEach)
                .param("again", again.atOffset(ZoneOffset.UTC))
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

    /** Returns claimed messages that were not sent: their claim does not count as an attempt. */
    void putBack(List<Due> unsent, Instant next) {
        database.sql("update webhook_delivery set next_attempt = :next, attempts = attempts - 1 where id = any(:ids)")
                .param("next", next.atOffset(ZoneOffset.UTC))
                .param("ids", unsent.stream().map(Due::id).toArray(UUID[]::new))
                .update();
    }

    void delivered(UUID id, String answer, Instant now) {
        database.sql("update webhook_delivery set delivered_at = :now, last_answer = :answer where id = :id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("answer", answer)
                .param("id", id)
                .update();
    }

    void later(UUID id, String answer, Instant next) {
        database.sql("update webhook_delivery set next_attempt = :next, last_answer = :answer where id = :id")
                .param("next", next.atOffset(ZoneOffset.UTC))
                .param("answer", answer)
                .param("id", id)
                .update();
    }

    void givenUp(UUID id, String answer, Instant now) {
        database.sql("update webhook_delivery set given_up_at = :now, last_answer = :answer where id = :id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("answer", answer)
                .param("id", id)
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

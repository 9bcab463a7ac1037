package org.careloop.web.people;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of whom a sign-in provider knows, and of its sessions. */
@Repository
class IdentityRepository {
    private final JdbcClient database;

    IdentityRepository(JdbcClient database) {
        this.database = database;
    }

    Optional<PersonId> person(String issuer, String subject) {
        return database.sql("select person_id from person_identity where issuer = :issuer and subject = :subject")
                .param("issuer", issuer)
                .param("subject", subject)
                .query((row, number) -> new PersonId(row.getObject("person_id", UUID.class)))
                .optional();
    }

    Optional<String> subject(String issuer, PersonId person) {
        return database.sql("select subject from person_identity where issuer = :issuer and person_id = :person")
                .param("issuer", issuer)
                .param("person", person.value())
                .query(String.class)
                .optional();
    }

    /**
     * Links an account to a subject; returns false and changes nothing if the subject belongs to another account, or the account to
     * another subject.
     */
    boolean link(String issuer, String subject, PersonId person, @Nullable PersonId by, Instant at) {
        return database.sql("""
            insert into person_identity (issuer, subject, person_id, linked_by, linked_at)
            values (:issuer, :subject, :person, :by, :at) on conflict do nothing\
            """)
                        .param("issuer", issuer)
                        .param("subject", subject)
                        .param("person", person.value())
                        .param("by", by == null ? null : by.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** The account belongs to nobody at the provider any more. */
    void unlink(String issuer, PersonId person) {
        database.sql("delete from person_identity where issuer = :issuer and person_id = :person")
                .param("issuer", issuer)
                .param("person", person.value())
                .update();
    }

    /** Remembers whose a session at the provider is, and forgets those of the person that began before a moment. */
    void remember(String issuer, String sid, PersonId person, Instant at, Instant forgetBefore) {
        database.sql("delete from provider_session where person_id = :person and began_at < :before")
                .param("person", person.value())
                .param("before", forgetBefore.atOffset(ZoneOffset.UTC))
                .update();
        database.sql("""
            insert into provider_session (issuer, sid, person_id, began_at)
            values (:issuer, :sid, :person, :at)
            on conflict (issuer, sid) do update set person_id = excluded.person_id, began_at = excluded.began_at\
            """)
                .param("issuer", issuer)
                .param("sid", sid)
                .param("person", person.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<PersonId> personOfSession(String issuer, String sid) {
        return database.sql("select person_id from provider_session where issuer = :issuer and sid = :sid")
                .param("issuer", issuer)
                .param("sid", sid)
                .query((row, number) -> new PersonId(row.getObject("person_id", UUID.class)))
                .optional();
    }
}

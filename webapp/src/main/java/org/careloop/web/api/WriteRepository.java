package org.careloop.web.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.careloop.web.people.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of idempotency keys: each write of the REST interface is stored with its answer under the client's key. */
@Repository
class WriteRepository {
    private final JdbcClient database;

    WriteRepository(JdbcClient database) {
        this.database = database;
    }

    /** The request and the answer of an earlier write under the same key. */
    record Earlier(String request, String answer) {}

    /** Takes a key; waits for a write under the same key to end first. Returns false if that write took the key. */
    boolean begin(PersonId person, String key, String request, Instant now) {
        return database.sql("""
                        insert into api_write (person_id, key, request, answer, created_at)
                        values (:person, :key, :request, '', :at)
                        on conflict (person_id, key) do nothing
                        """)
                        .param("person", person.value())
                        .param("key", key)
                        .param("request", request)
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void end(PersonId person, String key, String answer) {
        database.sql("update api_write set answer = :answer where person_id = :person and key = :key")
                .param("answer", answer)
                .param("person", person.value())
                .param("key", key)
                .update();
    }

    Optional<Earlier> find(PersonId person, String key) {
        return database.sql("select request, answer from api_write where person_id = :person and key = :key")
                .param("person", person.value())
                .param("key", key)
                .query((row, number) -> new Earlier(row.getString("request"), row.getString("answer")))
                .optional();
    }
}

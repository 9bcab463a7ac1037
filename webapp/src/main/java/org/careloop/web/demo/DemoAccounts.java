package org.careloop.web.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import org.careloop.web.people.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the demo's accounts, which cannot sign in. */
@Repository
class DemoAccounts {
    private final JdbcClient database;

    DemoAccounts(JdbcClient database) {
        this.database = database;
    }

    PersonId create(String login, Instant now) {
        PersonId id = PersonId.random();
        database.sql("""
                        insert into person (id, login, display_name, password_hash, active, created_at)
                        values (:id, :login, :login, '!', false, :at)
                        """)
                .param("id", id.value())
                .param("login", login)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }
}

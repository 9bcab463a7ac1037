package org.careloop.web.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the scripted judges' accounts, which cannot sign in. */
@Repository
class DemoAccounts {
    private final JdbcClient database;

    DemoAccounts(JdbcClient database) {
        this.database = database;
    }

    /** The account of this name, made at the first call. */
    PersonId of(String login, Instant now) {
        return find(login).orElseGet(() -> {
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
        });
    }

    private Optional<PersonId> find(String login) {
        return database.sql("select id from person where login = :login")
                .param("login", login)
                .query(UUID.class)
                .optional()
                .map(PersonId::new);
    }
}

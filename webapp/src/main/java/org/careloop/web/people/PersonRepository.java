package org.careloop.web.people;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The one home of the SQL on accounts. */
@Repository
class PersonRepository {
    private static final String SELECT = """
            select p.*, coalesce((select array_agg(role) from person_role where person_id = p.id), '{}') as roles
            from person p
            """;

    private final JdbcClient database;

    PersonRepository(JdbcClient database) {
        this.database = database;
    }

    List<Person> all() {
        return database.sql(SELECT + "order by p.active desc, p.login")
                .query(PersonRepository::person)
                .list();
    }

    Optional<Person> byId(PersonId id) {
        return database.sql(SELECT + "where p.id = :id")
                .param("id", id.value())
                .query(PersonRepository::person)
                .optional();
    }

    Optional<Person> byLogin(String login) {
        return database.sql(SELECT + "where p.login = :login")
                .param("login", login)
                .query(PersonRepository::person)
                .optional();
    }

    Optional<String> passwordHash(PersonId id) {
        return database.sql("select password_hash from person where id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    boolean isEmpty() {
        return database.sql("select not exists (select from person)")
                .query(Boolean.class)
                .single();
    }

    boolean hasDemoAccounts() {
        return database.sql("select exists (select from person where demo and active)")
                .query(Boolean.class)
                .single();
    }

    /** Stores a new account; false when the login is taken, and then nothing has changed. */
    boolean insert(Person person, String passwordHash) {
        int inserted = database.sql("""
                        insert into person (id, login, display_name, password_hash, active, demo, created_at)
                        values (:id, :login, :name, :hash, :active, :demo, :at)
                        on conflict (login) do nothing
                        """)
                .param("id", person.id().value())
                .param("login", person.login())
                .param("name", person.displayName())
                .param("hash", passwordHash)
                .param("active", person.active())
                .param("demo", person.demo())
                .param("at", timestamp(person.createdAt()))
                .update();
        if (inserted == 1) {
            replaceRoles(person.id(), person.roles());
        }
        return inserted == 1;
    }

    /** Changes roles and activity; false when somebody else changed the account since it was read. */
    boolean update(Person person) {
        int updated = database.sql("""
                        update person set active = :active, display_name = :name, version = version + 1
                        where id = :id and version = :version
                        """)
                .param("active", person.active())
                .param("name", person.displayName())
                .param("id", person.id().value())
                .param("version", person.version())
                .update();
        if (updated == 1) {
            replaceRoles(person.id(), person.roles());
        }
        return updated == 1;
    }

    void changePassword(PersonId id, String passwordHash) {
        database.sql("update person set password_hash = :hash, version = version + 1 where id = :id")
                .param("hash", passwordHash)
                .param("id", id.value())
                .update();
    }

    void changeLocale(PersonId id, String languageTag) {
        database.sql("update person set locale = :tag where id = :id")
                .param("tag", languageTag)
                .param("id", id.value())
                .update();
    }

    Optional<String> locale(PersonId id) {
        return database.sql("select locale from person where id = :id and locale is not null")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    private void replaceRoles(PersonId id, Set<Role> roles) {
        database.sql("delete from person_role where person_id = :id")
                .param("id", id.value())
                .update();
        for (Role role : roles) {
            database.sql("insert into person_role (person_id, role) values (:id, :role)")
                    .param("id", id.value())
                    .param("role", role.name())
                    .update();
        }
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                new PersonId(row.getObject("id", UUID.class)),
                row.getString("login"),
                row.getString("display_name"),
                roles(row.getArray("roles")),
                row.getBoolean("active"),
                row.getBoolean("demo"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }

    private static Set<Role> roles(Array names) throws SQLException {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : (String[]) names.getArray()) {
            roles.add(Role.valueOf(name));
        }
        return roles;
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

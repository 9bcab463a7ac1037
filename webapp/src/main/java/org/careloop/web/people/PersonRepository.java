package org.careloop.web.people;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of accounts. */
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

    /** An account with its password hash and session version, read in one statement for a sign-in. */
    record Credentials(Person person, String passwordHash, int sessionVersion) {}

    Optional<Credentials> credentials(String login) {
        return database.sql(SELECT + "where p.login = :login")
                .param("login", login)
                .query((row, number) -> new Credentials(
                        person(row, number), row.getString("password_hash"), row.getInt("session_version")))
                .optional();
    }

    Optional<String> passwordHash(PersonId id) {
        return database.sql("select password_hash from person where id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    /** Whether nobody can sign in yet: there is no active account. Accounts made for imported votes are not active. */
    boolean letNobodyIn() {
        return database.sql("select not exists (select from person where active)")
                .query(Boolean.class)
                .single();
    }

    boolean hasDemoAccounts() {
        return database.sql("select exists (select from person where demo and active)")
                .query(Boolean.class)
                .single();
    }

    /** Stores a new account; returns false and changes nothing if the login is taken. */
    boolean insert(Person person, String passwordHash) {
        int inserted = database.sql("""
            insert into person (id, login, display_name, password_hash, specialties, languages, active,
                                demo, created_at)
            values (:id, :login, :name, :hash, :specialties, :languages, :active, :demo, :at)
            on conflict (login) do nothing
            """)
                .param("id", person.id().value())
                .param("login", person.login())
                .param("name", person.displayName())
                .param("hash", passwordHash)
                .param("specialties", person.specialties().toArray(String[]::new))
                .param("languages", person.languages().toArray(String[]::new))
                .param("active", person.active())
                .param("demo", person.demo())
                .param("at", person.createdAt().atOffset(ZoneOffset.UTC))
                .update();
        if (inserted == 1) {
            replaceRoles(person.id(), person.roles());
        }
        return inserted == 1;
    }

    /**
     * Changes an account; returns false and changes nothing if somebody else changed it since it was read.
     *
     * @param endsSessions whether the account's open sessions end
     */
    boolean update(Person person, boolean endsSessions) {
        int updated = database.sql("""
            update person set active = :active, display_name = :name, specialties = :specialties,
                              languages = :languages, version = version + 1,
                              session_version = session_version + :ended
            where id = :id and version = :version
            """)
                .param("active", person.active())
                .param("ended", endsSessions ? 1 : 0)
                .param("name", person.displayName())
                .param("specialties", person.specialties().toArray(String[]::new))
                .param("languages", person.languages().toArray(String[]::new))
                .param("id", person.id().value())
                .param("version", person.version())
                .update();
        if (updated == 1) {
            replaceRoles(person.id(), person.roles());
        }
        return updated == 1;
    }

    /** Whether anybody else administers. Nobody stops being an administrator before this transaction ends. */
    boolean holdOtherAdministrators(PersonId id) {
        database.sql("""
            select id from person
            where active and id in (select person_id from person_role where role = 'ADMINISTRATOR') order by id for update\
            """).query(UUID.class).list();
        // Asked anew: what another transaction changed meanwhile is seen by a statement that begins after it.
        return database.sql("""
            select exists (
                select from person p join person_role r on r.person_id = p.id and r.role = 'ADMINISTRATOR'
                where p.active and p.id <> :id)\
            """).param("id", id.value()).query(Boolean.class).single();
    }

    /** Whether a session with this session version is still valid. */
    boolean isLive(PersonId id, int sessionVersion) {
        return database.sql(
                        "select exists (select from person where id = :id and active and session_version = :version)")
                .param("id", id.value())
                .param("version", sessionVersion)
                .query(Boolean.class)
                .single();
    }

    /** Ends every open session of the account. */
    void endSessions(PersonId id) {
        database.sql("update person set session_version = session_version + 1 where id = :id")
                .param("id", id.value())
                .update();
    }

    int sessionVersion(PersonId id) {
        return database.sql("select session_version from person where id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    /** Changes the password and ends open sessions. */
    void changePassword(PersonId id, String passwordHash) {
        database.sql("""
            update person set password_hash = :hash, version = version + 1,
                              session_version = session_version + 1
            where id = :id\
            """).param("hash", passwordHash).param("id", id.value()).update();
    }

    /** Stores another hash of the same password; returns false if the password was changed meanwhile. */
    boolean replaceHash(PersonId id, String before, String passwordHash) {
        return database.sql("update person set password_hash = :hash where id = :id and password_hash = :before")
                        .param("hash", passwordHash)
                        .param("id", id.value())
                        .param("before", before)
                        .update()
                == 1;
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
                List.of((String[]) row.getArray("specialties").getArray()),
                List.of((String[]) row.getArray("languages").getArray()),
                row.getBoolean("active"),
                row.getBoolean("demo"),
                row.getObject("deleted_at") != null,
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
}

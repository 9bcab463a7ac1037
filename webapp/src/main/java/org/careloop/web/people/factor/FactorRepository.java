package org.careloop.web.people.factor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of second factors. Secrets are sealed, recovery codes hashed. */
@Repository
class FactorRepository {
    private static final String SELECT = """
        select f.*, p.login,
               (select count(*) from recovery_code c where c.person_id = f.person_id and c.used_at is null) as codes
        from second_factor f join person p on p.id = f.person_id
        """;

    private final JdbcClient database;

    FactorRepository(JdbcClient database) {
        this.database = database;
    }

    /**
     * A person's second factor.
     *
     * @param lastStep the step of the last code that was used
     * @param codes how many recovery codes are left
     */
    record Stored(PersonId person, String login, byte[] sealed, long lastStep, Instant since, int codes) {}

    Optional<Stored> find(PersonId person) {
        return database.sql(SELECT + "where f.person_id = :person")
                .param("person", person.value())
                .query(FactorRepository::stored)
                .optional();
    }

    List<Stored> all() {
        return database.sql(SELECT + "where p.active order by p.login")
                .query(FactorRepository::stored)
                .list();
    }

    /** Stores a second factor in place of the one before. */
    void put(PersonId person, byte[] sealed, long step, Collection<String> codeHashes, Instant now) {
        delete(person);
        database.sql("""
            insert into second_factor (person_id, secret, last_step, created_at)
            values (:person, :secret, :step, :now)\
            """)
                .param("person", person.value())
                .param("secret", sealed)
                .param("step", step)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        database.sql("insert into recovery_code (person_id, code_hash) select :person, unnest(:hashes::text[])")
                .param("person", person.value())
                .param("hashes", codeHashes.toArray(String[]::new))
                .update();
    }

    /** Says whether there was one. */
    boolean delete(PersonId person) {
        return database.sql("delete from second_factor where person_id = :person")
                        .param("person", person.value())
                        .update()
                > 0;
    }

    /** Uses up a step and those before it; false if it was used before. */
    boolean use(PersonId person, long step) {
        return database.sql("update second_factor set last_step = :step where person_id = :person and last_step <"
                                + " :step")
                        .param("step", step)
                        .param("person", person.value())
                        .update()
                > 0;
    }

    /** Uses up a recovery code; false if there is none or it was used before. */
    boolean useRecoveryCode(PersonId person, String hash, Instant now) {
        return database.sql("""
            update recovery_code set used_at = :now
            where person_id = :person and code_hash = :hash and used_at is null\
            """)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("person", person.value())
                        .param("hash", hash)
                        .update()
                > 0;
    }

    /** The roles that must have a second factor. */
    Set<Role> demanded() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        database.sql("select role from second_factor_demand").query(String.class).list().stream()
                .map(Role::valueOf)
                .forEach(roles::add);
        return roles;
    }

    void demand(Set<Role> roles) {
        database.sql("delete from second_factor_demand").update();
        database.sql("insert into second_factor_demand (role) select unnest(:roles::text[])")
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
                .update();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("login"),
                row.getBytes("secret"),
                row.getLong("last_step"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getInt("codes"));
    }
}

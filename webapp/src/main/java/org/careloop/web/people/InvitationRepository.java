package org.careloop.web.people;

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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of invitations. Only the hash of a link's token is stored. */
@Repository
class InvitationRepository {
    private static final String SELECT = """
            select i.*, case when used_at is not null then 'USED' when revoked_at is not null then 'REVOKED'
                             when expires_at <= :now then 'EXPIRED' else 'OPEN' end as state
            from invitation i
            """;

    private final JdbcClient database;

    InvitationRepository(JdbcClient database) {
        this.database = database;
    }

    void insert(Invitation made, String tokenHash, PersonId by) {
        database.sql("""
                        insert into invitation (id, token_hash, kind, person_id, roles, study_id, study_role, created_by,
                                                created_at, expires_at)
                        values (:id, :hash, :kind, :person, :roles, :study, :study_role, :by, :at, :until)""")
                .param("id", made.id())
                .param("hash", tokenHash)
                .param("kind", made.kind().name())
                .param("person", made.whose().map(PersonId::value).orElse(null))
                .param("roles", made.roles().stream().map(Role::name).toArray(String[]::new))
                .param("study", made.study())
                .param("study_role", made.studyRole())
                .param("by", by.value())
                .param("at", made.createdAt().atOffset(ZoneOffset.UTC))
                .param("until", made.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The invitation of a token, locked until the transaction ends, so that it is used only once. */
    Optional<Invitation> hold(String tokenHash, Instant now) {
        return database.sql(SELECT + "where token_hash = :hash for update")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("hash", tokenHash)
                .query(InvitationRepository::invitation)
                .optional();
    }

    /** Invitations that can still be used, the newest first. */
    List<Invitation> open(@Nullable UUID study, Instant now) {
        return database.sql(SELECT + """
                        where used_at is null and revoked_at is null and expires_at > :now and kind = 'INVITE'
                          and (:study::uuid is null or study_id = :study) order by created_at desc""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("study", study)
                .query(InvitationRepository::invitation)
                .list();
    }

    void use(UUID id, PersonId by, Instant now) {
        database.sql("update invitation set used_at = :now, used_by = :by where id = :id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", by.value())
                .param("id", id)
                .update();
    }

    /** Revokes a link; false if it was used or revoked before, or belongs to another study. */
    boolean revoke(UUID id, @Nullable UUID study, Instant now) {
        return database.sql("""
                        update invitation set revoked_at = :now where id = :id and used_at is null and revoked_at is null
                          and (:study::uuid is null or study_id = :study)""")
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .param("study", study)
                        .update()
                == 1;
    }

    /** Revokes earlier links for resetting a person's password. */
    void revokeResets(PersonId person, Instant now) {
        database.sql("""
                        update invitation set revoked_at = :now
                        where person_id = :person and used_at is null and revoked_at is null""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("person", person.value())
                .update();
    }

    private static Invitation invitation(ResultSet row, int number) throws SQLException {
        UUID person = row.getObject("person_id", UUID.class);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String role : (String[]) row.getArray("roles").getArray()) {
            roles.add(Role.valueOf(role));
        }
        return new Invitation(
                row.getObject("id", UUID.class),
                Invitation.Kind.valueOf(row.getString("kind")),
                person == null ? null : new PersonId(person),
                roles,
                row.getObject("study_id", UUID.class),
                row.getString("study_role"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                Invitation.State.valueOf(row.getString("state")));
    }
}

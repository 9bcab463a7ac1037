package org.careloop.web.api;

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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of tokens; only their hashes are kept. */
@Repository
class TokenRepository {
    private final JdbcClient database;

    TokenRepository(JdbcClient database) {
        this.database = database;
    }

    void insert(ApiToken token, String hash) {
        database.sql("""
                        insert into api_token (id, person_id, name, token_hash, scopes, created_at, expires_at)
                        values (:id, :person, :name, :hash, :scopes::text[], :created, :expires)""")
                .param("id", token.id())
                .param("person", token.person().value())
                .param("name", token.name())
                .param("hash", hash)
                .param("scopes", token.scopes().stream().map(TokenScope::label).toArray(String[]::new))
                .param("created", token.createdAt().atOffset(ZoneOffset.UTC))
                .param(
                        "expires",
                        token.expiresAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                .update();
    }

    /** A person's tokens that are not revoked, the newest first. */
    List<ApiToken> of(PersonId person) {
        return database.sql(
                        "select * from api_token where person_id = :person and revoked_at is null order by created_at desc")
                .param("person", person.value())
                .query(TokenRepository::token)
                .list();
    }

    /** The token with this hash, if it may be used now. */
    Optional<ApiToken> usable(String hash, Instant now) {
        return database.sql("""
                        select * from api_token
                        where token_hash = :hash and revoked_at is null and (expires_at is null or expires_at > :now)""")
                .param("hash", hash)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(TokenRepository::token)
                .optional();
    }

    /** Stores the time of use, at most once a minute. */
    void used(UUID id, Instant now) {
        database.sql("""
                        update api_token set last_used_at = :now
                        where id = :id and (last_used_at is null
                                             or last_used_at < cast(:now as timestamptz) - interval '1 minute')
                        """)
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Revokes a token of this person; false if there is none with this id. */
    boolean revoke(UUID id, PersonId person, Instant now) {
        return database.sql(
                                "update api_token set revoked_at = :now where id = :id and person_id = :person and revoked_at is null")
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .param("person", person.value())
                        .update()
                > 0;
    }

    private static ApiToken token(ResultSet row, int number) throws SQLException {
        return new ApiToken(
                row.getObject("id", UUID.class),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("name"),
                Arrays.stream((String[]) row.getArray("scopes").getArray())
                        .flatMap(label -> TokenScope.parse(label).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                moment(row.getObject("expires_at", OffsetDateTime.class)),
                moment(row.getObject("last_used_at", OffsetDateTime.class)));
    }

    private static Optional<Instant> moment(@Nullable OffsetDateTime at) {
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }
}

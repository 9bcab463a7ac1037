package org.careloop.web.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
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
    private final JdbcClient jdbc;

    TokenRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(ApiToken token, String hash) {
        jdbc.sql("""
                        insert into api_token (id, person_id, name, token_hash, scopes, created_at, expires_at)
                        values (?, ?, ?, ?, ?::text[], ?, ?)""")
                .params(token.id(), token.person().value(), token.name(), hash)
                .params((Object) token.scopes().stream().map(TokenScope::label).toArray(String[]::new))
                .params(Timestamp.from(token.createdAt()))
                .param(token.expiresAt().map(Timestamp::from).orElse(null))
                .update();
    }

    /** Those of a person that were not revoked, the newest first. */
    List<ApiToken> of(PersonId person) {
        return jdbc.sql("select * from api_token where person_id = ? and revoked_at is null order by created_at desc")
                .param(person.value())
                .query(TokenRepository::token)
                .list();
    }

    /** One that may be used now. */
    Optional<ApiToken> usable(String hash, Instant now) {
        return jdbc.sql("""
                        select * from api_token
                        where token_hash = ? and revoked_at is null and (expires_at is null or expires_at > ?)""")
                .params(hash, Timestamp.from(now))
                .query(TokenRepository::token)
                .optional();
    }

    /** Notes the use, at most once a minute. */
    void used(UUID id, Instant now) {
        jdbc.sql("""
                        update api_token set last_used_at = :now
                        where id = :id and (last_used_at is null or last_used_at < cast(:now as timestamptz) - interval '1 minute')""").param("id", id).param("now", Timestamp.from(now)).update();
    }

    /** Revokes one of a person's own; false when there is none such. */
    boolean revoke(UUID id, PersonId person, Instant now) {
        return jdbc.sql("update api_token set revoked_at = ? where id = ? and person_id = ? and revoked_at is null")
                        .params(Timestamp.from(now), id, person.value())
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
                row.getTimestamp("created_at").toInstant(),
                moment(row.getTimestamp("expires_at")),
                moment(row.getTimestamp("last_used_at")));
    }

    private static Optional<Instant> moment(@Nullable Timestamp at) {
        return Optional.ofNullable(at).map(Timestamp::toInstant);
    }
}

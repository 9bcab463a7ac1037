package org.careloop.web.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.Sha256;
import org.careloop.web.audit.AuditEvent.Act;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of names that were taken out of the trail. */
@Repository
class ErasureRepository {
    private static final int FETCH = 1000;

    private final JdbcClient database;
    private final NamedParameterJdbcTemplate batches;

    ErasureRepository(JdbcClient database, NamedParameterJdbcTemplate batches) {
        this.database = database;
        this.batches = batches;
    }

    /** A link, and SHA-256 of its content where names were taken out of it before. */
    record Found(AuditEvent event, Optional<String> erased) {}

    /**
     * The next links of a chain that name an account as who acted, as what was done to, or in their detail.
     *
     * @param quoted the name as JSON has it
     */
    List<Found> naming(String chain, long after, String login, String quoted, int limit) {
        return database.sql("""
            select a.*, e.sha256 as erased from audit_event a left join lateral (
                select sha256 from erased_link e where e.chain = a.chain and e.seq = a.seq
                order by deletion desc limit 1) as e on true
            where a.chain = :chain and a.seq > :after
              and (a.actor = :login or a.subject = :login or position(:quoted in a.detail::text) > 0)
            order by a.seq limit :limit\
            """)
                .param("chain", chain)
                .param("after", after)
                .param("login", login)
                .param("quoted", quoted)
                .param("limit", limit)
                .query((row, n) -> new Found(AuditRepository.event(row), Optional.ofNullable(row.getString("erased"))))
                .list();
    }

    /** A link as it is to be from now on. */
    record Changed(String chain, long seq, Act act, String sha256) {}

    void change(int deletion, List<Changed> links) {
        SqlParameterSource[] rows = links.stream()
                .map(link -> new MapSqlParameterSource(Map.of(
                        "deletion", deletion,
                        "chain", link.chain(),
                        "seq", link.seq(),
                        "sha256", link.sha256(),
                        "actor", link.act().actor(),
                        "origin", link.act().origin(),
                        "subject", link.act().subject(),
                        "detail", link.act().detail())))
                .toArray(SqlParameterSource[]::new);
        batches.batchUpdate("""
            insert into erased_link (deletion, chain, seq, sha256) values (:deletion, :chain, :seq, :sha256)\
            """, rows);
        batches.batchUpdate("""
            update audit_event set actor = :actor, origin = :origin, subject = :subject, detail = :detail::json
            where chain = :chain and seq = :seq\
            """, rows);
    }

    /** What every deletion took names out of, by its number. Needs a transaction, so that rows are fetched in portions. */
    Map<Integer, Erasure> digests() {
        return read("");
    }

    Optional<Erasure> digest(int deletion) {
        return Optional.ofNullable(read("where deletion = " + deletion).get(deletion));
    }

    private Map<Integer, Erasure> read(String which) {
        Map<Integer, Running> all = new HashMap<>();
        database.sql("select * from erased_link %s order by deletion, chain collate \"C\", seq".formatted(which))
                .withFetchSize(FETCH)
                .query(row -> {
                    all.computeIfAbsent(row.getInt("deletion"), Running::new)
                            .add(row.getString("chain"), row.getLong("seq"), row.getString("sha256"));
                });
        Map<Integer, Erasure> erasures = new HashMap<>();
        all.forEach((deletion, running) -> erasures.put(deletion, running.end()));
        return erasures;
    }

    /** Adds up the links of one deletion. */
    private static final class Running {
        private final int deletion;
        private final MessageDigest digest = Sha256.digest();
        private long links;
        private String chain = "";
        private long seq;

        Running(int deletion) {
            this.deletion = deletion;
        }

        void add(String ofChain, long number, String sha256) {
            if (links++ == 0) {
                chain = ofChain;
                seq = number;
            }
            digest.update("%s %d %s\n".formatted(ofChain, number, sha256).getBytes(StandardCharsets.UTF_8));
        }

        Erasure end() {
            return new Erasure(deletion, links, Sha256.hex(digest), chain, seq);
        }
    }
}

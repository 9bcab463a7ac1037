package org.careloop.web.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.careloop.run.Json;
import org.careloop.web.audit.AuditEvent.Act;
import org.careloop.web.audit.AuditEvent.Head;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An installation that came through every version up to one, and wrote rows with each, is brought to the newest. What a version
 * wrote stands in {@code upgrade/V….sql}.
 */
class UpgradeTest {
    /** The newest version that rows are written with here. */
    private static final int NEWEST = 28;

    /** The trail has chains beside the main one since then. */
    private static final int CHAINS = 8;

    /** Names go out of the trail with their account since then. */
    private static final int ERASURES = 21;

    private static final Instant NOW = Instant.parse("2026-01-02T09:00:00Z");

    private static EmbeddedPostgres postgres;

    /** The last link of each chain. */
    private static final Map<String, Head> HEADS = new TreeMap<>();

    @BeforeAll
    static void anInstallationOfEveryVersion() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        JdbcClient server = JdbcClient.create(postgres.getPostgresDatabase());
        server.sql("create database growing").update();
        for (int version = 1; version <= NEWEST; version++) {
            migrate(database("growing"), String.valueOf(version));
            JdbcClient growing = JdbcClient.create(database("growing"));
            growing.sql(written(version)).update();
            if (version >= 2) {
                link(growing, "main", version);
            }
            if (version >= CHAINS) {
                link(growing, "person:" + version, version);
            }
            if (version == ERASURES) {
                openAndDelete(database("growing"));
            }
            server.sql("create database v%d template growing".formatted(version))
                    .update();
        }
    }

    @AfterAll
    static void end() throws IOException {
        postgres.close();
    }

    static IntStream versions() {
        return IntStream.rangeClosed(1, NEWEST);
    }

    /** Pilots and repeats that version 4 wrote were once counted as votes, which a comparison of all counts tells. */
    @ParameterizedTest
    @MethodSource("versions")
    void everythingThatAVersionWroteComesAlong(int version) {
        DataSource source = database("v" + version);
        JdbcClient database = JdbcClient.create(source);
        Map<String, Long> before = rows(database);
        assertThat(before.values()).as("every table has rows").doesNotContain(0L);

        migrate(source, "latest");

        Map<String, Long> after = rows(database);
        before.forEach((table, count) -> assertThat(after).as(table).containsEntry(table, count));
        assertThat(viewsThatFail(database)).isEmpty();
        assertThat(unchecked(database)).isEmpty();
        countsAreThoseOfTheVotes(database);
        runsGoOnAfterTheLastNumber(database);
        assertThat(strength(database, "s1j2")).as("clearly, of a screen").isEqualTo(3);
        assertThat(strength(database, "s1j3")).as("of a file").isEqualTo(2);
        assertThat(verified(source).firstBreak()).isEmpty();
        assertThat(verified(source).links())
                .isEqualTo(version
                        - 1
                        + (version < CHAINS ? 0 : 2L * (version - CHAINS + 1))
                        + (version < ERASURES ? 0 : 2));
        assertThatThrownBy(
                        () -> database.sql("update judgement set verdict = 'A'").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    /** What triggers keep is what a count of all judgements gives. */
    private static void countsAreThoseOfTheVotes(JdbcClient database) {
        assertThat(count(database, "select coalesce(sum(votes), 0) from comparison_tally"))
                .isEqualTo(count(database, "select count(*) from counted_judgement"))
                .isPositive();
        assertThat(count(database, "select coalesce(sum(judgements), 0) from annotator_tally"))
                .isEqualTo(count(database, "select count(*) from current_judgement"));
        assertThat(count(database, "select coalesce(sum(judgements), 0) from pace_tally"))
                .isEqualTo(count(database, "select count(*) from judgement"));
        assertThat(count(database, "select count(*) from slot where (judged_by is null) <> (judgement_id is null)"))
                .isZero();
        assertThat(count(
                        database,
                        "select count(*) from study s where not exists (select from study_design d where d.study_id ="
                                + " s.id and d.version = s.design_version)"))
                .isZero();
    }

    private static void runsGoOnAfterTheLastNumber(JdbcClient database) {
        assertThat(count(database, "select next_run_number()"))
                .isEqualTo(1 + count(database, "select coalesce(max(number), 0) from run"));
    }

    private static long count(JdbcClient database, String sql) {
        return database.sql(sql).query(Long.class).single();
    }

    private static int strength(JdbcClient database, String judgement) {
        return database.sql("select strength from judgement where id = md5(?)::uuid")
                .param(judgement)
                .query(Integer.class)
                .single();
    }

    private static Map<String, Long> rows(JdbcClient database) {
        Map<String, Long> rows = new TreeMap<>();
        names(database, "BASE TABLE").stream()
                .filter(table -> !table.equals("flyway_schema_history"))
                .forEach(table -> rows.put(table, count(database, "select count(*) from " + table)));
        return rows;
    }

    private static List<String> viewsThatFail(JdbcClient database) {
        return names(database, "VIEW").stream()
                .filter(view -> count(database, "select count(*) from (select * from %s) as v".formatted(view)) < 0)
                .toList();
    }

    private static List<String> names(JdbcClient database, String type) {
        return database.sql(
                        "select table_name from information_schema.tables where table_schema = 'public' and table_type"
                                + " = ?")
                .param(type)
                .query(String.class)
                .list();
    }

    /** Constraints that the rows of before were not held against. */
    private static List<String> unchecked(JdbcClient database) {
        return database.sql("select conname from pg_constraint where not convalidated")
                .query(String.class)
                .list();
    }

    private static Verification verified(DataSource source) {
        NamedParameterJdbcTemplate template = new NamedParameterJdbcTemplate(source);
        JdbcClient database = JdbcClient.create(source);
        AuditTrail trail =
                new AuditTrail(new AuditRepository(database, template), new ErasureRepository(database, template));
        return Objects.requireNonNull(
                new TransactionTemplate(new JdbcTransactionManager(source)).execute(status -> trail.verify()));
    }

    /** A link as the version writes it; the first of a chain is opened by one of the main chain. */
    private static void link(JdbcClient database, String chain, int version) {
        if (!chain.equals(AuditEvent.MAIN)) {
            AuditEvent opening = AuditEvent.link(
                    AuditEvent.MAIN,
                    Objects.requireNonNull(HEADS.get(AuditEvent.MAIN)),
                    NOW,
                    new Act("ada", "127.0.0.1", AuditLog.CHAIN_OPEN, chain, "", "{}"));
            insert(database, opening, version);
            HEADS.put(chain, new Head(0, opening.hash()));
        }
        Head last = HEADS.getOrDefault(chain, new Head(0, AuditEvent.BEGINNING));
        String origin = version < CHAINS ? "" : "127.0.0.1";
        insert(
                database,
                AuditEvent.link(chain, last, NOW, new Act("ada", origin, "study.create", "First", "", "{\"by\": 1}")),
                version);
    }

    /** Two links: of an account that is opened, whose name is then taken out, and of its deletion. */
    private static void openAndDelete(DataSource source) {
        JdbcClient database = JdbcClient.create(source);
        linkMain(database, new Act("ada", "127.0.0.1", "account.open", "cyd", "", "{}"));
        ErasureRepository erasures = new ErasureRepository(database, new NamedParameterJdbcTemplate(source));
        new TransactionTemplate(new JdbcTransactionManager(source)).executeWithoutResult(status -> {
            erasures.change(
                    1,
                    erasures.naming(AuditEvent.MAIN, 0, "cyd", "\"cyd\"", 10).stream()
                            .map(found -> withoutName(found.event()))
                            .toList());
            String detail = Json.MAPPER.writeValueAsString(
                    erasures.digest(1).orElseThrow().detail(Map.of()));
            linkMain(database, new Act("ada", "127.0.0.1", AuditErasure.ACTION, "former-1", "", detail));
        });
    }

    private static ErasureRepository.Changed withoutName(AuditEvent event) {
        Act act = AuditErasure.without(event.act(), "cyd", "former-1");
        return new ErasureRepository.Changed(AuditEvent.MAIN, event.seq(), act, act.sha256());
    }

    private static void linkMain(JdbcClient database, Act act) {
        Head last = Objects.requireNonNull(HEADS.get(AuditEvent.MAIN));
        insert(database, AuditEvent.link(AuditEvent.MAIN, last, NOW, act), ERASURES);
    }

    private static void insert(JdbcClient database, AuditEvent event, int version) {
        String more = version < CHAINS ? "" : ", chain, origin, reason";
        String values = version < CHAINS ? "" : ", :chain, :origin, :reason";
        database.sql("""
            insert into audit_event (seq, at, actor, action, subject, detail, previous, hash%s)
            values (:seq, :at, :actor, :action, :subject, :detail::json, :previous, :hash%s)\
            """.formatted(more, values))
                .param("seq", event.seq())
                .param("at", event.at().atOffset(ZoneOffset.UTC))
                .param("actor", event.act().actor())
                .param("action", event.act().action())
                .param("subject", event.act().subject())
                .param("detail", event.act().detail())
                .param("previous", event.previous())
                .param("hash", event.hash())
                .params(
                        version < CHAINS
                                ? Map.of()
                                : Map.of(
                                        "chain", event.chain(),
                                        "origin", event.act().origin(),
                                        "reason", event.act().reason()))
                .update();
        HEADS.put(event.chain(), event.asHead());
    }

    private static void migrate(DataSource source, String target) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migrations")
                .target(target)
                .load()
                .migrate();
    }

    private static DataSource database(String name) {
        return postgres.getDatabase("postgres", name);
    }

    private static String written(int version) throws IOException {
        String file = "/upgrade/V%02d.sql".formatted(version);
        try (InputStream sql = UpgradeTest.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(sql, file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

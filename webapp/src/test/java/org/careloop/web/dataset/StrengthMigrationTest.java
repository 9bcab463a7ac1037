package org.careloop.web.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.careloop.run.Comparison;
import org.careloop.run.Sha256;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyKind;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database of the days when screens stored 2 for clearly, brought up to date. */
class StrengthMigrationTest {
    private static final StudyId STUDY = new StudyId(new UUID(0, 1));
    private static final UUID PAIR = new UUID(0, 2);

    /** What was exported, hashed and signed then. */
    private static final String SIGNED = """
            {"id":"c1","prompt":[{"role": "user", "content": "q"}],"a":"x","b":"y","votes":[\
            {"annotator":"clear","verdict":"A","strength":2,"weight":1,"active_ms":900,"revision":1,"design_version":1,"judged_at":"2026-01-02T03:04:05+00:00"},\
            {"annotator":"slight","verdict":"A","strength":1,"weight":1,"active_ms":900,"revision":1,"design_version":1,"judged_at":"2026-01-02T03:04:05+00:00"},\
            {"annotator":"imported:between","verdict":"B","strength":2,"weight":1,"active_ms":900},\
            {"annotator":"imported:clear","verdict":"B","strength":3,"weight":1,"active_ms":900},\
            {"annotator":"scripted-judge-1","verdict":"B","strength":2,"weight":1,"active_ms":900,"revision":1,"design_version":1,"judged_at":"2026-01-02T03:04:05+00:00"}],\
            "language":null,"tags":[],"adjudications":[{"stage": "DECISION", "verdict": "A", "criteria": {}, "strength": 2, "rationale": "why", "decided_at": "2026-01-02T03:04:05+00:00", "adjudicator": "senior"}]}
            """;

    private static EmbeddedPostgres postgres;
    private static DataSource source;
    private static JdbcClient database;
    private static List<String> talliedBefore;

    @BeforeAll
    static void migrate() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        source = postgres.getPostgresDatabase();
        database = JdbcClient.create(source);
        flyway("8").migrate();
        fill();
        talliedBefore = tallied();
        flyway("latest").migrate();
    }

    @AfterAll
    static void close() throws IOException {
        postgres.close();
    }

    @Test
    void whatAScreenCalledClearIsThreeAndNothingElseHasChanged() {
        assertThat(texts("""
                        select p.login || ' ' || j.strength from judgement j join person p on p.id = j.annotator
                        order by j.ordinal"""))
                .containsExactly("clear 3", "slight 1", "imported:between 2", "imported:clear 3", "scripted-judge-1 2");
        assertThat(texts("select stage || ' ' || strength from adjudication")).containsExactly("DECISION 3");
        assertThat(texts("select (content ->> 'verdict') || ' ' || (content ->> 'strength') from draft order by 1"))
                .containsExactly("A 3", "B 1");
    }

    @Test
    void theTalliesStandAsTheyStood() {
        assertThat(talliedBefore).containsExactly("1 1 0 3");
        assertThat(tallied()).isEqualTo(talliedBefore);
    }

    @Test
    void whatWasSignedBeforeIsFoundAsItWasSigned() {
        assertThat(texts("select sha256 || ' ' || format_version from study_signature"))
                .containsExactly(fingerprint(1) + " 1");
        assertThat(fingerprint(Comparison.FORMAT_VERSION)).isNotEqualTo(fingerprint(1));
    }

    @Test
    void anExportNowSaysClearlyInTheVersionOfToday() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TransactionTemplate(new JdbcTransactionManager(source)).executeWithoutResult(status -> {
            try {
                rows().forEach(STUDY, Comparison.FORMAT_VERSION, row -> row.writeTo(out));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{\"format_version\":3,\"id\":\"c1\"")
                .contains("{\"annotator\":\"clear\",\"verdict\":\"A\",\"strength\":3,")
                .contains("{\"annotator\":\"imported:between\",\"verdict\":\"B\",\"strength\":2,")
                .contains("\"criteria\": [], \"strength\": 3, \"rationale\": \"why\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"judgement", "adjudication"})
    void nothingIsEverChangedAfterThat(String table) {
        assertThatThrownBy(() ->
                        database.sql("update " + table + " set strength = 1").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(table + " is append-only");
    }

    private static Flyway flyway(String target) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migrations")
                .target(target)
                .load();
    }

    private static JudgedComparisons rows() {
        return new JudgedComparisons(database, new JdbcTemplate(source), new FirstRows(database));
    }

    private static String fingerprint(int formatVersion) {
        JdbcTransactionManager transactions = new JdbcTransactionManager(source);
        ExportTransaction moment = new ExportTransaction(rows(), transactions, Clock.systemUTC());
        return new TransactionTemplate(transactions).execute(status -> {
            try {
                return moment.fingerprint(STUDY, StudyKind.COMPARISON, formatVersion)
                        .sha256();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<String> tallied() {
        return texts(
                "select a_clearly || ' ' || a_slightly || ' ' || b_slightly || ' ' || b_clearly from comparison_tally");
    }

    private static List<String> texts(String sql) {
        return database.sql(sql).query(String.class).list();
    }

    private static void fill() {
        database.sql("""
                        insert into study (id, name, state, created_at) values (:study, 'Old', 'CLOSED', now());
                        insert into comparison (id, study_id, external_id, prompt, response_a, response_b, position, created_at)
                        values (:pair, :study, 'c1', '[{"role": "user", "content": "q"}]', 'x', 'y', 1, now());
                        """.replace(":study", "'" + STUDY + "'").replace(":pair", "'" + PAIR + "'"))
                .update();
        vote(1, "clear", "A", 2, "");
        vote(2, "slight", "A", 1, "");
        vote(3, "imported:between", "B", 2, "imported");
        vote(4, "imported:clear", "B", 3, "imported");
        vote(5, "scripted-judge-1", "B", 2, "scripted");
        person("senior");
        database.sql("""
                        insert into adjudication (id, study_id, comparison_id, stage, adjudicator, verdict, strength, rationale,
                                                  a_on_left, cause, decided_at)
                        select gen_random_uuid(), ?, ?, 'DECISION', id, 'A', 2, 'why', true, 'DIVIDED', '2026-01-02 03:04:05Z'
                        from person where login = 'senior'""").params(STUDY.value(), PAIR).update();
        draft("clear", "{\"verdict\": \"A\", \"strength\": 2, \"rationale\": \"\"}");
        draft("slight", "{\"verdict\": \"B\", \"strength\": 1, \"rationale\": \"\"}");
        database.sql("""
                        insert into study_signature (study_id, signed_by, signed_at, statement, judgements, sha256, chain_head)
                        select ?, id, now(), 'This is all.', 5, ?, '' from person where login = 'senior'""")
                .params(STUDY.value(), Sha256.of(SIGNED.getBytes(StandardCharsets.UTF_8)))
                .update();
        database.sql("update study set state = 'FROZEN'").update();
    }

    private static void person(String login) {
        database.sql("""
                        insert into person (id, login, display_name, password_hash, created_at)
                        values (gen_random_uuid(), ?, ?, '!', now())""").params(login, login).update();
    }

    private static void vote(int ordinal, String login, String verdict, int strength, String origin) {
        person(login);
        database.sql("insert into slot (comparison_id, ordinal, study_id, position) values (?, ?, ?, 1)")
                .params(PAIR, ordinal, STUDY.value())
                .update();
        database.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength,
                                               a_on_left, imported, scripted, active_ms, created_at)
                        select gen_random_uuid(), gen_random_uuid(), ?, ?, id, 1, ?, ?, true, ?, ?, 900, '2026-01-02 03:04:05Z'
                        from person where login = ?""")
                .params(PAIR, ordinal, verdict, strength)
                .params(origin.equals("imported"), origin.equals("scripted"), login)
                .update();
    }

    private static void draft(String login, String content) {
        database.sql("""
                        insert into draft (annotator, comparison_id, content, updated_at)
                        select id, ?, ?::jsonb, now() from person where login = ?""").params(PAIR, content, login).update();
    }
}

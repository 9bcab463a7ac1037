package org.careloop.web.dataset.imports;

import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.careloop.run.Comparison.Adjudication;
import org.careloop.run.Json;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.layout.ImportedRow;
import org.careloop.web.judgement.JudgementWriter;
import org.careloop.web.judgement.PlacedVote;
import org.careloop.web.judgement.VoteOrigin;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.SlotWriter;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of imported votes and adjudications. The people who gave them are accounts that cannot sign in, named so that nobody mistakes an imported
 * vote for one given here.
 */
@Repository
class ImportedVotes {
    private static final String PREFIX = "imported:";
    private static final int LONGEST_LOGIN = 100;
    private static final String NO_PASSWORD = "!";

    private final JdbcClient database;
    private final SlotWriter slots;
    private final JudgementWriter judgements;

    ImportedVotes(JdbcClient database, SlotWriter slots, JudgementWriter judgements) {
        this.database = database;
        this.slots = slots;
        this.judgements = judgements;
    }

    /** The login of an imported annotator; a name that was exported from here keeps it. */
    static String login(String annotator) {
        String lower =
                Normalizer.normalize(annotator.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        String login = lower.equals(ImportedRow.UNNAMED) || lower.startsWith(PREFIX) ? lower : PREFIX + lower;
        if (login.length() > LONGEST_LOGIN) {
            throw new BadRow(
                    "annotator.long",
                    "field \"annotator\" has %d characters; expected at most %d",
                    annotator.length(),
                    LONGEST_LOGIN - PREFIX.length());
        }
        return login;
    }

    /**
     * Refreshes the planner's statistics. The rows of a running import are not committed, so autovacuum would count
     * none of them, and the planner would take the tables for empty and choose join orders that do not end. The
     * statistics taken here count them, and stay until the import is over.
     */
    void updatePlannerStatistics() {
        database.sql("analyze (skip_locked) comparison, slot, comparison_tally, judgement")
                .update();
    }

    /** What a senior clinician said of a comparison, and whose account it is. */
    record Decided(ComparisonId comparison, PersonId adjudicator, Adjudication said) {}

    /** The accounts of these people by login; those that are new are made. */
    Map<String, PersonId> people(Map<String, String> namesByLogin, Instant now) {
        namesByLogin.forEach((login, name) -> database.sql("""
                        insert into person (id, login, display_name, password_hash, active, created_at)
                        values (:id, :login, :name, :password, false, :at) on conflict (login) do nothing
                        """)
                .param("id", UUID.randomUUID())
                .param("login", login)
                .param("name", name)
                .param("password", NO_PASSWORD)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update());
        Map<String, PersonId> found = new HashMap<>();
        database.sql("select id, login from person where login = any(:logins)")
                .param("logins", namesByLogin.keySet().toArray(String[]::new))
                .query((row, n) -> found.put(row.getString("login"), new PersonId(row.getObject("id", UUID.class))))
                .list();
        return found;
    }

    /** Stores votes in slots that are made with them. */
    void insertAll(List<PlacedVote> votes, Instant now) {
        if (votes.isEmpty()) {
            return;
        }
        slots.addFilled(votes.stream()
                .map(placed -> new SlotWriter.Filled(placed.comparison(), placed.ordinal(), placed.annotator()))
                .toList());
        judgements.insertAll(votes, VoteOrigin.IMPORTED, now);
    }

    /** Stores what was said of comparisons that are new; without a moment in the file it counts as said now. */
    void insertAdjudications(StudyId study, List<Decided> decided, Instant now) {
        for (Decided one : decided) {
            Adjudication said = one.said();
            database.sql("""
                            insert into adjudication (id, study_id, comparison_id, stage, adjudicator, verdict, strength,
                                                      ranking, criteria, rationale, cause, decided_at, imported)
                            values (gen_random_uuid(), :study, :comparison, :stage, :person, :verdict, :strength,
                                    :ranking, :criteria::jsonb, :rationale, :cause, :at, true)""")
                    .param("study", study.value())
                    .param("comparison", one.comparison().value())
                    .param("stage", said.stage().name())
                    .param("person", one.adjudicator().value())
                    .param("verdict", said.verdict().name())
                    .param("strength", said.strength().number())
                    .param(
                            "ranking",
                            said.ranking().isEmpty()
                                    ? null
                                    : said.ranking().stream()
                                            .map(Integer::shortValue)
                                            .toArray(Short[]::new))
                    .param("criteria", Json.MAPPER.writeValueAsString(said.criteria()))
                    .param("rationale", Objects.requireNonNullElse(said.rationale(), ""))
                    .param("cause", said.cause())
                    .param(
                            "at",
                            Objects.requireNonNullElse(said.decidedAt(), now).atOffset(ZoneOffset.UTC))
                    .update();
        }
    }
}

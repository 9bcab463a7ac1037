package org.careloop.web.dataset.imports;

import java.sql.Timestamp;
import java.text.Normalizer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.careloop.run.Json;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.NewComparison;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of imported votes. Their annotators are accounts that cannot sign in, named so that nobody mistakes an imported
 * vote for one given here.
 */
@Repository
class ImportedVotes {
    static final String LABEL_ANNOTATOR = "imported";
    private static final String PREFIX = "imported:";
    private static final int LONGEST_LOGIN = 100;
    private static final String NO_PASSWORD = "!";

    private final JdbcClient jdbc;

    ImportedVotes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One vote and the slot that it fills, which is made with it. */
    record Placed(NewComparison comparison, int ordinal, PersonId annotator, Vote vote) {}

    /** The login of an imported annotator; a name that was exported from here keeps it. */
    static String login(String annotator) {
        String lower =
                Normalizer.normalize(annotator.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        String login = lower.equals(LABEL_ANNOTATOR) || lower.startsWith(PREFIX) ? lower : PREFIX + lower;
        if (login.length() > LONGEST_LOGIN) {
            throw new BadRow("field \"annotator\" has %d characters; expected at most %d"
                    .formatted(annotator.length(), LONGEST_LOGIN - PREFIX.length()));
        }
        return login;
    }

    /**
     * Tells the database how large the tables have become. When it looks by itself in the middle of a long import it sees none
     * of the rows, for they are not committed, takes the tables to be empty, and joins them in an order that never ends. What
     * it learns here it keeps: it looks again only when the import is over.
     */
    void updatePlannerStatistics() {
        jdbc.sql("analyze (skip_locked) comparison, slot, comparison_tally, judgement")
                .update();
    }

    /** The accounts of these annotators by login; those that are new are made. */
    Map<String, PersonId> annotators(Map<String, String> namesByLogin, Instant now) {
        namesByLogin.forEach((login, name) -> jdbc.sql("""
                        insert into person (id, login, display_name, password_hash, active, created_at)
                        values (?, ?, ?, ?, false, ?) on conflict (login) do nothing""")
                .params(UUID.randomUUID(), login, name, NO_PASSWORD, Timestamp.from(now))
                .update());
        Map<String, PersonId> found = new HashMap<>();
        jdbc.sql("select id, login from person where login = any(?)")
                .param(namesByLogin.keySet().toArray(String[]::new))
                .query((row, n) -> found.put(row.getString("login"), new PersonId(row.getObject("id", UUID.class))))
                .list();
        return found;
    }

    /** One statement for all slots and one for all votes, for the database keeps its tallies by the statement. */
    void insertAll(StudyId study, List<Placed> votes, Instant now) {
        if (votes.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into slot (comparison_id, ordinal, study_id, position, language, specialty, judged_by)
                        select c.id, v.ordinal, c.study_id, c.position, c.language, c.specialty, v.annotator
                        from unnest(?::uuid[], ?::int[], ?::uuid[]) as v (comparison, ordinal, annotator)
                        join comparison c on c.id = v.comparison""")
                .params(comparisons(votes), ordinals(votes), annotators(votes))
                .update();
        jdbc.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength,
                                               weight, rationale, criteria, flags, corrections, ranking, active_ms,
                                               imported, study_id, created_at)
                        select gen_random_uuid(), gen_random_uuid(), v.comparison, v.ordinal, v.annotator, 1, v.verdict,
                               v.strength, v.weight, v.rationale, v.criteria::jsonb, v.flags::jsonb, v.corrections::jsonb,
                               v.ranking::smallint[], v.active_ms, true, ?, ?
                        from unnest(?::uuid[], ?::int[], ?::uuid[], ?::text[], ?::int[], ?::float8[], ?::text[], ?::text[],
                                    ?::text[], ?::text[], ?::text[], ?::bigint[])
                            as v (comparison, ordinal, annotator, verdict, strength, weight, rationale, criteria, flags,
                                  corrections, ranking, active_ms)""")
                .params(study.value(), Timestamp.from(now))
                .params(comparisons(votes), ordinals(votes), annotators(votes))
                .params(texts(votes, vote -> vote.verdict().name()))
                .params((Object)
                        votes.stream().map(placed -> placed.vote().strength()).toArray(Integer[]::new))
                .params((Object)
                        votes.stream().map(placed -> placed.vote().weight()).toArray(Double[]::new))
                .params(texts(votes, Vote::rationale), texts(votes, vote -> json(vote.criteria())))
                .params(texts(votes, vote -> json(vote.flags())), texts(votes, vote -> json(vote.corrections())))
                .params(texts(votes, ImportedVotes::ranking))
                .params((Object)
                        votes.stream().map(placed -> placed.vote().activeMs()).toArray(Long[]::new))
                .update();
    }

    private static Object comparisons(List<Placed> votes) {
        return votes.stream().map(placed -> placed.comparison().id().value()).toArray(UUID[]::new);
    }

    private static Object ordinals(List<Placed> votes) {
        return votes.stream().map(Placed::ordinal).toArray(Integer[]::new);
    }

    private static Object annotators(List<Placed> votes) {
        return votes.stream().map(placed -> placed.annotator().value()).toArray(UUID[]::new);
    }

    private static Object texts(List<Placed> votes, Function<Vote, @Nullable String> text) {
        return votes.stream().map(placed -> text.apply(placed.vote())).toArray(String[]::new);
    }

    private static String json(Object value) {
        return Json.MAPPER.writeValueAsString(value);
    }

    /** As an array of PostgreSQL. */
    private static @Nullable String ranking(Vote vote) {
        return vote.ranking().isEmpty()
                ? null
                : vote.ranking().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}

package org.careloop.web.judgement;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.careloop.run.Json;
import org.careloop.run.Vote;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The only writer of table {@code judgement}. It only inserts; database triggers fill the slots and update the tallies. */
@Repository
public class JudgementWriter {
    private final JdbcClient database;

    JudgementWriter(JdbcClient database) {
        this.database = database;
    }

    /** Adds a judgement, unless this submission is stored already, and deletes the person's draft on the comparison. */
    public void insert(NewJudgement added, Instant at) {
        database.sql("""
                        with typed as (
                            delete from draft where comparison_id = :comparison and annotator = :person)
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision,
                                               design_version, verdict, strength, criteria, flags, corrections, ranking,
                                               a_on_left, shown, rationale, reason, note, active_ms, created_at)
                        values (:id, :key, :comparison, :ordinal, :person, :revision,
                                :version, :verdict, :strength, :criteria::jsonb, :flags::jsonb, :corrections::jsonb,
                                :ranking, :side, :shown, nullif(:rationale, ''), nullif(:reason, ''), :note, :active, :at)
                        on conflict (submission) do nothing
                        """)
                .param("id", UUID.randomUUID())
                .param("key", added.submission())
                .param("comparison", added.comparison().value())
                .param("ordinal", added.ordinal())
                .param("person", added.annotator().value())
                .param("revision", added.revision())
                .param("version", added.designVersion())
                .param("verdict", added.verdict().name())
                .param("strength", added.strength().number())
                .param("criteria", added.criteria())
                .param("flags", added.flags())
                .param("corrections", added.corrections())
                .param("ranking", added.ranking())
                .param("side", added.aOnLeft())
                .param("shown", added.shown())
                .param("rationale", added.rationale())
                .param("reason", added.reason())
                .param("note", added.note())
                .param("active", added.activeMillis())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Adds votes not given on a screen. One statement adds all, because a trigger updates tallies per statement. */
    public void insertAll(List<PlacedVote> votes, VoteOrigin origin, Instant at) {
        database.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength,
                                               weight, rationale, criteria, flags, corrections, ranking, a_on_left, active_ms,
                                               imported, scripted, created_at)
                        select gen_random_uuid(), gen_random_uuid(), v.comparison, v.ordinal, v.annotator, 1, v.verdict,
                               v.strength, v.weight, v.rationale, v.criteria::jsonb, v.flags::jsonb, v.corrections::jsonb,
                               v.ranking::smallint[], v.side, v.active_ms, :imported, :scripted, :at
                        from unnest(:comparisons::uuid[], :ordinals::int[], :annotators::uuid[], :verdicts::text[],
                                    :strengths::int[], :weights::float8[], :rationales::text[], :criteria::text[],
                                    :flags::text[], :corrections::text[], :rankings::text[], :sides::boolean[],
                                    :active::bigint[])
                            as v (comparison, ordinal, annotator, verdict, strength, weight, rationale, criteria, flags,
                                  corrections, ranking, side, active_ms)
                        """)
                .param(
                        "comparisons",
                        column(votes, placed -> placed.comparison().value(), new UUID[0]))
                .param("ordinals", column(votes, PlacedVote::ordinal, new Integer[0]))
                .param("annotators", column(votes, placed -> placed.annotator().value(), new UUID[0]))
                .param("verdicts", texts(votes, vote -> vote.verdict().name()))
                .param(
                        "strengths",
                        column(votes, placed -> placed.vote().strength().number(), new Integer[0]))
                .param("weights", column(votes, placed -> placed.vote().weight(), new Double[0]))
                .param("rationales", texts(votes, Vote::rationale))
                .param("criteria", texts(votes, vote -> Json.MAPPER.writeValueAsString(vote.criteria())))
                .param("flags", texts(votes, vote -> Json.MAPPER.writeValueAsString(vote.flags())))
                .param("corrections", texts(votes, vote -> Json.MAPPER.writeValueAsString(vote.corrections())))
                .param("rankings", texts(votes, JudgementWriter::ranking))
                .param("sides", column(votes, PlacedVote::aOnLeft, new Boolean[0]))
                .param("active", column(votes, PlacedVote::activeMillis, new Long[0]))
                .param("imported", origin == VoteOrigin.IMPORTED)
                .param("scripted", origin == VoteOrigin.SCRIPTED)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static <T> @Nullable T[] column(
            List<PlacedVote> votes, Function<PlacedVote, ? extends @Nullable T> value, T[] empty) {
        return votes.stream().map(value).toList().toArray(empty);
    }

    private static @Nullable String[] texts(List<PlacedVote> votes, Function<Vote, @Nullable String> text) {
        return column(votes, placed -> text.apply(placed.vote()), new String[0]);
    }

    /** As text, because arrays in a PostgreSQL array must have equal lengths. */
    private static @Nullable String ranking(Vote vote) {
        return vote.ranking().isEmpty()
                ? null
                : vote.ranking().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}

package org.careloop.web.judgement;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
                                               scores, a_on_left, shown, rationale, reason, note, active_ms, created_at)
                        values (:id, :key, :comparison, :ordinal, :person, :revision,
                                :version, :verdict, :strength, :criteria::jsonb, :flags::jsonb, :corrections::jsonb,
                                :ranking, :scores::jsonb, :side, :shown, nullif(:rationale, ''), nullif(:reason, ''), :note, :active, :at)
                        on conflict (submission) do nothing
                        """)
                .param("id", UUID.randomUUID())
                .param("key", added.submission())
                .param("comparison", added.comparison().value())
                .param("ordinal", added.ordinal())
                .param("person", added.annotator().value())
                .param("revision", added.revision())
                .param("version", added.designVersion())
                .param(
                        "verdict",
                        added.verdict() == null ? null : added.verdict().name())
                .param("strength", added.strength().number())
                .param("criteria", added.criteria())
                .param("flags", added.flags())
                .param("corrections", added.corrections())
                .param("ranking", added.ranking())
                .param("scores", added.scores())
                .param("side", added.aOnLeft())
                .param("shown", added.shown())
                .param("rationale", added.rationale())
                .param("reason", added.reason())
                .param("note", added.note())
                .param("active", added.activeMillis())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Adds votes not given on a screen, each with the judgements that it replaced. One statement adds all, because a trigger
     * updates tallies per statement.
     */
    public void insertAll(List<PlacedVote> votes, VoteOrigin origin, Instant at) {
        List<Revision> all = votes.stream().flatMap(Revision::of).toList();
        database.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength,
                                               weight, rationale, criteria, flags, corrections, ranking, a_on_left, active_ms,
                                               reason, note, given_at, imported, scripted, created_at)
                        select gen_random_uuid(), gen_random_uuid(), v.comparison, v.ordinal, v.annotator, v.revision,
                               v.verdict, v.strength, v.weight, v.rationale, v.criteria::jsonb, v.flags::jsonb,
                               v.corrections::jsonb, v.ranking::smallint[], v.side, v.active_ms, v.reason,
                               coalesce(v.note, ''), case when :imported then v.given_at end, :imported, :scripted, :at
                        from unnest(:comparisons::uuid[], :ordinals::int[], :annotators::uuid[], :revisions::int[],
                                    :verdicts::text[], :strengths::int[], :weights::float8[], :rationales::text[],
                                    :criteria::text[], :flags::text[], :corrections::text[], :rankings::text[],
                                    :sides::boolean[], :active::bigint[], :reasons::text[], :notes::text[],
                                    :given::timestamptz[])
                            as v (comparison, ordinal, annotator, revision, verdict, strength, weight, rationale, criteria,
                                  flags, corrections, ranking, side, active_ms, reason, note, given_at)
                        """)
                .param(
                        "comparisons",
                        column(all, each -> each.placed.comparison().value(), new UUID[0]))
                .param("ordinals", column(all, each -> each.placed.ordinal(), new Integer[0]))
                .param("annotators", column(all, each -> each.placed.annotator().value(), new UUID[0]))
                .param("revisions", column(all, Revision::number, new Integer[0]))
                .param("verdicts", texts(all, vote -> vote.verdict().name()))
                .param("strengths", column(all, each -> each.vote.strength().number(), new Integer[0]))
                .param("weights", column(all, each -> each.vote.weight(), new Double[0]))
                .param("rationales", texts(all, Vote::rationale))
                .param("criteria", texts(all, vote -> Json.MAPPER.writeValueAsString(vote.criteria())))
                .param("flags", texts(all, vote -> Json.MAPPER.writeValueAsString(vote.flags())))
                .param("corrections", texts(all, vote -> Json.MAPPER.writeValueAsString(vote.corrections())))
                .param("rankings", texts(all, JudgementWriter::ranking))
                .param("sides", column(all, each -> each.placed.aOnLeft(), new Boolean[0]))
                .param("active", column(all, Revision::activeMillis, new Long[0]))
                .param("reasons", column(all, Revision::reason, new String[0]))
                .param("notes", texts(all, Vote::note))
                .param("given", texts(all, vote -> vote.judgedAt() == null ? null : String.valueOf(vote.judgedAt())))
                .param("imported", origin == VoteOrigin.IMPORTED)
                .param("scripted", origin == VoteOrigin.SCRIPTED)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A judgement of a vote: one that was replaced, or the last. */
    private record Revision(PlacedVote placed, int number, Vote vote) {
        static Stream<Revision> of(PlacedVote placed) {
            List<Vote> given = placed.vote().revisions();
            return IntStream.range(0, given.size()).mapToObj(n -> new Revision(placed, n + 1, given.get(n)));
        }

        private boolean isLast() {
            return number > placed.vote().history().size();
        }

        @Nullable
        Long activeMillis() {
            return isLast() ? placed.activeMillis() : vote.activeMs();
        }

        /** A first judgement replaces none; of a later one a file need not say why. */
        @Nullable
        String reason() {
            return number == 1 ? null : Objects.requireNonNullElse(vote.reason(), "");
        }
    }

    private static <T> @Nullable T[] column(
            List<Revision> votes, Function<Revision, ? extends @Nullable T> value, T[] empty) {
        return votes.stream().map(value).toList().toArray(empty);
    }

    private static @Nullable String[] texts(List<Revision> votes, Function<Vote, @Nullable String> text) {
        return column(votes, each -> text.apply(each.vote), new String[0]);
    }

    /** As text, because arrays in a PostgreSQL array must have equal lengths. */
    private static @Nullable String ranking(Vote vote) {
        return vote.ranking().isEmpty()
                ? null
                : vote.ranking().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}

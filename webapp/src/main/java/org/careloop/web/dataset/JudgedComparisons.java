package org.careloop.web.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.Comparison;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL that reads comparisons with the votes that count. The database builds the JSON and streams it by COPY, one
 * row at a time: the heap never holds a study, and a million votes take little longer than their bare columns.
 */
@Repository
class JudgedComparisons {
    private static final byte SEPARATOR = 2;

    // COPY takes no parameters. Texts reach the statement as settings of the transaction, so that no text can end a
    // quotation.
    private static final String SETTINGS = """
            select set_config('careloop.language', :language, true), set_config('careloop.tag', :tag, true),
                   set_config('careloop.annotator', :annotator, true), set_config('careloop.snapshot', :snapshot, true),
                   set_config('TimeZone', 'UTC', true), set_config('work_mem', '64MB', true)""";

    /** Builds the JSON by joining texts: jsonb_build_object costs several times as much. Empty fields are left out. */
    private static final String VOTE = """
            '{"annotator":' || p.json || ',"verdict":"' || j.verdict || '","strength":' || $strength
              || ',"weight":' || j.weight
              || case when j.ranking is null then '' else ',"ranking":' || array_to_json(j.ranking)::text end
              || case when coalesce(j.rationale, '') = '' then '' else ',"rationale":' || to_json(j.rationale)::text end
              || case when j.criteria = '{}' then '' else ',"criteria":' || j.criteria::text end
              || case when j.flags = '[]' then '' else ',"flags":' || j.flags::text end
              || case when j.corrections = '{}' then '' else ',"corrections":' || j.corrections::text end
              || case when j.active_ms is null then '' else ',"active_ms":' || j.active_ms end
              || case when j.imported then '' else ',"revision":' || j.revision
                   || ',"design_version":' || j.design_version || ',"judged_at":' || to_json(j.created_at)::text end
              || '}'""";

    private static final String COMPARISON = """
            '{$version"id":' || to_json(c.external_id)::text || ',"prompt":' || c.prompt::text
              || ',"a":' || to_json(c.response_a)::text || ',"b":' || to_json(c.response_b)::text
              || ',"votes":[' || coalesce(v.votes, '') || '],"language":' || coalesce(to_json(c.language)::text, 'null')
              || ',"tags":' || array_to_json(c.tags)::text
              || case when cardinality(c.further_responses) = 0 then ''
                      else ',"responses":'
                           || array_to_json(array[c.response_a, c.response_b] || c.further_responses)::text end
              || case when coalesce(c.model_a, c.model_b) is null and array_remove(c.further_models, null) = '{}' then ''
                      else ',"models":' || array_to_json(array[c.model_a, c.model_b]
                           || case when cardinality(c.further_models) > 0 then c.further_models
                                   else array_fill(null::text, array[cardinality(c.further_responses)]) end)::text end
              || case when c.specialty is null then '' else ',"specialty":' || to_json(c.specialty)::text end
              || case when c.gold is null then '' else ',"gold":' || c.gold::text end
              || case when d.said is null then '' else ',"adjudications":[' || d.said || ']' end
              || '}'""";

    /**
     * What a version of the format writes otherwise than the others. The first had 2 where a screen says clearly now, and 3 from
     * imports and scripts alone.
     */
    private record Spelling(String version, String strength, String decided) {
        static Spelling of(int formatVersion) {
            return formatVersion == Comparison.FORMAT_VERSION
                    ? new Spelling("\"format_version\":" + formatVersion + ",", "j.strength", "a.strength")
                    : new Spelling(
                            "",
                            "case when j.strength = 3 and not j.imported and not j.scripted then 2 else j.strength end",
                            "case a.strength when 3 then 2 else a.strength end");
        }
    }

    private static final String ROWS = """
            with p as materialized (select id, login, to_json(login)::text as json from person),
            v as (
                select k.position, count(*), string_agg(%s, ',' order by j.ordinal) as votes
                from $judgements j join p on p.id = j.annotator join comparison k on k.id = j.comparison_id
                where $votes
                group by k.position),
            d as (
                select a.comparison_id, string_agg(
                    jsonb_strip_nulls(jsonb_build_object(
                        'adjudicator', p.login, 'stage', a.stage, 'verdict', a.verdict, 'strength', $decided,
                        'ranking', a.ranking, 'criteria', a.criteria, 'rationale', a.rationale,
                        'decided_at', a.decided_at))::text, ',' order by a.decided_at, a.stage) as said
                from adjudication a join p on p.id = a.adjudicator
                where a.study_id = '$study' and $adjudications
                group by a.comparison_id)
            select %s, coalesce(v.count, 0)
            from comparison c left join v on v.position = c.position left join d on d.comparison_id = c.id
            where $comparisons
            order by c.position""".formatted(VOTE, COMPARISON);

    private final JdbcClient database;
    private final JdbcTemplate connections;

    JudgedComparisons(JdbcClient database, JdbcTemplate connections) {
        this.database = database;
        this.connections = connections;
    }

    /** Takes rows as they come. */
    interface Sink {
        void take(JudgedRow row) throws IOException;
    }

    /** Every comparison with what counts, as a version of the format writes it, inside the caller's transaction. */
    void forEach(StudyId study, int formatVersion, Sink sink) throws IOException {
        apply(ExportFilter.ALL, "");
        copy(counted(study, ExportFilter.ALL, Spelling.of(formatVersion)), sink);
    }

    /** Every comparison that the filter lets through, in the order of work, inside the caller's transaction. */
    void forEach(StudyId study, ExportFilter filter, Sink sink) throws IOException {
        apply(filter, "");
        copy(counted(study, filter, Spelling.of(Comparison.FORMAT_VERSION)), sink);
    }

    private static String counted(StudyId study, ExportFilter filter, Spelling spelling) {
        return rows(study, filter, spelling).replace("$judgements", "counted_judgement");
    }

    /** Every comparison of a study with the votes that a snapshot holds. */
    void forEach(StudyId study, SnapshotId snapshot, Sink sink) throws IOException {
        apply(ExportFilter.ALL, snapshot.toString());
        copy(
                rows(study, ExportFilter.ALL, Spelling.of(Comparison.FORMAT_VERSION))
                        .replace("$judgements", """
                (select * from judgement where id in (
                    select judgement_id from snapshot_judgement
                    where snapshot_id = current_setting('careloop.snapshot')::uuid))"""),
                sink);
    }

    /** Adds only the conditions that the filter sets, so that the planner can estimate how many rows to expect. */
    private static String rows(StudyId study, ExportFilter filter, Spelling spelling) {
        StringBuilder votes = new StringBuilder("j.study_id = '" + study + "'");
        filter.annotator().ifPresent(any -> votes.append(" and p.login = current_setting('careloop.annotator')"));
        filter.from()
                .ifPresent(
                        at -> votes.append(" and j.created_at >= '").append(at).append('\''));
        filter.before()
                .ifPresent(
                        at -> votes.append(" and j.created_at < '").append(at).append('\''));
        if (filter.decisiveOnly()) {
            votes.append(" and (j.verdict in ('A', 'B') or j.ranking is not null)");
        }
        StringBuilder comparisons = new StringBuilder("c.study_id = '" + study + "' and not c.held");
        filter.language()
                .ifPresent(any -> comparisons.append(" and c.language = current_setting('careloop.language')"));
        filter.tag().ifPresent(any -> comparisons.append(" and current_setting('careloop.tag') = any(c.tags)"));
        if (filter.minVotes() > 0) {
            comparisons.append(" and v.count >= ").append(filter.minVotes());
        }
        return ROWS.replace("$votes", votes)
                .replace("$comparisons", comparisons)
                .replace("$adjudications", String.valueOf(filter.adjudications()))
                .replace("$study", study.toString())
                .replace("$version", spelling.version())
                .replace("$strength", spelling.strength())
                .replace("$decided", spelling.decided());
    }

    private void copy(String rows, Sink sink) throws IOException {
        // JSON contains no raw control characters, so with two of them as quote and separator COPY has nothing to
        // escape.
        String copy = "copy (%s) to stdout (format csv, quote e'\\x01', delimiter e'\\x02')".formatted(rows);
        IOException failed = connections.execute((ConnectionCallback<@Nullable IOException>) connection -> {
            try {
                copy(connection, copy, sink);
                return null;
            } catch (IOException e) {
                return e;
            }
        });
        if (failed != null) {
            throw failed;
        }
    }

    private static void copy(Connection connection, String sql, Sink sink) throws SQLException, IOException {
        CopyOut rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        try {
            for (byte[] line = rows.readFromCopy(); line != null; line = rows.readFromCopy()) {
                sink.take(row(line));
            }
        } finally {
            if (rows.isActive()) {
                rows.cancelCopy();
            }
        }
    }

    /** The JSON, the separator, the number of votes, a line feed. */
    private static JudgedRow row(byte[] line) {
        int end = line.length - 1;
        while (line[end] != SEPARATOR) {
            end--;
        }
        long votes = Long.parseLong(new String(line, end + 1, line.length - end - 2, StandardCharsets.US_ASCII));
        line[end] = '\n';
        return new JudgedRow(line, end + 1, votes);
    }

    private void apply(ExportFilter filter, String snapshot) {
        database.sql(SETTINGS)
                .param("language", text(filter.language()))
                .param("tag", text(filter.tag()))
                .param("annotator", text(filter.annotator()))
                .param("snapshot", snapshot)
                .query()
                .listOfRows();
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    /**
     * What a study holds that an export leaves out, without the filter.
     *
     * @param comparisons of the study
     * @param counted votes that count, those on held comparisons among them
     * @param excluded by reason; reasons that apply to nothing are absent
     */
    record Holdings(long comparisons, long counted, Map<SnapshotPlan.ExclusionReason, Long> excluded) {}

    /** The accounts with votes in a study, in the order of the alphabet. */
    List<String> annotators(StudyId study) {
        return database.sql("""
                        select p.login from person p where exists (
                            select from annotator_tally t
                            where t.study_id = :study and t.annotator = p.id and t.purpose = 'VOTE' and t.judgements > 0)
                        order by p.login""")
                .param("study", study.value())
                .query((row, n) -> row.getString("login"))
                .list();
    }

    /** Read from the tallies that the database keeps, so that no judgement is counted one by one. */
    Holdings holdings(StudyId study) {
        return database.sql("""
                        with t as (
                            select purpose, sum(judgements) as judgements from judgement_tally
                            where study_id = :study group by purpose),
                        held as (
                            select count(*) as comparisons, coalesce(sum(ct.votes), 0) as votes
                            from comparison c join comparison_tally ct on ct.comparison_id = c.id
                            where c.study_id = :study and c.held)
                        select (select count(*) from comparison where study_id = :study) as comparisons,
                               (select coalesce(sum(judgements), 0) from pace_tally
                                where study_id = :study and revised) as superseded,
                               (select coalesce(sum(judgements), 0) from t where purpose = 'VOTE') as votes,
                               (select coalesce(sum(judgements), 0) from t where purpose = 'GOLD') as gold,
                               (select coalesce(sum(judgements), 0) from t where purpose = 'REPEAT') as repeats,
                               (select coalesce(sum(judgements), 0) from t where purpose = 'PILOT') as pilot,
                               (select coalesce(sum(votes), 0) from exclusion_in_force where study_id = :study) as out,
                               held.comparisons as held, held.votes as held_votes
                        from held""")
                .param("study", study.value())
                .query((row, n) -> {
                    Map<SnapshotPlan.ExclusionReason, Long> excluded =
                            new EnumMap<>(SnapshotPlan.ExclusionReason.class);
                    excluded.put(SnapshotPlan.ExclusionReason.SUPERSEDED, row.getLong("superseded"));
                    excluded.put(SnapshotPlan.ExclusionReason.GOLD, row.getLong("gold"));
                    excluded.put(SnapshotPlan.ExclusionReason.REPEAT, row.getLong("repeats"));
                    excluded.put(SnapshotPlan.ExclusionReason.PILOT, row.getLong("pilot"));
                    excluded.put(SnapshotPlan.ExclusionReason.ANNOTATOR, row.getLong("out"));
                    excluded.put(SnapshotPlan.ExclusionReason.HELD, row.getLong("held"));
                    excluded.put(SnapshotPlan.ExclusionReason.HELD_VOTES, row.getLong("held_votes"));
                    excluded.values().removeIf(count -> count == 0);
                    return new Holdings(
                            row.getLong("comparisons"), row.getLong("votes") - row.getLong("out"), excluded);
                })
                .single();
    }
}

package org.careloop.web.dataset;

import org.careloop.run.Comparison;
import org.careloop.web.study.StudyId;

/**
 * The SQL text of a study's comparisons with the votes on them, for one filter. A query has no parameters, because COPY
 * takes none: texts of the filter are settings of the transaction, so that no text can end a quotation.
 */
final class RowSql {
    /** The votes that count. */
    static final String COUNTED = "counted_judgement";

    /** The votes that a snapshot holds. */
    static final String FROZEN = """
            (select * from judgement where id in (
                select judgement_id from snapshot_judgement
                where snapshot_id = current_setting('careloop.snapshot')::uuid))""";

    private static final String MOMENT =
            "coalesce(to_json(to_char(%s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'))::text, 'null')";
    private static final String TEXT = "coalesce(to_json(nullif(%s, ''))::text, 'null')";

    private static final String CRITERIA = """
            (select jsonb_agg(jsonb_build_object('criterion', s.key, 'verdict', s.value -> 'verdict') order by s.key)
             from jsonb_each(%s) as s)""";

    /**
     * An answer of alias {@code @}. JSON is built by joining texts: jsonb_build_object costs several times as much. A weight
     * has a point, because programs that guess types from the first rows would take 1 for a whole number.
     */
    private static final String ANSWER = """
            '{"annotator":' || p.json || ',"verdict":"' || @.verdict || '","strength":' || @.strength
              || ',"weight":' || @.weight || case when @.weight::text ~ '[.e]' then '' else '.0' end
              || ',"ranking":' || coalesce(array_to_json(@.ranking)::text, '[]')
              || ',"rationale":' || $rationale
              || ',"criteria":' || case when @.criteria = '{}' then '[]' else $criteria::text end
              || ',"flags":' || case when @.flags = '[]' then '[]' else (
                   select jsonb_agg(jsonb_build_object('response', f.flag -> 'response', 'kind', f.flag -> 'kind',
                       'quote', f.flag -> 'quote', 'start', f.flag -> 'start') order by f.n)::text
                   from jsonb_array_elements(@.flags) with ordinality as f (flag, n)) end
              || ',"corrections":' || case when @.corrections = '{}' then '[]' else (
                   select jsonb_agg(jsonb_build_object('response', s.key::int, 'text', s.value) order by s.key::int)::text
                   from jsonb_each(@.corrections) as s) end
              || ',"revision":' || case when @.imported and @.given_at is null and @.revision = 1 then 'null'
                                        else @.revision::text end
              || ',"reason":' || $reason || ',"note":' || $note
              || ',"active_ms":' || coalesce(@.active_ms::text, 'null')
              || ',"design_version":' || case when @.imported then 'null' else @.design_version::text end
              || ',"judged_at":' || $given""".replace("$rationale", TEXT.formatted("@.rationale"))
            .replace("$criteria", CRITERIA.formatted("@.criteria"))
            .replace("$reason", TEXT.formatted("@.reason"))
            .replace("$note", TEXT.formatted("@.note"))
            .replace("$given", MOMENT.formatted("case when @.imported then @.given_at else @.created_at end"));

    private static final String HISTORY = """
            case when j.revision = 1 then '' else coalesce((
                select string_agg(%s || '}', ',' order by e.revision) from judgement e
                where e.comparison_id = j.comparison_id and e.ordinal = j.ordinal and e.revision < j.revision), '') end""".formatted(ANSWER.replace('@', 'e'));

    /** A rating, or a vote. */
    private static final String VOTE = """
            case when j.scores is not null
                 then '{"annotator":' || p.json || ',"score":' || (j.scores ->> 'overall')
                   || ',"criteria":' || (j.scores - 'overall')::text || '}'
                 else $answer || ',"history":[' || $history || ']}' end""".replace("$answer", ANSWER.replace('@', 'j'));

    /** A text with its ratings, as {@code careloop rater} reads it. */
    private static final String TEXT_ROW = """
            '{"id":' || to_json(c.external_id)::text || ',"text":' || to_json(c.response_a)::text
              || ',"language":' || coalesce(to_json(c.language)::text, 'null')
              || ',"ratings":[' || coalesce(v.votes, '') || ']}'""";

    private static final String COMPARISON =
            """
            case when c.response_b is null then $text else
            '{"format_version":%d,"id":' || to_json(c.external_id)::text || ',"prompt":' || c.prompt::text
              || ',"a":' || to_json(c.response_a)::text || ',"b":' || to_json(c.response_b)::text
              || ',"votes":[' || coalesce(v.votes, '') || '],"language":' || coalesce(to_json(c.language)::text, 'null')
              || ',"tags":' || array_to_json(c.tags)::text
              || ',"responses":' || case when cardinality(c.further_responses) = 0 then '[]'
                      else array_to_json(array[c.response_a, c.response_b] || c.further_responses)::text end
              || ',"models":' || case when not %s then '[]'
                      else array_to_json(array[c.model_a, c.model_b]
                           || case when cardinality(c.further_models) > 0 then c.further_models
                                   else array_fill(null::text, array[cardinality(c.further_responses)]) end)::text end
              || ',"specialty":' || coalesce(to_json(c.specialty)::text, 'null')
              || ',"gold":' || case when c.gold is null then 'null'
                                    else jsonb_build_object('verdict', c.gold -> 'verdict')::text end
              || ',"adjudications":[' || coalesce(d.said, '') || ']}' end""".formatted(Comparison.FORMAT_VERSION, FirstRows.MODEL_KNOWN).replace("$text", TEXT_ROW);

    private static final String DECIDED =
            """
            jsonb_build_object(
                'adjudicator', p.login, 'stage', a.stage, 'verdict', a.verdict, 'strength', a.strength,
                'ranking', coalesce(to_jsonb(a.ranking), '[]'), 'criteria', coalesce(%s, '[]'),
                'rationale', nullif(a.rationale, ''), 'cause', a.cause, 'decided_at', %s::jsonb)""".formatted(CRITERIA.formatted("a.criteria"), MOMENT.formatted("a.decided_at"));

    private static final String ROWS = """
            with p as materialized (select id, login, to_json(login)::text as json from person),
            v as (
                select k.position, count(*), string_agg($vote, ',' order by j.ordinal) as votes
                from $judgements j join p on p.id = j.annotator join comparison k on k.id = j.comparison_id
                where $votes and $only_k
                group by k.position),
            d as (
                select a.comparison_id, string_agg($said::text, ',' order by a.decided_at, a.stage) as said
                from adjudication a join p on p.id = a.adjudicator
                where a.study_id = '$study' and $adjudications
                group by a.comparison_id)
            select $comparison, coalesce(v.count, 0)
            from comparison c left join v on v.position = c.position left join d on d.comparison_id = c.id
            where $comparisons and $only_c
            order by c.position""";

    private final StudyId study;
    private final ExportFilter filter;
    private final String judgements;

    /**
     * The text for one filter.
     *
     * @param judgements {@link #COUNTED} or {@link #FROZEN}
     */
    RowSql(StudyId study, ExportFilter filter, String judgements) {
        this.study = study;
        this.filter = filter;
        this.judgements = judgements;
    }

    /**
     * Every comparison as JSON with the number of its votes, in the order of work.
     *
     * @param only which positions, such as {@code in (3, 7)}
     */
    String rows(String only) {
        String history = judgements.equals(COUNTED) ? HISTORY : "''";
        return filled(ROWS.replace("$vote,", VOTE.replace("$history", history) + ",")
                        .replace("$said", DECIDED)
                        .replace("$comparison,", COMPARISON + ","))
                .replace("$only_k", "k.position " + only)
                .replace("$only_c", "c.position " + only);
    }

    /** Every comparison as an earlier version of the format has it. */
    String rows(SparseRows version) {
        return filled(ROWS.replace("$vote,", version.vote() + ",")
                        .replace("$said", version.decided())
                        .replace("$comparison,", version.comparison() + ","))
                .replace("$only_k", "true")
                .replace("$only_c", "true");
    }

    /** Puts the conditions of the filter into a text. */
    String filled(String text) {
        return text.replace("$judgements", judgements)
                .replace("$votes", votes())
                .replace("$comparisons", comparisons())
                .replace("$adjudications", String.valueOf(filter.adjudications()))
                .replace("$study", study.toString());
    }

    /** Only the conditions that the filter sets, so that the planner can estimate how many rows to expect. */
    private String votes() {
        StringBuilder votes = new StringBuilder("j.study_id = '" + study + "'");
        filter.annotator().ifPresent(any -> votes.append(" and p.login = current_setting('careloop.annotator')"));
        filter.from().ifPresent(at -> votes.append(" and coalesce(j.given_at, j.created_at) >= '%s'".formatted(at)));
        filter.before().ifPresent(at -> votes.append(" and coalesce(j.given_at, j.created_at) < '%s'".formatted(at)));
        if (filter.decisiveOnly()) {
            votes.append(" and (j.verdict in ('A', 'B') or j.ranking is not null)");
        }
        return votes.toString();
    }

    private String comparisons() {
        StringBuilder comparisons = new StringBuilder("c.study_id = '" + study + "' and not c.held");
        filter.language()
                .ifPresent(any -> comparisons.append(" and c.language = current_setting('careloop.language')"));
        filter.tag().ifPresent(any -> comparisons.append(" and current_setting('careloop.tag') = any(c.tags)"));
        if (filter.minVotes() > 0) {
            comparisons.append(" and v.count >= ").append(filter.minVotes());
        }
        return comparisons.toString();
    }
}

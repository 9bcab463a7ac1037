package org.careloop.web.dataset;

/**
 * How the first two versions of the format write rows: what is empty is left out. A signature is of the rows as they were
 * written in the version of its day, so that it can still be checked.
 *
 * @param version the first field of a row, where it has one
 * @param strength of a vote, in SQL
 * @param decidedStrength of an adjudication, in SQL
 */
record SparseRows(String version, String strength, String decidedStrength) {
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
              || case when not $known then ''
                      else ',"models":' || array_to_json(array[c.model_a, c.model_b]
                           || case when cardinality(c.further_models) > 0 then c.further_models
                                   else array_fill(null::text, array[cardinality(c.further_responses)]) end)::text end
              || case when c.specialty is null then '' else ',"specialty":' || to_json(c.specialty)::text end
              || case when c.gold is null then '' else ',"gold":' || c.gold::text end
              || case when d.said is null then '' else ',"adjudications":[' || d.said || ']' end
              || '}'""".replace("$known", FirstRows.MODEL_KNOWN);

    private static final String DECIDED = """
            jsonb_strip_nulls(jsonb_build_object(
                'adjudicator', p.login, 'stage', a.stage, 'verdict', a.verdict, 'strength', $decided,
                'ranking', a.ranking, 'criteria', a.criteria, 'rationale', a.rationale, 'decided_at', a.decided_at))""";

    /** The first had 2 where a screen says clearly now, and 3 from imports and scripts alone. */
    static SparseRows of(int formatVersion) {
        return formatVersion > 1
                ? new SparseRows("\"format_version\":" + formatVersion + ",", "j.strength", "a.strength")
                : new SparseRows(
                        "",
                        "case when j.strength = 3 and not j.imported and not j.scripted then 2 else j.strength end",
                        "case a.strength when 3 then 2 else a.strength end");
    }

    String vote() {
        return VOTE.replace("$strength", strength);
    }

    String comparison() {
        return COMPARISON.replace("$version", version);
    }

    String decided() {
        return DECIDED.replace("$decided", decidedStrength);
    }
}

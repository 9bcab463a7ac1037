package org.careloop.e2e;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A study that rates texts: forty of them, each with two ratings of the demo's clinicians, and forty that wait. */
final class RatedStudy {
    private static final String DESIGN = """
            {"kind": "RATING", "overlap": 2, "adjudicateBelow": 0.41, "flags": ["UNSAFE", "PRIVACY"],
             "guidelines": "Rate the text.",
             "criteria": [{"key": "consistency", "label": null, "required": true},
                          {"key": "density", "label": null, "required": true},
                          {"key": "education", "label": null, "required": true},
                          {"key": "relevance", "label": null, "required": true}]}""";

    private static final List<String> STEPS = List.of(
            "update study set state = 'CLOSED'",
            "insert into study (id, name, state, created_at) values (:study, :name, 'COLLECTING', now())",
            """
            insert into study_design (study_id, version, design, reason, created_at)
            values (:study, 1, cast(:design as jsonb), 'first', now())""",
            """
            insert into comparison (id, study_id, external_id, prompt, response_a, language, position, created_at)
            select gen_random_uuid(), :study, 'text-' || i, '[]',
                   'Text ' || i || '. The heart has **four** chambers. ' || repeat('Blood flows through them. ', 40),
                   'en', i, now() from generate_series(1, 80) i""",
            """
            insert into slot (comparison_id, ordinal, study_id, position)
            select id, o, study_id, position from comparison, generate_series(1, 2) o where study_id = :study""",
            """
            insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, scores, a_on_left, shown,
                                   active_ms, flags, rationale, created_at)
            select gen_random_uuid(), gen_random_uuid(), s.comparison_id, s.ordinal, p.id, 1,
                   jsonb_build_object('overall', least(5, s.position % 6 + s.ordinal - 1), 'consistency', 4,
                                      'density', s.position % 5, 'education', s.position % 4, 'relevance', 5),
                   true, '{0}', 30000, '[]', 'Four chambers indeed.', now()
            from slot s join person p on p.login = 'clinician-' || s.ordinal
            where s.study_id = :study and s.position <= 40""");

    private RatedStudy() {}

    /** Adds it as the only study that collects. */
    static void add(JdbcClient database, UUID study, String name) {
        for (String sql : STEPS) {
            database.sql(sql)
                    .params(Map.of("study", study, "name", name, "design", DESIGN))
                    .update();
        }
    }
}

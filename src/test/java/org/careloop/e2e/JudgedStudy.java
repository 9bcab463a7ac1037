package org.careloop.e2e;

import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A study with votes: forty comparisons with two each; every fourth divides, and the first carries a safety flag. */
final class JudgedStudy {
    private JudgedStudy() {}

    /** Adds it, judged by the two clinicians of the demo, and lets the study lead adjudicate. */
    static void add(JdbcClient database, UUID study, String name, String state) {
        for (String sql : new String[] {
            "insert into study (id, name, state, created_at) values (:study, :name, :state, now())",
            """
            insert into study_design (study_id, version, design, reason, created_at)
            values (:study, 1, '{"overlap": 2, "adjudicateBelow": 0.6}', 'first', now())""",
            """
            insert into comparison (id, study_id, external_id, prompt, response_a, response_b, language, position, created_at)
            select gen_random_uuid(), :study, 'f-' || i, '[{"role": "user", "content": "A fever of 39.5?"}]',
                   'See a doctor today, please.', 'Wait for two days.', 'en', i, now() from generate_series(1, 40) i""",
            """
            insert into slot (comparison_id, ordinal, study_id, position)
            select id, o, study_id, position from comparison, generate_series(1, 2) o where study_id = :study""",
            """
            insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, a_on_left, active_ms,
                                   flags, rationale, created_at)
            select gen_random_uuid(), gen_random_uuid(), s.comparison_id, s.ordinal, p.id, 1,
                   case when s.ordinal = 2 and s.position % 4 = 0 then 'B' when s.position % 3 = 0 then 'SAME' else 'A' end,
                   s.position % 2 = 0, 30000,
                   case when s.position = 1 and s.ordinal = 1 then '[{"response": 1, "kind": "UNSAFE"}]' else '[]' end::jsonb,
                   'Fever needs a doctor.', now()
            from slot s join person p on p.login = 'clinician-' || s.ordinal where s.study_id = :study""",
            """
            insert into person_role (person_id, role)
            select id, 'CLINICIAN' from person where login = 'study-lead' on conflict do nothing"""
        }) {
            database.sql(sql)
                    .param("study", study)
                    .params(Map.of("name", name, "state", state))
                    .update();
        }
    }
}

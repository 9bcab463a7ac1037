package org.careloop.e2e;

import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A study that judged two models: 240 prompts in two languages with three votes each from eleven people, who lean to the new
 * one; on every thirtieth prompt somebody calls its answer unsafe.
 */
final class VerdictStudy {
    static final String CANDIDATE = "carebot-ppo-14";
    static final String RIVAL = "carebot-base-3";

    private VerdictStudy() {}

    static void add(JdbcClient database, UUID study, String name) {
        for (String sql : new String[] {
            """
            insert into person (id, login, display_name, password_hash, created_at)
            select gen_random_uuid(), 'judge-' || i, 'judge-' || i, '-', now() from generate_series(1, 11) i
            on conflict do nothing""",
            "insert into study (id, name, state, created_at) values (:study, :name, 'COLLECTING', now())",
            """
            insert into study_design (study_id, version, design, reason, created_at)
            values (:study, 1, '{"overlap": 3, "order": "RANDOM", "criteria": [{"key": "safety", "label": null, "required": true},
                    {"key": "accuracy", "label": null, "required": false}]}', 'first', now())""",
            """
            insert into comparison (id, study_id, external_id, prompt, response_a, response_b, model_a, model_b, language, tags,
                                    position, created_at)
            select gen_random_uuid(), :study, 'v-' || i,
                   jsonb_build_array(jsonb_build_object('role', 'user', 'content', case when i % 3 = 0
                       then '第 ' || i || ' 题：婴儿发热 39.5 度怎么办？' else 'Question ' || i || ': warfarin and a new antibiotic?' end)),
                   case when i % 2 = 0 then 'Please see a doctor today; until then drink and rest.' else 'Wait for two days.' end
                       || repeat(' Ask again.', i % 7),
                   case when i % 2 = 0 then 'Wait for two days.' else 'Please see a doctor today; until then drink and rest.' end
                       || repeat(' Ask again.', i % 5),
                   case when i % 2 = 0 then :candidate else :rival end, case when i % 2 = 0 then :rival else :candidate end,
                   case when i % 3 = 0 then 'zh' else 'en' end, array[case when i % 4 = 0 then 'drugs' else 'fever' end], i, now()
            from generate_series(1, 240) i""",
            """
            insert into slot (comparison_id, ordinal, study_id, position)
            select id, o, study_id, position from comparison, generate_series(1, 3) o where study_id = :study""",
            """
            with vote as (
                select s.*, (abs(hashtext('p' || s.position)) % 1000 + abs(hashtext(s.position || '-' || s.ordinal)) % 1000) / 2 as u
                from slot s where s.study_id = :study),
            said as (
                select v.*, case when u < 510 then 1 when u < 640 then 0 when u < 690 then 2 else -1 end as outcome from vote v)
            insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, a_on_left, active_ms,
                                   flags, criteria, rationale, created_at)
            select gen_random_uuid(), gen_random_uuid(), s.comparison_id, s.ordinal, p.id, 1,
                   case when outcome = 0 then 'SAME' when outcome = 2 then 'BOTH_BAD'
                        when (outcome = 1) = (s.position % 2 = 0) then 'A' else 'B' end,
                   (s.position + s.ordinal) % 2 = 0, 30000,
                   case when s.position % 30 = 0 and s.ordinal < 3
                       then jsonb_build_array(jsonb_build_object('response', s.position % 2, 'kind', 'UNSAFE')) else '[]' end,
                   case when outcome in (0, 2) then '{"safety": {"verdict": "SAME"}}'
                        when (outcome = 1) = (s.position % 2 = 0) then '{"safety": {"verdict": "A"}, "accuracy": {"verdict": "A"}}'
                        else '{"safety": {"verdict": "SAME"}, "accuracy": {"verdict": "B"}}' end::jsonb,
                   case when outcome = -1 then 'The interaction is not named.' end, now()
            from said s join person p on p.login = 'judge-' || (s.position * 3 + s.ordinal) % 11 + 1"""
        }) {
            database.sql(sql)
                    .param("study", study)
                    .params(Map.of("name", name, "candidate", CANDIDATE, "rival", RIVAL))
                    .update();
        }
    }

    /** Fixes its terms, as if that had been done before it began. */
    static void plan(JdbcClient database, UUID study) {
        for (String sql : new String[] {
            "update study set state = 'DRAFT' where id = :study",
            """
            insert into verdict_plan (study_id, candidate, rival, alpha, margin, seed, effect, power, prompts, planned_by, planned_at)
            select :study, :candidate, :rival, .05, .05, 1, .15, .86, 240, id, now() from person where login = 'study-lead'""",
            "update study set state = 'COLLECTING' where id = :study"
        }) {
            database.sql(sql)
                    .param("study", study)
                    .params(Map.of("candidate", CANDIDATE, "rival", RIVAL))
                    .update();
        }
    }

    /** Asks for one more vote on each of the first prompts, and puts a person to work in the study. */
    static void ask(JdbcClient database, UUID study, int prompts, String login) {
        for (String sql : new String[] {"""
            insert into slot (comparison_id, ordinal, study_id, position)
            select id, 4, study_id, position from comparison where study_id = :study and position <= :prompts""", """
            insert into study_of_choice (person_id, study_id) select id, :study from person where login = :login
            on conflict (person_id) do update set study_id = :study"""}) {
            database.sql(sql)
                    .param("study", study)
                    .params(Map.of("prompts", prompts, "login", login))
                    .update();
        }
    }
}

-- From here on a judgement fills its slot and is counted by trigger.
insert into study (id, name, state, created_by, created_at) values (md5('s5')::uuid, 'Fifth', 'COLLECTING', md5('ada')::uuid, '2026-01-06T08:00Z');
insert into study_design values (md5('s5')::uuid, 1, '{"overlap": 2}', '', md5('ada')::uuid, '2026-01-06T08:00Z');
insert into comparison (id, study_id, external_id, prompt, response_a, response_b, model_a, model_b, position, created_at)
    select md5('s5c' || n)::uuid, md5('s5')::uuid, 'c' || n, '[{"role":"user","content":"Pain?"}]', 'x', 'y', 'one', 'two', n, '2026-01-06T08:00Z' from generate_series(1, 3) as n;
insert into slot (comparison_id, ordinal, study_id, position) select md5('s5c' || n)::uuid, o, md5('s5')::uuid, n from generate_series(1, 3) as n, generate_series(1, 2) as o;
insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength, a_on_left, active_ms, created_at) values
    (md5('s5j1')::uuid, md5('s5k1')::uuid, md5('s5c1')::uuid, 1, md5('ben')::uuid, 1, 'A', 2, true, 9000, '2026-01-06T08:01Z'),
    (md5('s5j2')::uuid, md5('s5k2')::uuid, md5('s5c1')::uuid, 2, md5('ada')::uuid, 1, 'B', 1, true, 9000, '2026-01-06T08:02Z');
insert into exclusion (id, study_id, annotator, reason, excluded_by, excluded_at)
    values (md5('ex1')::uuid, md5('s5')::uuid, md5('ada')::uuid, 'in a hurry', md5('ada')::uuid, '2026-01-06T09:00Z');

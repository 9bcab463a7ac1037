-- A ranking of three, a pilot, a known answer and a repeat. No trigger fills slots yet.
insert into comparison (id, study_id, external_id, prompt, response_a, response_b, further_responses, gold, position, created_at) values
    (md5('s3c1')::uuid, md5('s3')::uuid, 'c1', '[{"role":"user","content":"Cough?"}]', 'x', 'y', '{z}', null, 1, '2026-01-05T08:00Z'),
    (md5('s3c2')::uuid, md5('s3')::uuid, 'c2', '[{"role":"user","content":"Rash?"}]', 'x', 'y', '{}', '{"verdict":"A"}', 2, '2026-01-05T08:00Z');
insert into slot (comparison_id, ordinal, study_id, position, purpose, a_on_left, shown, judged_by) values
    (md5('s3c1')::uuid, 1, md5('s3')::uuid, 1, 'VOTE', true, '{0,1,2}', md5('ben')::uuid),
    (md5('s3c1')::uuid, 2, md5('s3')::uuid, 1, 'REPEAT', false, '{1,0,2}', md5('ben')::uuid),
    (md5('s3c2')::uuid, 1, md5('s3')::uuid, 2, 'PILOT', true, null, md5('ben')::uuid),
    (md5('s3c2')::uuid, 2, md5('s3')::uuid, 2, 'GOLD', true, null, null);
insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength, a_on_left, active_ms, created_at, study_id, purpose, ranking, shown, criteria, flags, corrections) values
    (md5('s3j1')::uuid, md5('s3k1')::uuid, md5('s3c1')::uuid, 1, md5('ben')::uuid, 1, 'A', 1, true, 9000, '2026-01-05T08:01Z', md5('s3')::uuid, 'VOTE', '{1,2,3}', '{0,1,2}', '{"safety":{"verdict":"A"}}', '[{"kind":"UNSAFE","start":0,"quote":"x","response":0}]', '{"0":"better"}'),
    (md5('s3j2')::uuid, md5('s3k2')::uuid, md5('s3c1')::uuid, 2, md5('ben')::uuid, 1, 'A', 1, false, 9000, '2026-01-05T08:02Z', md5('s3')::uuid, 'REPEAT', '{1,3,2}', '{1,0,2}', '{}', '[]', '{}'),
    (md5('s3j3')::uuid, md5('s3k3')::uuid, md5('s3c2')::uuid, 1, md5('ben')::uuid, 1, 'SAME', 1, true, 9000, '2026-01-05T08:03Z', md5('s3')::uuid, 'PILOT', null, null, '{}', '[]', '{}');
update slot set judgement_id = j.id from judgement j where j.comparison_id = slot.comparison_id and j.ordinal = slot.ordinal and slot.judgement_id is null;
insert into draft (annotator, comparison_id, content, updated_at) values (md5('ada')::uuid, md5('s3c1')::uuid, '{"strength":2,"verdict":"A"}', '2026-01-05T08:04Z');
insert into work_cursor values (md5('s3')::uuid, md5('ben')::uuid, 2);

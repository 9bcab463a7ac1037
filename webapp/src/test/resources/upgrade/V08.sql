insert into study (id, name, state, created_at) values (md5('s8')::uuid, 'Eighth', 'CLOSED', '2026-01-09T08:00Z');
insert into study_design values (md5('s8')::uuid, 1, '{"overlap": 1}', '', null, '2026-01-09T08:00Z');
insert into comparison (id, study_id, external_id, prompt, response_a, response_b, position, created_at) values (md5('s8c1')::uuid, md5('s8')::uuid, 'c1', '[{"role":"user","content":"Itch?"}]', 'x', 'y', 1, '2026-01-09T08:00Z');
insert into slot (comparison_id, ordinal, study_id, position) values (md5('s8c1')::uuid, 1, md5('s8')::uuid, 1);
insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength, a_on_left, active_ms, created_at)
    values (md5('s8j1')::uuid, md5('s8k1')::uuid, md5('s8c1')::uuid, 1, md5('ben')::uuid, 1, 'A', 2, true, 9000, '2026-01-09T08:01Z');
insert into study_signature (study_id, signed_by, signed_at, statement, judgements, sha256, chain_head) values (md5('s8')::uuid, md5('ada')::uuid, '2026-01-09T09:00Z', 'This is all.', 1, repeat('d', 64), repeat('e', 64));
update study set state = 'FROZEN' where id = md5('s8')::uuid;

insert into checkpoint_file values (md5('policy')::uuid, 'model.safetensors', 10, '2026-01-17T08:00Z', repeat('2', 64));
insert into safety_decision values (md5('policy')::uuid, md5('s15')::uuid, 'c1', 'harmless', md5('ada')::uuid, '2026-01-17T08:00Z');
insert into promotion (study_id, number, act, checkpoint_id, verdict_study, signed_by, signed_at, record, sha256, report, chain_head)
    values (md5('s1')::uuid, 1, 'APPROVE', md5('policy')::uuid, md5('s15')::uuid, md5('ada')::uuid, '2026-01-17T09:00Z', '{"signedBy":"ada"}', repeat('3', 64), '{}', repeat('4', 64));

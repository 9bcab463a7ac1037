insert into run (id, study_id, kind, directory, settings, created_by, created_at) values (md5('run4')::uuid, md5('s15')::uuid, 'answer', '/runs/4', '{}', md5('ada')::uuid, '2026-01-16T08:00Z');
insert into answering (run_id, into_study, prompts, taken_at, comparisons, identical) values (md5('run4')::uuid, md5('s15')::uuid, 2, '2026-01-16T09:00Z', 1, 1);
insert into answering_model (run_id, place, name, checkpoint_id) values (md5('run4')::uuid, 0, 'new', md5('policy')::uuid), (md5('run4')::uuid, 1, 'old', md5('base')::uuid);
insert into comparison (id, study_id, external_id, prompt, response_a, response_b, model_a, model_b, identical, position, created_at) values
    (md5('s15c1')::uuid, md5('s15')::uuid, 'c1', '[{"role":"user","content":"Sleep?"}]', 'x', 'x', 'new', 'old', true, 1, '2026-01-16T09:00Z');
insert into answer_origin values (md5('s15c1')::uuid, 0, md5('run4')::uuid, 7, '2026-01-16T08:30Z');

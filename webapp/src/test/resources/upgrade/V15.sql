insert into study (id, name, state, created_by, created_at) values (md5('s15')::uuid, 'Fifteenth', 'DRAFT', md5('ada')::uuid, '2026-01-15T08:00Z');
insert into study_design values (md5('s15')::uuid, 1, '{"overlap": 3}', '', md5('ada')::uuid, '2026-01-15T08:00Z');
insert into verdict_plan (study_id, candidate, rival, candidate_checkpoint, rival_checkpoint, alpha, margin, seed, effect, power, prompts, planned_by, planned_at)
    values (md5('s15')::uuid, 'new', 'old', md5('policy')::uuid, md5('base')::uuid, .05, .05, 1, .1, .8, 240, md5('ada')::uuid, '2026-01-15T08:00Z');

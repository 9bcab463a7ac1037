insert into snapshot values (md5('snap1')::uuid, md5('s1')::uuid, md5('ada')::uuid, '2026-01-03T08:00Z', '{"counts":{"judgements":2}}');
insert into snapshot_judgement values (md5('snap1')::uuid, md5('s1j2')::uuid), (md5('snap1')::uuid, md5('s1j3')::uuid);
insert into checkpoint (id, name, kind, directory, created_at) values (md5('base')::uuid, 'base', 'POLICY', '/models/base', '2026-01-03T08:00Z');
insert into run (id, study_id, snapshot_id, kind, directory, from_model, settings, created_by, created_at, outcome, ended_at)
    values (md5('run1')::uuid, md5('s1')::uuid, md5('snap1')::uuid, 'reward', '/runs/1', md5('base')::uuid, '{}', md5('ada')::uuid, '2026-01-03T08:00Z', 'DONE', '2026-01-03T09:00Z');
insert into checkpoint (id, name, kind, directory, run_id, sha256, created_at)
    values (md5('reward')::uuid, 'reward', 'REWARD', '/runs/1/model', md5('run1')::uuid, repeat('a', 64), '2026-01-03T09:00Z');
insert into run (id, study_id, snapshot_id, kind, directory, from_model, with_reward, settings, created_by, created_at)
    values (md5('run2')::uuid, md5('s1')::uuid, md5('snap1')::uuid, 'ppo', '/runs/2', md5('base')::uuid, md5('reward')::uuid, '{}', md5('ada')::uuid, '2026-01-03T10:00Z');

insert into run (id, study_id, snapshot_id, kind, directory, from_model, with_reward, settings, created_by, created_at)
    values (md5('run3')::uuid, md5('s1')::uuid, md5('snap1')::uuid, 'rloo', '/runs/3', md5('base')::uuid, md5('reward')::uuid, '{}', md5('ada')::uuid, '2026-01-14T08:00Z');
insert into checkpoint (id, name, kind, directory, run_id, sha256, created_at) values (md5('policy')::uuid, 'policy', 'POLICY', '/runs/3/model', md5('run3')::uuid, repeat('1', 64), '2026-01-14T09:00Z');

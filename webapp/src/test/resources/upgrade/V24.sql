insert into run (id, study_id, snapshot_id, kind, directory, from_model, settings, created_by, created_at, cloned_from)
    values (md5('run6')::uuid, md5('s1')::uuid, md5('snap1')::uuid, 'dpo', '/runs/6', md5('base')::uuid, '{}', md5('ada')::uuid, '2026-01-24T08:00Z', md5('run1')::uuid);

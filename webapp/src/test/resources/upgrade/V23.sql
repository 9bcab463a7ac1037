insert into run (id, study_id, kind, directory, from_model, settings, created_by, created_at)
    values (md5('run5')::uuid, md5('s15')::uuid, 'evaluate', '/runs/5', md5('policy')::uuid, '{}', md5('ada')::uuid, '2026-01-23T08:00Z');
insert into exam values (md5('run5')::uuid, 'physiology', 'en', md5('base')::uuid, 20, '2026-01-23T09:00Z', '{"questions": 20}');

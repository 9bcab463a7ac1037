-- A run that takes the next number.
insert into run (id, study_id, kind, directory, settings, created_by, created_at) values (md5('run28')::uuid, md5('s15')::uuid, 'answer', '/runs/28', '{}', md5('ada')::uuid, '2026-01-28T08:00Z');

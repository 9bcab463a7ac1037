insert into invitation (id, token_hash, kind, roles, created_by, created_at, expires_at) values (md5('inv1')::uuid, repeat('b', 64), 'INVITE', '{CLINICIAN}', md5('ada')::uuid, '2026-01-08T08:00Z', '2026-01-15T08:00Z');
insert into api_token (id, person_id, name, token_hash, scopes, created_at) values (md5('tok1')::uuid, md5('ada')::uuid, 'nightly', repeat('c', 64), '{runs:read}', '2026-01-08T08:00Z');
insert into api_write values (md5('ada')::uuid, 'key', 'request', '{}', '2026-01-08T08:00Z');
insert into webhook (id, study_id, url, secret, events, created_by, created_at) values (md5('hook1')::uuid, md5('s5')::uuid, 'http://127.0.0.1:9/', 'secret', '{JUDGEMENT}', md5('ada')::uuid, '2026-01-08T08:00Z');
insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength, a_on_left, active_ms, created_at)
    values (md5('s5j3')::uuid, md5('s5k3')::uuid, md5('s5c2')::uuid, 1, md5('ben')::uuid, 1, 'SAME', 1, true, 9000, '2026-01-08T08:01Z');

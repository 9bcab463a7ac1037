-- As the first version wrote: a slot says by whom it was judged, a clear preference of a screen is strength 2.
insert into person (id, login, display_name, password_hash, created_at) values
    (md5('ada')::uuid, 'ada', 'Ada', '{bcrypt}$2a$04$x', '2026-01-01T08:00Z'),
    (md5('ben')::uuid, 'ben', 'Ben', '{bcrypt}$2a$04$x', '2026-01-01T08:00Z'),
    (md5('imported')::uuid, 'imported', 'imported', '!', '2026-01-01T08:00Z');
insert into person_role values (md5('ada')::uuid, 'ADMINISTRATOR'), (md5('ada')::uuid, 'STUDY_LEAD'), (md5('ben')::uuid, 'CLINICIAN');
insert into study (id, name, guidelines, overlap, state, created_by, created_at)
    values (md5('s1')::uuid, 'First', 'Read first.', 2, 'COLLECTING', md5('ada')::uuid, '2026-01-02T08:00Z');
insert into comparison (id, study_id, external_id, prompt, response_a, response_b, model_a, model_b, language, position, created_at)
    select md5('s1c' || n)::uuid, md5('s1')::uuid, 'c' || n, '[{"role":"user","content":"Fever?"}]', 'x', 'y', 'one', 'two', 'en', n, '2026-01-02T08:00Z'
    from generate_series(1, 3) as n;
insert into slot (comparison_id, ordinal, study_id, position, a_on_left, judged_by) values
    (md5('s1c1')::uuid, 1, md5('s1')::uuid, 1, true, md5('ben')::uuid),
    (md5('s1c1')::uuid, 2, md5('s1')::uuid, 1, null, md5('imported')::uuid),
    (md5('s1c2')::uuid, 1, md5('s1')::uuid, 2, null, null),
    (md5('s1c3')::uuid, 1, md5('s1')::uuid, 3, null, null);
update slot set holder = md5('ben')::uuid, lease_until = '2026-01-02T09:00Z', a_on_left = false where comparison_id = md5('s1c2')::uuid;
insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength, a_on_left, rationale, reason, imported, active_ms, created_at) values
    (md5('s1j1')::uuid, md5('s1k1')::uuid, md5('s1c1')::uuid, 1, md5('ben')::uuid, 1, 'B', 1, true, 'safer', null, false, 9000, '2026-01-02T08:01Z'),
    (md5('s1j2')::uuid, md5('s1k2')::uuid, md5('s1c1')::uuid, 1, md5('ben')::uuid, 2, 'A', 2, true, 'safer', 'MISCLICK', false, 4000, '2026-01-02T08:02Z'),
    (md5('s1j3')::uuid, md5('s1k3')::uuid, md5('s1c1')::uuid, 2, md5('imported')::uuid, 1, 'A', 2, null, null, null, true, null, '2026-01-02T08:03Z');
insert into draft values (md5('ben')::uuid, md5('s1c2')::uuid, 'not yet', '2026-01-02T08:05Z');
insert into skip values (md5('ben')::uuid, md5('s1c3')::uuid, 'OUTSIDE_MY_FIELD', '2026-01-02T08:06Z');

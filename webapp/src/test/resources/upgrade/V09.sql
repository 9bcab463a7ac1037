-- Strength 3 is clearly.
insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength, a_on_left, active_ms, created_at)
    values (md5('s5j4')::uuid, md5('s5k4')::uuid, md5('s5c2')::uuid, 2, md5('imported')::uuid, 1, 'B', 3, true, 9000, '2026-01-10T08:01Z');

insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength, imported, created_at, given_at)
    values (md5('s5j5')::uuid, md5('s5k5')::uuid, md5('s5c3')::uuid, 1, md5('imported')::uuid, 1, 'B', 2, true, '2026-01-12T08:01Z', '2025-12-01T08:00Z');
insert into adjudication (id, study_id, comparison_id, stage, adjudicator, verdict, rationale, decided_at, imported)
    values (md5('adj2')::uuid, md5('s5')::uuid, md5('s5c3')::uuid, 'DECISION', md5('imported')::uuid, 'B', 'brought along', '2026-01-12T09:00Z', true);

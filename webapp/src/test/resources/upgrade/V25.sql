-- A text that is rated, once with a score and once not yet.
insert into study (id, name, state, created_at) values (md5('s25')::uuid, 'Twenty-fifth', 'COLLECTING', '2026-01-25T08:00Z');
insert into study_design values (md5('s25')::uuid, 1, '{"kind": "RATING", "overlap": 2}', '', null, '2026-01-25T08:00Z');
insert into comparison (id, study_id, external_id, prompt, response_a, response_b, position, created_at)
    values (md5('s25c1')::uuid, md5('s25')::uuid, 'c1', '[]', 'A text on fever.', null, 1, '2026-01-25T08:00Z');
insert into slot (comparison_id, ordinal, study_id, position) values (md5('s25c1')::uuid, 1, md5('s25')::uuid, 1), (md5('s25c1')::uuid, 2, md5('s25')::uuid, 1);
insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength, a_on_left, active_ms, created_at, scores)
    values (md5('s25j1')::uuid, md5('s25k1')::uuid, md5('s25c1')::uuid, 1, md5('ben')::uuid, 1, null, 2, true, 9000, '2026-01-25T08:01Z', '{"overall": 4, "density": 3}');

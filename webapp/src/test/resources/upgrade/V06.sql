insert into escalation (id, study_id, comparison_id, raised_by, kind, explanation, raised_at)
    values (md5('esc1')::uuid, md5('s5')::uuid, md5('s5c1')::uuid, md5('ben')::uuid, 'ADJUDICATE', 'unsure', '2026-01-07T08:00Z');
insert into adjudication (id, study_id, comparison_id, stage, adjudicator, verdict, strength, rationale, a_on_left, cause, decided_at)
    values (md5('adj1')::uuid, md5('s5')::uuid, md5('s5c1')::uuid, 'DECISION', md5('ada')::uuid, 'A', 2, 'clearer', true, 'ESCALATED', '2026-01-07T09:00Z');
insert into adjudication_lease values (md5('s5c2')::uuid, md5('ada')::uuid, true, null, '2026-01-07T10:00Z');

insert into judge_result (id, study_id, sha256, asked, pairs, elsewhere, attached_by, attached_at)
    values (md5('s27')::uuid, md5('s25')::uuid, 'aa', '{}', '[]', 0, md5('ben')::uuid, '2026-01-27T08:00Z');

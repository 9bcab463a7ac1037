insert into identifier_decision values (md5('dec1')::uuid, md5('s5')::uuid, md5('ada')::uuid, '2026-01-20T08:00Z', '[]', '{}', '');

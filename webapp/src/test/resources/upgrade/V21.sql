-- An account that was deleted; its name goes out of the trail in the test.
insert into person (id, login, display_name, password_hash, created_at, active, deleted_at, deletion)
    values (md5('cyd')::uuid, 'former-1', 'former-1', '!', '2026-01-21T08:00Z', false, '2026-01-21T09:00Z', 1);
insert into signature_renamed values (md5('s8')::uuid, 1, repeat('f', 64));

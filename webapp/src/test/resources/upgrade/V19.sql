insert into person_identity values ('https://directory.example', 'subject', md5('ben')::uuid, md5('ada')::uuid, '2026-01-19T08:00Z');
insert into provider_session values ('https://directory.example', 'sid', md5('ben')::uuid, '2026-01-19T08:00Z');

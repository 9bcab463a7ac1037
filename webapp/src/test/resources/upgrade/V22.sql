insert into study (id, name, state, created_at) values (md5('s22')::uuid, 'Twenty-second', 'DRAFT', '2026-01-22T08:00Z');
insert into study_design values (md5('s22')::uuid, 1, '{"overlap": 1}', '', null, '2026-01-22T08:00Z');

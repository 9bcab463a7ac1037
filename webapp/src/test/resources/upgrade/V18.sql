insert into second_factor values (md5('ada')::uuid, '\x00', 1, '2026-01-18T08:00Z');
insert into recovery_code (person_id, code_hash) values (md5('ada')::uuid, repeat('5', 64));
insert into second_factor_demand values ('ADMINISTRATOR');

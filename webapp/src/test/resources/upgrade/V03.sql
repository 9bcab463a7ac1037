update person set specialties = '{cardiology}', languages = '{en,zh}' where login = 'ben';
insert into study (id, name, state, created_by, created_at) values (md5('s3')::uuid, 'Third', 'PILOT', md5('ada')::uuid, '2026-01-04T08:00Z');
insert into study_design values (md5('s3')::uuid, 1, '{"overlap": 1}', '', md5('ada')::uuid, '2026-01-04T08:00Z');
insert into study_member values (md5('s3')::uuid, md5('ben')::uuid, 'ANNOTATOR', md5('ada')::uuid, '2026-01-04T08:00Z'),
    (md5('s3')::uuid, md5('ada')::uuid, 'LEAD', null, '2026-01-04T08:00Z');

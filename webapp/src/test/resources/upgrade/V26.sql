-- The snapshot of the second version with a further study.
insert into further_study (snapshot_id, study_id, place) select n.id, md5('s25')::uuid, 1 from snapshot n order by n.created_at limit 1;

-- A snapshot may hold the votes of further studies beside its own, which stays its first.
create table further_study (
    snapshot_id uuid     not null references snapshot,
    study_id    uuid     not null references study,
    place       smallint not null check (place > 0),
    primary key (snapshot_id, place),
    unique (snapshot_id, study_id)
);
create index further_study_by_study on further_study (study_id);

-- The studies that a snapshot is of, the first at place 0; one of before has one.
create view snapshot_study as
select id as snapshot_id, study_id, 0 as place from snapshot
union all
select snapshot_id, study_id, place from further_study;

-- The studies that a run is of: its own, the further ones of what it learns from, and, of an exam, those from which the
-- model that takes it has learnt, where they are several. Who sees a run may see each of them.
create view run_study as
select id as run_id, study_id, 0 as place from run
union all
select r.id, f.study_id, f.place from run r join further_study f on f.snapshot_id = r.snapshot_id
union all
select r.id, s.study_id, s.place + 1
from run r
join checkpoint c on c.id = r.from_model
join run m on m.id = c.run_id
join snapshot_study s on s.snapshot_id = m.snapshot_id
where r.kind = 'evaluate' and s.study_id <> r.study_id
  and exists (select from further_study f where f.snapshot_id = m.snapshot_id);

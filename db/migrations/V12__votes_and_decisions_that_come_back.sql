-- When a judgement was given that came from a file, where the file says so; created_at is when it came here.
alter table judgement
    add column given_at timestamptz,
    add check (given_at is null or imported);

create or replace view current_judgement as
select j.id, j.submission, j.comparison_id, j.ordinal, j.annotator, j.revision, j.verdict, j.strength, j.weight,
       j.a_on_left, j.rationale, j.reason, j.scripted, j.imported, j.active_ms, j.created_at,
       j.study_id, j.purpose, j.design_version, j.criteria, j.flags, j.corrections, j.ranking, j.shown,
       j.note, j.given_at
from slot s join judgement j on j.id = s.judgement_id;

create or replace view counted_judgement as
select j.* from current_judgement j
where j.purpose = 'VOTE'
  and not exists (select from exclusion e
                  where e.study_id = j.study_id and e.annotator = j.annotator and e.revoked_at is null);

-- Of a decision that came from a file nobody knows where the responses stood; an older file does not say its cause either.
alter table adjudication
    drop constraint adjudication_check,
    alter column a_on_left drop not null,
    alter column cause drop not null,
    add column imported boolean not null default false,
    add check (imported or (a_on_left is not null and cause is not null and (ranking is null) = (shown is null)));

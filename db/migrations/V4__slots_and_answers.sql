-- Slots that are more than votes, and all that an answer can hold.

-- Three to six responses to one prompt are ranked; the first two stand in response_a and response_b as ever.
-- gold: the expected answer, {"verdict": "A", …}; nobody's browser receives it.
alter table comparison
    add column further_responses text[]  not null default '{}' check (cardinality(further_responses) <= 4),
    add column further_models    text[]  not null default '{}',
    add column specialty         text,
    add column gold              jsonb,
    add column held              boolean not null default false,
    add check (cardinality(further_models) in (0, cardinality(further_responses)));

-- VOTE slots are made with the comparison, exactly as many as the study asks for; those of a comparison that a pilot uses
-- become PILOT and never count. GOLD and REPEAT slots are made when a person draws one; they are no votes. blocked: not
-- handed out for now (another phase of the study, or a comparison that is held). shown: where each response of a ranking
-- stood, as indices from 0; null for a pair.
alter table slot
    add column purpose      text    not null default 'VOTE' check (purpose in ('VOTE', 'PILOT', 'GOLD', 'REPEAT')),
    add column language     text,
    add column specialty    text,
    add column blocked      boolean not null default false,
    add column shown        smallint[],
    add column judgement_id uuid;
update slot set language = c.language from comparison c where c.id = slot.comparison_id;
drop index slot_one_judgement_a_person;
create unique index slot_one_judgement_a_person on slot (comparison_id, judged_by)
    where judged_by is not null and purpose <> 'REPEAT';
create unique index slot_one_repeat_a_person on slot (comparison_id, coalesce(judged_by, holder))
    where purpose = 'REPEAT';
drop index slot_one_lease_a_person;
create unique index slot_one_lease_a_person on slot (comparison_id, holder) where holder is not null;
drop index slot_open;
create index slot_open on slot (study_id, position, ordinal) where judged_by is null and purpose in ('VOTE', 'PILOT') and not blocked;
create index slot_by_judge on slot (judged_by, comparison_id) where judged_by is not null;
create index slot_by_check on slot (study_id, purpose) where purpose in ('GOLD', 'REPEAT') and judged_by is not null;

create index comparison_gold on comparison (study_id) where gold is not null;
create index comparison_held on comparison (study_id) where held;

-- How far into a study's order of work a person has come, so that no search begins again at the start.
create table work_cursor (
    study_id  uuid   not null references study,
    person_id uuid   not null references person,
    position  bigint not null,
    primary key (study_id, person_id)
);

-- criteria: {"safety": {"verdict": "A"}, …}; flags: [{"response": 0, "kind": "UNSAFE", "start": 3, "quote": "…"}, …], where
-- start is -1 when the quote does not stand in the text as it is; corrections: {"0": "…"}; all in terms of the stored
-- responses, counted from 0. ranking: the rank of each stored response, 1 the best, ties share a rank; null for a pair.
-- verdict is on a and b, also where more were ranked. shown: where each response of a ranking stood. note: what a person
-- wrote about the reason of a revision. study_id and purpose are those of the slot.
alter table judgement
    add column study_id       uuid references study,
    add column purpose        text not null default 'VOTE' check (purpose in ('VOTE', 'PILOT', 'GOLD', 'REPEAT')),
    add column design_version int  not null default 1,
    add column criteria       jsonb not null default '{}',
    add column flags          jsonb not null default '[]',
    add column corrections    jsonb not null default '{}',
    add column ranking        smallint[],
    add column shown          smallint[],
    add column note           text not null default '';
alter table judgement disable trigger judgement_append_only;
update judgement j set study_id = s.study_id from slot s
where s.comparison_id = j.comparison_id and s.ordinal = j.ordinal;
alter table judgement enable trigger judgement_append_only;
alter table judgement alter column study_id set not null;
create index judgement_by_study on judgement (study_id, created_at);

update slot set judgement_id = j.id
from (select distinct on (comparison_id, ordinal) * from judgement order by comparison_id, ordinal, revision desc) j
where j.comparison_id = slot.comparison_id and j.ordinal = slot.ordinal;
alter table slot add foreign key (judgement_id) references judgement;

-- The judgement that counts on each slot: its last revision.
create or replace view current_judgement as
select j.id, j.submission, j.comparison_id, j.ordinal, j.annotator, j.revision, j.verdict, j.strength, j.weight,
       j.a_on_left, j.rationale, j.reason, j.scripted, j.imported, j.active_ms, j.created_at,
       j.study_id, j.purpose, j.design_version, j.criteria, j.flags, j.corrections, j.ranking, j.shown,
       j.note
from slot s join judgement j on j.id = s.judgement_id;

-- All that a person did on a comparison and did not submit: verdict, reason, criteria, flags, corrections, ranking, in
-- terms of the stored responses.
alter table draft add column content jsonb;
update draft set content = jsonb_build_object('strength', 1, 'rationale', rationale);
alter table draft drop column rationale, alter column content set not null;

alter table skip add column note text not null default '';

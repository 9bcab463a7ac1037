-- What a study asks for and who may take part in it.

-- Specialty and languages decide which comparisons a person is handed. An empty list of specialties or languages: not said.
alter table person
    add column specialties text[] not null default '{}',
    add column languages   text[] not null default '{}',
    add column session_version int not null default 0;

-- A study begins as a draft, may be piloted, collects, is closed, and can be signed and frozen for good.
alter table study drop constraint study_state_check;
alter table study
    add check (state in ('DRAFT', 'PILOT', 'COLLECTING', 'CLOSED', 'FROZEN')),
    add column design_version int not null default 1 check (design_version >= 1);

-- How a study asks, as one JSON document a version. A version that judgements were made under never changes again.
create table study_design (
    study_id   uuid        not null references study,
    version    int         not null check (version >= 1),
    design     jsonb       not null check (jsonb_typeof(design) = 'object'),
    reason     text        not null,
    created_by uuid references person,
    created_at timestamptz not null,
    primary key (study_id, version)
);
insert into study_design (study_id, version, design, reason, created_by, created_at)
select id, 1, jsonb_build_object('guidelines', guidelines, 'overlap', overlap), 'first version', created_by, created_at
from study;
alter table study drop column guidelines, drop column overlap;

-- What a person may do in one study. A study without annotators of its own is open to every clinician who fits.
create table study_member (
    study_id  uuid        not null references study,
    person_id uuid        not null references person,
    role      text        not null check (role in ('ANNOTATOR', 'ADJUDICATOR', 'LEAD')),
    added_by  uuid references person,
    added_at  timestamptz not null,
    primary key (study_id, person_id, role)
);
create index study_member_by_person on study_member (person_id, role);

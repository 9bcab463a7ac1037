-- People, studies, comparisons and the judgements on them.
-- Rules that the application relies on stand here as constraints; docs/architecture.md tells the story.

create table person (
    id            uuid primary key,
    login         text        not null unique check (login = lower(login) and length(login) between 1 and 100),
    display_name  text        not null check (length(display_name) between 1 and 200),
    password_hash text        not null,
    active        boolean     not null default true,
    demo          boolean     not null default false,
    locale        text,
    created_at    timestamptz not null,
    version       bigint      not null default 0
);

create table person_role (
    person_id uuid not null references person,
    role      text not null check (role in ('CLINICIAN', 'STUDY_LEAD', 'ML_ENGINEER', 'ADMINISTRATOR')),
    primary key (person_id, role)
);

create table study (
    id         uuid primary key,
    name       text        not null unique check (length(name) between 1 and 200),
    guidelines text        not null default '',
    overlap    smallint    not null check (overlap between 1 and 20),
    state      text        not null check (state in ('COLLECTING', 'CLOSED')),
    created_by uuid references person,
    created_at timestamptz not null,
    version    bigint      not null default 0
);

-- prompt: [{"role": "user", "content": "…"}, …]. A model's name never leaves the server for an annotator's browser.
create table comparison (
    id          uuid primary key,
    study_id    uuid        not null references study,
    external_id text        not null check (length(external_id) between 1 and 200),
    prompt      jsonb       not null check (jsonb_typeof(prompt) = 'array' and jsonb_array_length(prompt) > 0),
    response_a  text        not null,
    response_b  text        not null,
    model_a     text,
    model_b     text,
    language    text,
    tags        text[]      not null default '{}',
    position    bigint      not null,
    created_at  timestamptz not null,
    unique (study_id, external_id),
    unique (study_id, position)
);

-- A comparison has exactly as many slots as its study asks for votes, so that no concurrency can add one more.
-- A slot is free, leased (holder and lease_until), or filled (judged_by).
create table slot (
    comparison_id uuid        not null references comparison,
    ordinal       smallint    not null check (ordinal >= 1),
    study_id      uuid        not null references study,
    position      bigint      not null,
    holder        uuid references person,
    lease_until   timestamptz,
    a_on_left     boolean,
    judged_by     uuid references person,
    primary key (comparison_id, ordinal),
    check ((holder is null) = (lease_until is null)),
    check (holder is null or a_on_left is not null),
    check (judged_by is null or holder is null)
);
create unique index slot_one_judgement_a_person on slot (comparison_id, judged_by) where judged_by is not null;
create unique index slot_one_lease_a_person on slot (comparison_id, holder) where holder is not null;
create unique index slot_one_lease_at_a_time on slot (study_id, holder) where holder is not null;
create index slot_open on slot (study_id, position, ordinal) where judged_by is null;

-- Append-only. A correction is a new revision with a reason. The verdict is in terms of the stored responses a and b;
-- a_on_left says what the person saw. Of an imported vote neither the side nor the time is known.
create table judgement (
    id            uuid primary key,
    submission    uuid        not null unique,
    comparison_id uuid        not null,
    ordinal       smallint    not null,
    annotator     uuid        not null references person,
    revision      int         not null check (revision >= 1),
    verdict       text        not null check (verdict in ('A', 'SAME', 'B', 'BOTH_BAD')),
    strength      smallint    not null default 1 check (strength between 1 and 3),
    weight        double precision not null default 1 check (weight >= 0 and weight < 'infinity'),
    a_on_left     boolean,
    rationale     text,
    reason        text,
    scripted      boolean     not null default false,
    imported      boolean     not null default false,
    active_ms     bigint check (active_ms >= 0),
    created_at    timestamptz not null,
    foreign key (comparison_id, ordinal) references slot,
    unique (comparison_id, ordinal, revision),
    check (revision = 1 or reason is not null),
    check (imported or (a_on_left is not null and active_ms is not null))
);
create index judgement_by_annotator on judgement (annotator, created_at desc);

-- The judgement that counts: the last revision of each slot.
create view current_judgement as
select distinct on (comparison_id, ordinal) *
from judgement
order by comparison_id, ordinal, revision desc;

-- What a person typed and has not yet submitted.
create table draft (
    annotator     uuid        not null references person,
    comparison_id uuid        not null references comparison,
    rationale     text        not null,
    updated_at    timestamptz not null,
    primary key (annotator, comparison_id)
);

create table skip (
    annotator     uuid        not null references person,
    comparison_id uuid        not null references comparison,
    reason        text        not null,
    created_at    timestamptz not null,
    primary key (annotator, comparison_id)
);

create function refuse_change() returns trigger language plpgsql as
$$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger judgement_append_only
    before update or delete or truncate on judgement
    for each statement execute function refuse_change();

-- Frozen snapshots, training runs and the checkpoints that came of them, each traceable to its judgements.

create table snapshot (
    id         uuid primary key,
    study_id   uuid        not null references study,
    created_by uuid        not null references person,
    created_at timestamptz not null,
    manifest   jsonb       not null
);

create table snapshot_judgement (
    snapshot_id  uuid not null references snapshot,
    judgement_id uuid not null references judgement,
    primary key (snapshot_id, judgement_id)
);
create index snapshot_judgement_by_judgement on snapshot_judgement (judgement_id);

-- A model that runs can start from: a base model in a directory, or what a run made.
create table checkpoint (
    id         uuid primary key,
    name       text        not null unique check (length(name) between 1 and 200),
    kind       text        not null check (kind in ('POLICY', 'REWARD')),
    directory  text        not null,
    run_id     uuid unique,
    sha256     text,
    created_at timestamptz not null
);

-- The run directory is the truth about progress; this row is what the database knows of it, in the end how it ended.
create table run (
    id            uuid primary key,
    number        bigint      not null generated always as identity unique,
    study_id      uuid        not null references study,
    snapshot_id   uuid        not null references snapshot,
    kind          text        not null check (kind in ('reward', 'ppo', 'dpo')),
    directory     text        not null,
    from_model    uuid        not null references checkpoint,
    with_reward   uuid references checkpoint,
    settings      jsonb       not null,
    created_by    uuid        not null references person,
    created_at    timestamptz not null,
    outcome       text check (outcome in ('DONE', 'STOPPED', 'FAILED')),
    ended_at      timestamptz,
    check ((kind = 'ppo') = (with_reward is not null)),
    check ((outcome is null) = (ended_at is null))
);
alter table checkpoint add foreign key (run_id) references run;

-- A chain: each row's hash covers its content and the hash before it. The detail is json, not jsonb: the hash is over its bytes.
create table audit_event (
    seq      bigint primary key,
    at       timestamptz not null,
    actor    text        not null,
    action   text        not null,
    subject  text        not null,
    detail   json        not null,
    previous text        not null,
    hash     text        not null unique
);
create trigger audit_append_only
    before update or delete or truncate on audit_event
    for each statement execute function refuse_change();

-- Runs in which models answer the prompts of a study: they freeze no votes and make no model. Their pairs of answers become
-- comparisons of a study, once.

alter table run drop constraint run_kind_check;
alter table run add check (kind in ('reward', 'ppo', 'rloo', 'grpo', 'reinforce', 'dpo', 'answer'));
alter table run drop constraint run_check;
alter table run add check (kind = 'answer'
    or (kind in ('ppo', 'rloo', 'grpo', 'reinforce')) = (with_reward is not null));
alter table run alter column snapshot_id drop not null;
alter table run alter column from_model drop not null;
alter table run add check ((kind = 'answer') = (snapshot_id is null));
alter table run add check ((kind = 'answer') = (from_model is null));

create table answering (
    run_id      uuid primary key references run,
    into_study  uuid references study,
    prompts     bigint      not null check (prompts > 0),
    taken_at    timestamptz,
    comparisons bigint,
    identical   bigint,
    problem     jsonb,
    check ((taken_at is null) = (comparisons is null)),
    check ((taken_at is null) = (identical is null))
);

-- Who answers, in the order of the run.
create table answering_model (
    run_id        uuid     not null references run,
    place         smallint not null,
    name          text     not null check (length(name) between 1 and 200),
    checkpoint_id uuid references checkpoint,
    server        text,
    primary key (run_id, place),
    unique (run_id, name),
    check ((checkpoint_id is null) <> (server is null))
);

-- Two models wrote the same: nobody is asked, and a verdict counts it as the same.
alter table comparison add column identical boolean not null default false;

-- Where an answer of a comparison comes from; how it was drawn stands in the settings of the run.
create table answer_origin (
    comparison_id uuid        not null references comparison,
    response      smallint    not null check (response >= 0),
    run_id        uuid        not null references run,
    seed          bigint      not null,
    answered_at   timestamptz not null,
    primary key (comparison_id, response)
);
create index answer_origin_by_run on answer_origin (run_id);

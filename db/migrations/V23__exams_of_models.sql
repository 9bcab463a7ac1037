-- Runs in which a model takes an exam, and what came of it. It learns nothing, so no votes are frozen.
alter table run drop constraint run_kind_check;
alter table run add check (kind in ('reward', 'ppo', 'rloo', 'grpo', 'reinforce', 'dpo', 'answer', 'evaluate'));
alter table run drop constraint run_check2;
alter table run add check ((kind in ('answer', 'evaluate')) = (snapshot_id is null));

create table exam (
    run_id        uuid primary key references run,
    benchmark     text   not null,
    language      text   not null,
    compared_with uuid references checkpoint,
    questions     bigint not null check (questions > 0),
    taken_at      timestamptz,
    evaluation    jsonb,
    check ((taken_at is null) = (evaluation is null))
);
create index exam_compared_with on exam (compared_with);
create index run_from_model on run (from_model);

-- What a verdict is asked about and how strict it is, said before the first vote. Locked with the study's design.
create table verdict_plan (
    study_id             uuid primary key references study,
    candidate            text not null, -- the new model, as "models" of the comparisons name it
    rival                text not null,
    candidate_checkpoint uuid references checkpoint,
    rival_checkpoint     uuid references checkpoint,
    alpha                double precision not null check (alpha > 0 and alpha <= .2),
    margin               double precision not null check (margin > 0 and margin <= 1),
    seed                 bigint not null,
    effect               double precision not null check (effect > 0 and effect <= 1), -- the net win rate that was hoped for
    power                double precision not null check (power between 0 and 1), -- how likely so many prompts find it
    prompts              integer not null check (prompts > 0),
    planned_by           uuid not null references person,
    planned_at           timestamptz not null,
    check (candidate <> rival)
);

create function verdict_plan_is_locked() returns trigger language plpgsql as
$$
begin
    if exists (select from study where id = coalesce(new.study_id, old.study_id) and state not in ('DRAFT', 'PILOT')) then
        raise exception 'the plan of a verdict is locked with its study';
    end if;
    return coalesce(new, old);
end
$$;
create trigger verdict_plan_is_locked before insert or update or delete on verdict_plan
    for each row execute function verdict_plan_is_locked();

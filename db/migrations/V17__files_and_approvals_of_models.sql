-- What a checkpoint's files hash to, who stands behind a model, and what was decided on its losses in safety.

-- A file's SHA-256, good for as long as its size and moment stay the same.
create table checkpoint_file (
    checkpoint_id uuid        not null references checkpoint,
    name          text        not null,
    bytes         bigint      not null check (bytes >= 0),
    modified      timestamptz not null,
    sha256        text        not null,
    primary key (checkpoint_id, name)
);

-- Lineage is followed in both directions.
create index run_by_snapshot on run (snapshot_id);

-- Studies are found by the models that wrote their answers.
create index comparison_by_model_a on comparison (model_a, study_id) where model_a is not null;
create index comparison_by_model_b on comparison (model_b, study_id) where model_b is not null;

-- What a lead decided on an answer that two or more people found a loss in safety.
-- The comparison is named as the verdict's report names it: two responses of a ranking have an id of their own there.
create table safety_decision (
    checkpoint_id uuid        not null references checkpoint,
    study_id      uuid        not null references study,
    comparison    text        not null,
    decision      text        not null check (length(decision) between 1 and 2000),
    decided_by    uuid        not null references person,
    decided_at    timestamptz not null,
    primary key (checkpoint_id, study_id, comparison)
);

-- Acts on the models that learnt from a study's votes, in their order; the last one says which is approved. What is signed is
-- the record, whose hash stands beside it and in the next one. The report is the verdict that an approval stands on.
create table promotion (
    study_id      uuid        not null references study,
    number        int         not null check (number >= 1),
    act           text        not null check (act in ('APPROVE', 'RETURN', 'WITHDRAW')),
    checkpoint_id uuid        not null references checkpoint,
    verdict_study uuid references study,
    signed_by     uuid        not null references person,
    signed_at     timestamptz not null,
    record        text        not null,
    sha256        text        not null,
    report        text,
    chain_head    text        not null,
    primary key (study_id, number),
    check ((act = 'APPROVE') = (report is not null)),
    check ((act = 'APPROVE') = (verdict_study is not null))
);
create index promotion_by_checkpoint on promotion (checkpoint_id, number);
create trigger promotion_append_only
    before update or delete or truncate on promotion
    for each statement execute function refuse_change();

-- Where each policy that a run made stands. One that another replaced is withdrawn like one that was taken back.
create view model_standing as
select c.id as checkpoint_id,
       case when last.checkpoint_id = c.id and last.act <> 'WITHDRAW' then 'APPROVED'
            when exists (select from promotion p where p.checkpoint_id = c.id) then 'WITHDRAWN'
            else 'CANDIDATE' end as state
from checkpoint c join run r on r.id = c.run_id
left join lateral (select p.checkpoint_id, p.act from promotion p where p.study_id = r.study_id
                   order by p.number desc limit 1) as last on true
where c.kind = 'POLICY';

-- The message names the weights by their hash, so that a receiver can check what it fetches.
create function promotion_is_told() returns trigger language plpgsql as
$$
begin
    perform tell(case new.act when 'WITHDRAW' then 'MODEL_WITHDRAWN' else 'MODEL_APPROVED' end, new.study_id,
                 jsonb_build_object('checkpoint', new.checkpoint_id, 'number', new.number,
                                    'sha256', (select sha256 from checkpoint where id = new.checkpoint_id),
                                    'record', new.sha256), new.signed_at);
    return null;
end
$$;
create trigger promotion_is_told after insert on promotion
    for each row execute function promotion_is_told();

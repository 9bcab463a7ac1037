-- Comparisons that need a senior clinician.

-- A comparison that a person passed on to a senior colleague, or that must not be shown on as it is. outcome: what became of
-- it; of one that was decided the verdict, or the ranks of a ranking.
create table escalation (
    id            uuid primary key,
    study_id      uuid        not null references study,
    comparison_id uuid        not null references comparison,
    raised_by     uuid        not null references person,
    kind          text        not null check (kind in ('ADJUDICATE', 'PRIVACY')),
    explanation   text        not null,
    raised_at     timestamptz not null,
    settled_by    uuid references person,
    settled_at    timestamptz,
    outcome       text,
    check ((settled_at is null) = (settled_by is null))
);
create index escalation_open on escalation (study_id, kind, raised_at) where settled_at is null;
create index escalation_by_comparison on escalation (comparison_id);

create function escalation_is_counted() returns trigger language plpgsql as
$$
begin
    update comparison_tally set escalated = escalated + case when new.settled_at is null then 1 else -1 end
    where comparison_id = new.comparison_id;
    return null;
end
$$;
create trigger escalation_raised after insert on escalation
    for each row when (new.kind = 'ADJUDICATE') execute function escalation_is_counted();
create trigger escalation_settled after update of settled_at on escalation
    for each row when (new.kind = 'ADJUDICATE' and old.settled_at is null and new.settled_at is not null)
    execute function escalation_is_counted();

-- A senior clinician's word on a comparison, first blind, then with the votes in view. It stands beside the votes. verdict,
-- ranking and shown as in judgement.
create table adjudication (
    id            uuid primary key,
    study_id      uuid        not null references study,
    comparison_id uuid        not null references comparison,
    stage         text        not null check (stage in ('BLIND', 'DECISION')),
    adjudicator   uuid        not null references person,
    verdict       text        not null check (verdict in ('A', 'SAME', 'B', 'BOTH_BAD')),
    strength      smallint    not null default 1 check (strength between 1 and 3),
    ranking       smallint[],
    criteria      jsonb       not null default '{}',
    rationale     text        not null,
    a_on_left     boolean     not null,
    shown         smallint[],
    cause         text        not null,
    decided_at    timestamptz not null,
    unique (comparison_id, adjudicator, stage),
    check ((ranking is null) = (shown is null))
);
create unique index adjudication_one_decision on adjudication (comparison_id) where stage = 'DECISION';
create trigger adjudication_waits_for_signature before insert on adjudication
    for each row execute function study_is_not_frozen();
create trigger adjudication_append_only
    before update or delete or truncate on adjudication
    for each statement execute function refuse_change();

create function adjudication_ends_the_queue() returns trigger language plpgsql as
$$
begin
    update comparison_tally set adjudicated = true where comparison_id = new.comparison_id;
    return null;
end
$$;
create trigger adjudication_ends_the_queue after insert on adjudication
    for each row when (new.stage = 'DECISION') execute function adjudication_ends_the_queue();

create table adjudication_lease (
    comparison_id uuid primary key references comparison,
    holder        uuid        not null references person,
    a_on_left     boolean     not null,
    shown         smallint[],
    until         timestamptz not null
);

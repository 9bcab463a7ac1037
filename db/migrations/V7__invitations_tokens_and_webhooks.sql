-- Links, keys and messages to the outside.

-- A link that opens an account or sets a new password, once. Only its hash is kept.
create table invitation (
    id         uuid primary key,
    token_hash text        not null unique,
    kind       text        not null check (kind in ('INVITE', 'RESET')),
    person_id  uuid references person,
    roles      text[]      not null default '{}',
    study_id   uuid references study,
    study_role text,
    created_by uuid        not null references person,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    used_by    uuid references person,
    revoked_at timestamptz,
    check (kind = 'INVITE' or person_id is not null)
);

-- A person's key to the programming interface. Only its hash is kept.
create table api_token (
    id           uuid primary key,
    person_id    uuid        not null references person,
    name         text        not null check (length(name) between 1 and 100),
    token_hash   text        not null unique,
    scopes       text[]      not null,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);

-- What a write by the programming interface answered, so that the same request sent again does nothing.
create table api_write (
    person_id  uuid        not null references person,
    key        text        not null,
    request    text        not null,
    answer     text        not null,
    created_at timestamptz not null,
    primary key (person_id, key)
);

-- Who is told what by HTTP. A delivery is tried until it is answered or given up.
create table webhook (
    id         uuid primary key,
    study_id   uuid references study,
    url        text        not null,
    secret     text        not null,
    events     text[]      not null,
    active     boolean     not null default true,
    created_by uuid        not null references person,
    created_at timestamptz not null
);
create table webhook_delivery (
    id           uuid primary key,
    webhook_id   uuid        not null references webhook,
    event        text        not null,
    payload      text        not null,
    created_at   timestamptz not null,
    attempts     int         not null default 0,
    last_attempt timestamptz,
    last_answer  text,
    next_attempt timestamptz,
    delivered_at timestamptz,
    given_up_at  timestamptz
);
-- Each receiver's messages are claimed apart, so that a slow one keeps nobody else waiting.
create index webhook_delivery_due on webhook_delivery (webhook_id, next_attempt)
    where delivered_at is null and given_up_at is null;
create index webhook_delivery_by_webhook on webhook_delivery (webhook_id, created_at desc);

-- What is to be told is written down with the act, so that neither is lost without the other. A message names things by
-- their ids and holds no text and no model. The delivery's own id stands in the body too, for the body is what is signed.
create function tell(hook_event text, about uuid, message jsonb, told_at timestamptz) returns void language sql as
$$
    insert into webhook_delivery (id, webhook_id, event, payload, created_at, next_attempt)
    select m.id, w.id, hook_event,
           (jsonb_build_object('id', m.id, 'event', hook_event, 'study', about, 'at', told_at) || message)::text,
           told_at, told_at
    from webhook w cross join lateral (select gen_random_uuid() as id where w.id is not null) as m
    where w.study_id = about and w.active and hook_event = any(w.events)
$$;

-- Named so that it runs after the judgement has filled its slot. What an import brings is not told, and completes no study.
create function judgement_is_told() returns trigger language plpgsql as
$$
declare
    ending record;
begin
    if not exists (select from webhook w join added on added.study_id = w.study_id where w.active and not added.imported) then
        return null;
    end if;
    perform tell('JUDGEMENT', study_id,
                 jsonb_build_object('judgement', id, 'comparison', comparison_id, 'revision', revision, 'purpose', purpose),
                 created_at)
    from added where not imported;
    for ending in
        select added.study_id, max(added.created_at) as at from added
        join webhook w on w.study_id = added.study_id and w.active and 'STUDY_COMPLETE' = any(w.events)
        where added.revision = 1 and added.purpose = 'VOTE' and not added.imported
        group by 1
    loop
        -- Two last votes at once would each miss the other: near the end they go one after the other.
        if (select count(*) from (select from slot where study_id = ending.study_id and judged_by is null
                                  and not blocked and purpose = 'VOTE' limit 50) as few) < 50 then
            perform pg_advisory_xact_lock(1953719668, hashtext(ending.study_id::text));
            if not exists (select from slot where study_id = ending.study_id and judged_by is null
                           and not blocked and purpose = 'VOTE') then
                perform tell('STUDY_COMPLETE', ending.study_id, '{}', ending.at);
            end if;
        end if;
    end loop;
    return null;
end
$$;
create trigger judgement_is_told after insert on judgement referencing new table as added
    for each statement execute function judgement_is_told();

-- What a run made is registered in the same transaction, before this.
create function end_of_run_is_told() returns trigger language plpgsql as
$$
begin
    perform tell('RUN_FINISHED', new.study_id,
                 jsonb_build_object('run', new.id, 'number', new.number, 'kind', new.kind, 'outcome', new.outcome,
                                    'checkpoint', (select id from checkpoint where run_id = new.id)), new.ended_at);
    return null;
end
$$;
create trigger end_of_run_is_told after update of outcome on run
    for each row when (new.outcome is distinct from old.outcome) execute function end_of_run_is_told();

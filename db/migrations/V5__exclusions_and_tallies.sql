-- What counts: exclusions, and tallies that are kept with each vote.

-- An annotator's votes in one study, taken out of every count and export; an act with a reason that can be revoked.
create table exclusion (
    id            uuid primary key,
    study_id      uuid        not null references study,
    annotator     uuid        not null references person,
    reason        text        not null check (length(reason) between 1 and 2000),
    excluded_by   uuid        not null references person,
    excluded_at   timestamptz not null,
    revoked_by    uuid references person,
    revoked_at    timestamptz,
    revoke_reason text,
    check ((revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revoke_reason is null))
);
create unique index exclusion_one_at_a_time on exclusion (study_id, annotator) where revoked_at is null;

-- What every statistic, export and snapshot counts: votes of the last revision, without gold, repeats, pilots and the
-- excluded.
create view counted_judgement as
select j.* from current_judgement j
where j.purpose = 'VOTE'
  and not exists (select from exclusion e
                  where e.study_id = j.study_id and e.annotator = j.annotator and e.revoked_at is null);

-- Judgements by the hour, kept by trigger, so that a page of figures never reads them all. preferred_left is null where
-- neither response was preferred or the side is not known. Revisions take back what they replace.
create table judgement_tally (
    study_id       uuid        not null references study,
    annotator      uuid        not null references person,
    purpose        text        not null,
    hour           timestamptz not null,
    verdict        text        not null,
    preferred_left boolean,
    scripted       boolean     not null,
    imported       boolean     not null,
    judgements     bigint      not null,
    active_ms      bigint      not null,
    unique nulls not distinct (study_id, annotator, purpose, hour, verdict, preferred_left, scripted, imported)
);
create index judgement_tally_by_hour on judgement_tally (study_id, hour);
create index judgement_tally_by_annotator on judgement_tally (annotator, hour);

-- What a ranking says of each two responses, in the order (1, 2), (1, 3) … (2, 3) …: three counts, that the first of the two
-- is the better, that both share a place, that the second is the better. times is 1, or -1 to take it back. This and the next
-- ones are no functions in SQL: those would be planned anew at every judgement, of pairs too.
create function ranked_pairs(ranking smallint[], times int) returns smallint[]
language plpgsql immutable strict parallel safe as
$$
declare
    counts smallint[] := '{}';
begin
    for a in 1 .. cardinality(ranking) loop
        for b in a + 1 .. cardinality(ranking) loop
            counts := counts || array[times * (ranking[a] < ranking[b])::int, times * (ranking[a] = ranking[b])::int,
                                      times * (ranking[a] > ranking[b])::int]::smallint[];
        end loop;
    end loop;
    return counts;
end
$$;

-- Two such counts as one.
create function ranked_sum(one smallint[], other smallint[]) returns smallint[]
language plpgsql immutable strict parallel safe as
$$
begin
    for i in 1 .. cardinality(one) loop
        one[i] := one[i] + other[i];
    end loop;
    return one;
end
$$;
create aggregate ranked_total(smallint[]) (sfunc = ranked_sum, stype = smallint[]);

-- The share of equal votes on two responses, as a mean over every two of a ranking: docs/decisions/014. Every vote with ranks
-- says something of every two.
create function ranked_agreement(ranked smallint[]) returns real language plpgsql immutable strict parallel safe as
$$
declare
    votes int := ranked[1] + ranked[2] + ranked[3];
    equal int := 0;
begin
    for i in 1 .. cardinality(ranked) by 3 loop
        equal := equal + greatest(ranked[i], ranked[i + 1], ranked[i + 2]);
    end loop;
    return equal::float8 / nullif(votes * cardinality(ranked) / 3, 0);
end
$$;

-- How the votes on each comparison stand, kept by trigger: wanted is the number of its VOTE slots; the grades count its
-- counted votes, those of a ranking by the first two responses; ranked counts what a ranking's votes say of each two of its
-- responses, and is null for a pair, also where its imported votes have ranks; flagged counts votes that call a response
-- unsafe or see a privacy problem; escalated the open requests for an adjudicator. A page of figures reads this and never a
-- million judgements; the adjudicator's queue is two indexes on it.
create table comparison_tally (
    comparison_id uuid     primary key references comparison,
    study_id      uuid     not null,
    wanted        smallint not null default 0,
    a_clearly     smallint not null default 0,
    a_slightly    smallint not null default 0,
    same          smallint not null default 0,
    b_slightly    smallint not null default 0,
    b_clearly     smallint not null default 0,
    both_bad      smallint not null default 0,
    ranked        smallint[],
    flagged       smallint not null default 0,
    escalated     smallint not null default 0,
    adjudicated   boolean  not null default false,
    votes         smallint generated always as
        (a_clearly + a_slightly + same + b_slightly + b_clearly + both_bad) stored,
    agreement     real generated always as
        (coalesce(ranked_agreement(ranked),
                  greatest(a_clearly + a_slightly, same, b_slightly + b_clearly, both_bad)::real
                      / nullif(a_clearly + a_slightly + same + b_slightly + b_clearly + both_bad, 0))) stored
);
create index comparison_tally_by_study on comparison_tally (study_id);
create index comparison_tally_divided on comparison_tally (study_id, agreement) where votes >= wanted and not adjudicated;
create index comparison_tally_raised on comparison_tally (study_id) where (flagged > 0 or escalated > 0) and not adjudicated;

-- The same as judgement_tally over all hours and verdicts, a few rows for each person.
create table annotator_tally (
    study_id       uuid    not null references study,
    annotator      uuid    not null references person,
    purpose        text    not null,
    preferred_left boolean,
    scripted       boolean not null,
    imported       boolean not null,
    judgements     bigint  not null,
    unique nulls not distinct (study_id, annotator, purpose, preferred_left, scripted, imported)
);

-- How long each person's answers took, kept by trigger: four buckets to a doubling of the active time, bucket 18 begins at
-- five seconds, -1 where no time is known.
create table pace_tally (
    study_id   uuid     not null references study,
    annotator  uuid     not null references person,
    purpose    text     not null,
    revised    boolean  not null,
    bucket     smallint not null,
    judgements bigint   not null,
    primary key (study_id, annotator, purpose, revised, bucket)
);

create function pace_bucket(active_ms bigint) returns smallint language sql immutable parallel safe
return case when active_ms is null then -1
            else least(47, greatest(0, 18 + floor(4 * ln(greatest(active_ms, 1) / 5000.0) / ln(2.0)))) end::smallint;

-- What the tallies read of a judgement. preferred_left is null where neither response was preferred or the side is not
-- known.
create type tallied as (
    study_id       uuid,
    comparison_id  uuid,
    annotator      uuid,
    purpose        text,
    hour           timestamptz,
    verdict        text,
    strength       smallint,
    ranking        smallint[],
    flagged        boolean,
    preferred_left boolean,
    scripted       boolean,
    imported       boolean,
    active_ms      bigint
);
create function tallied(j judgement) returns tallied language sql stable
return row (j.study_id, j.comparison_id, j.annotator, j.purpose, date_trunc('hour', j.created_at, 'UTC'),
            j.verdict, j.strength, j.ranking, j.flags @? '$[*] ? (@.kind == "UNSAFE" || @.kind == "PRIVACY")',
            case when j.verdict in ('A', 'B') then (j.verdict = 'A') = j.a_on_left end,
            j.scripted, j.imported, coalesce(j.active_ms, 0))::tallied;

-- Adds these judgements to the tallies of their comparisons (sign 1), or takes them back (sign -1).
create function tally_votes(votes tallied[], sign int) returns void language plpgsql as
$$
begin
    update comparison_tally t
    set a_clearly = t.a_clearly + sign * j.a_clearly, a_slightly = t.a_slightly + sign * j.a_slightly,
        same = t.same + sign * j.same, both_bad = t.both_bad + sign * j.both_bad,
        b_slightly = t.b_slightly + sign * j.b_slightly, b_clearly = t.b_clearly + sign * j.b_clearly,
        ranked = coalesce(ranked_sum(t.ranked, j.ranked), t.ranked, j.ranked),
        flagged = t.flagged + sign * j.flagged
    from (select comparison_id,
                 count(*) filter (where verdict = 'A' and strength > 1) as a_clearly,
                 count(*) filter (where verdict = 'A' and strength = 1) as a_slightly,
                 count(*) filter (where verdict = 'SAME') as same,
                 count(*) filter (where verdict = 'B' and strength = 1) as b_slightly,
                 count(*) filter (where verdict = 'B' and strength > 1) as b_clearly,
                 count(*) filter (where verdict = 'BOTH_BAD') as both_bad,
                 ranked_total(ranked_pairs(ranking, sign)) filter (where cardinality(ranking) > 2) as ranked,
                 count(*) filter (where v.flagged) as flagged
          from unnest(votes) as v group by comparison_id) as j
    where t.comparison_id = j.comparison_id;
end
$$;

-- The same for the tallies of those who judged.
create function tally_people(judgements tallied[], sign int) returns void language plpgsql as
$$
begin
    insert into judgement_tally as t (study_id, annotator, purpose, hour, verdict, preferred_left, scripted, imported,
                                      judgements, active_ms)
    select study_id, annotator, purpose, hour, verdict, preferred_left, scripted, imported,
           sign * count(*), sign * sum(active_ms)
    from unnest(judgements)
    group by 1, 2, 3, 4, 5, 6, 7, 8
    order by 1, 2, 3, 4, 5, 6, 7, 8
    on conflict (study_id, annotator, purpose, hour, verdict, preferred_left, scripted, imported)
    do update set judgements = t.judgements + excluded.judgements, active_ms = t.active_ms + excluded.active_ms;

    insert into annotator_tally as t (study_id, annotator, purpose, preferred_left, scripted, imported, judgements)
    select study_id, annotator, purpose, preferred_left, scripted, imported, sign * count(*)
    from unnest(judgements)
    group by 1, 2, 3, 4, 5, 6
    order by 1, 2, 3, 4, 5, 6
    on conflict (study_id, annotator, purpose, preferred_left, scripted, imported)
    do update set judgements = t.judgements + excluded.judgements;
end
$$;

create function slots_are_wanted() returns trigger language plpgsql as
$$
begin
    if tg_op = 'INSERT' then
        insert into comparison_tally as t (comparison_id, study_id, wanted)
        select comparison_id, study_id, count(*) from added where purpose = 'VOTE' group by 1, 2
        on conflict (comparison_id) do update set wanted = t.wanted + excluded.wanted;
    elsif tg_op = 'DELETE' then
        update comparison_tally t set wanted = t.wanted - gone.slots
        from (select comparison_id, count(*) as slots from removed where purpose = 'VOTE' group by 1) as gone
        where t.comparison_id = gone.comparison_id;
    else
        update comparison_tally set wanted = wanted + (new.purpose = 'VOTE')::int - (old.purpose = 'VOTE')::int
        where comparison_id = new.comparison_id;
    end if;
    return null;
end
$$;
create trigger slots_added_are_wanted after insert on slot referencing new table as added
    for each statement execute function slots_are_wanted();
create trigger slots_removed_are_not_wanted after delete on slot referencing old table as removed
    for each statement execute function slots_are_wanted();
create trigger slots_of_another_purpose after update of purpose on slot
    for each row when (old.purpose is distinct from new.purpose) execute function slots_are_wanted();
insert into comparison_tally (comparison_id, study_id, wanted)
select comparison_id, study_id, count(*) from slot group by 1, 2;
do $$ begin perform tally_votes(array(select tallied(j) from slot s join judgement j on j.id = s.judgement_id), 1); end $$;

-- What was signed stays as it was signed, whoever writes: the database refuses what would change the export of a frozen
-- study. Each of these locks the study, so that signing waits for what is under way and what comes later sees FROZEN.
create function refuse_when_frozen(id uuid) returns void language plpgsql as
$$
declare
    frozen boolean;
begin
    select state = 'FROZEN' into frozen from study where study.id = refuse_when_frozen.id for key share;
    if frozen then
        raise exception 'the study is frozen' using errcode = 'restrict_violation';
    end if;
end
$$;

create function study_is_not_frozen() returns trigger language plpgsql as
$$
begin
    perform refuse_when_frozen(new.study_id);
    return new;
end
$$;
create trigger hold_waits_for_signature before update of held on comparison
    for each row when (new.held is distinct from old.held) execute function study_is_not_frozen();

-- An exclusion takes the person's votes out of the tallies, its revocation puts them back. The study is locked first, so
-- that no vote comes in between.
create function exclusion_waits_for_votes() returns trigger language plpgsql as
$$
begin
    perform from study where id = new.study_id for update;
    perform refuse_when_frozen(new.study_id);
    return new;
end
$$;
create trigger exclusion_waits_for_votes before insert or update on exclusion
    for each row execute function exclusion_waits_for_votes();
create function exclusion_moves_votes() returns trigger language plpgsql as
$$
begin
    perform tally_votes(array(select tallied(j) from slot s join judgement j on j.id = s.judgement_id
                              where s.judged_by = new.annotator and s.study_id = new.study_id and s.purpose = 'VOTE'),
                        case when new.revoked_at is null then -1 else 1 end);
    return null;
end
$$;
create trigger exclusion_moves_votes after insert or update of revoked_at on exclusion
    for each row execute function exclusion_moves_votes();

-- The exclusions in force, with the number of votes that each leaves out.
create view exclusion_in_force as
select e.id, e.study_id, e.annotator, e.reason, e.excluded_by, e.excluded_at,
       coalesce((select sum(t.judgements) from annotator_tally t
                 where t.study_id = e.study_id and t.annotator = e.annotator and t.purpose = 'VOTE'), 0)::bigint as votes
from exclusion e where e.revoked_at is null;

-- The lock on the study is the one that the foreign key takes anyway; signing waits for it, and what comes later sees FROZEN.
create function judgement_belongs_to_its_slot() returns trigger language plpgsql as
$$
declare
    frozen boolean;
begin
    select s.study_id, s.purpose, study.state = 'FROZEN'
    into new.study_id, new.purpose, frozen
    from slot s join study on study.id = s.study_id
    where s.comparison_id = new.comparison_id and s.ordinal = new.ordinal
    for key share of study;
    if frozen then
        raise exception 'the study is frozen' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger judgement_belongs_to_its_slot
    before insert on judgement for each row execute function judgement_belongs_to_its_slot();

-- Adds judgements to every tally or takes them back; on comparisons only votes count, and those of nobody excluded.
create function tally(judgements tallied[], sign int) returns void language plpgsql as
$$
begin
    perform tally_people(judgements, sign);
    perform tally_votes(array(select v from unnest(judgements) as v
                              where purpose = 'VOTE'
                                and not exists (select from exclusion e
                                                where e.study_id = v.study_id and e.annotator = v.annotator
                                                  and e.revoked_at is null)), sign);
end
$$;

-- A judgement fills its slot and is counted, however it came in; a revision takes back what it replaces. Nothing here reads
-- the table of judgements for a first judgement: how large that is must not matter, nor what the planner believes of it.
create function judgement_fills_its_slot() returns trigger language plpgsql as
$$
begin
    update slot set judged_by = j.annotator, judgement_id = j.id, a_on_left = coalesce(j.a_on_left, slot.a_on_left),
                    holder = null, lease_until = null
    from (select distinct on (comparison_id, ordinal) * from added order by comparison_id, ordinal, revision desc) j
    where slot.comparison_id = j.comparison_id and slot.ordinal = j.ordinal;

    insert into pace_tally as t (study_id, annotator, purpose, revised, bucket, judgements)
    select study_id, annotator, purpose, revision > 1, pace_bucket(active_ms), count(*) from added
    group by 1, 2, 3, 4, 5
    order by 1, 2, 3, 4, 5
    on conflict (study_id, annotator, purpose, revised, bucket)
    do update set judgements = t.judgements + excluded.judgements;

    if exists (select from added where revision > 1) then
        perform tally(array(select tallied(before)
                            from added join judgement before
                                on before.comparison_id = added.comparison_id and before.ordinal = added.ordinal
                                and before.revision = added.revision - 1
                            where added.revision > 1), -1);
    end if;
    perform tally(array(select tallied(added::judgement) from added), 1);
    return null;
end
$$;
create trigger judgement_fills_its_slot
    after insert on judgement referencing new table as added
    for each statement execute function judgement_fills_its_slot();

do $$ begin perform tally_people(array(select tallied(j) from slot s join judgement j on j.id = s.judgement_id), 1); end $$;
insert into pace_tally
select study_id, annotator, purpose, revision > 1, pace_bucket(active_ms), count(*) from judgement group by 1, 2, 3, 4, 5;

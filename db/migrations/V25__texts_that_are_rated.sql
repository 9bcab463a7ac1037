-- Texts that are rated one at a time: the same queue, slots, drafts and revisions as comparisons, with a score for a verdict.

-- A text is a comparison with one response and nothing before it.
alter table comparison
    alter column response_b drop not null,
    drop constraint comparison_prompt_check,
    add constraint comparison_prompt_check
        check (jsonb_typeof(prompt) = 'array' and (jsonb_array_length(prompt) = 0) = (response_b is null)),
    add check (response_b is not null or cardinality(further_responses) = 0);

-- scores: {"overall": 4, "density": 3, …}, each from 0 to 5; a rating has them and no verdict.
alter table judgement
    alter column verdict drop not null,
    add column scores jsonb check (scores ? 'overall'),
    add check ((verdict is null) = (scores is not null));
alter table adjudication
    alter column verdict drop not null,
    add column scores jsonb check (scores ? 'overall'),
    add check ((verdict is null) = (scores is not null));

create or replace view current_judgement as
select j.id, j.submission, j.comparison_id, j.ordinal, j.annotator, j.revision, j.verdict, j.strength, j.weight,
       j.a_on_left, j.rationale, j.reason, j.scripted, j.imported, j.active_ms, j.created_at,
       j.study_id, j.purpose, j.design_version, j.criteria, j.flags, j.corrections, j.ranking, j.shown,
       j.note, j.given_at, j.scores
from slot s join judgement j on j.id = s.judgement_id;

create or replace view counted_judgement as
select j.* from current_judgement j
where j.purpose = 'VOTE'
  and not exists (select from exclusion e
                  where e.study_id = j.study_id and e.annotator = j.annotator and e.revoked_at is null);

alter table judgement_tally alter column verdict drop not null;

-- How near one another the ratings of a text are: 1 less the distance of the lowest from the highest, as a share of the
-- scale. scored counts its overall scores, 0 first. No function in SQL: that would be planned anew at every judgement.
create function rated_agreement(scored smallint[]) returns real language plpgsql immutable strict parallel safe as
$$
declare
    lowest  int;
    highest int;
begin
    for score in 0 .. 5 loop
        if scored[score + 1] > 0 then
            lowest := coalesce(lowest, score);
            highest := score;
        end if;
    end loop;
    return 1 - (highest - lowest) / 5.0;
end
$$;

alter table comparison_tally drop column agreement, drop column votes;
alter table comparison_tally
    add column scored smallint[] check (cardinality(scored) = 6),
    add column votes smallint generated always as
        (a_clearly + a_slightly + same + b_slightly + b_clearly + both_bad
             + coalesce(scored[1] + scored[2] + scored[3] + scored[4] + scored[5] + scored[6], 0)) stored,
    add column agreement real generated always as
        (coalesce(rated_agreement(scored), ranked_agreement(ranked),
                  greatest(a_clearly + a_slightly, same, b_slightly + b_clearly, both_bad)::real
                      / nullif(a_clearly + a_slightly + same + b_slightly + b_clearly + both_bad, 0))) stored;
create index comparison_tally_divided on comparison_tally (study_id, agreement) where votes >= wanted and not adjudicated;

alter type tallied add attribute score smallint;
create or replace function tallied(j judgement) returns tallied language sql stable
return row (j.study_id, j.comparison_id, j.annotator, j.purpose, date_trunc('hour', j.created_at, 'UTC'),
            j.verdict, j.strength, j.ranking, j.flags @? '$[*] ? (@.kind == "UNSAFE" || @.kind == "PRIVACY")',
            case when j.verdict in ('A', 'B') then (j.verdict = 'A') = j.a_on_left end,
            j.scripted, j.imported, coalesce(j.active_ms, 0), (j.scores ->> 'overall')::smallint)::tallied;

create or replace function tally_votes(votes tallied[], sign int) returns void language plpgsql as
$$
begin
    update comparison_tally t
    set a_clearly = t.a_clearly + sign * j.a_clearly, a_slightly = t.a_slightly + sign * j.a_slightly,
        same = t.same + sign * j.same, both_bad = t.both_bad + sign * j.both_bad,
        b_slightly = t.b_slightly + sign * j.b_slightly, b_clearly = t.b_clearly + sign * j.b_clearly,
        ranked = coalesce(ranked_sum(t.ranked, j.ranked), t.ranked, j.ranked),
        scored = coalesce(ranked_sum(t.scored, j.scored), t.scored, j.scored),
        flagged = t.flagged + sign * j.flagged
    from (select comparison_id,
                 count(*) filter (where verdict = 'A' and strength > 1) as a_clearly,
                 count(*) filter (where verdict = 'A' and strength = 1) as a_slightly,
                 count(*) filter (where verdict = 'SAME') as same,
                 count(*) filter (where verdict = 'B' and strength = 1) as b_slightly,
                 count(*) filter (where verdict = 'B' and strength > 1) as b_clearly,
                 count(*) filter (where verdict = 'BOTH_BAD') as both_bad,
                 ranked_total(ranked_pairs(ranking, sign)) filter (where cardinality(ranking) > 2) as ranked,
                 case when count(score) > 0 then
                     array[sign * count(*) filter (where score = 0), sign * count(*) filter (where score = 1),
                           sign * count(*) filter (where score = 2), sign * count(*) filter (where score = 3),
                           sign * count(*) filter (where score = 4), sign * count(*) filter (where score = 5)]::smallint[]
                 end as scored,
                 count(*) filter (where v.flagged) as flagged
          from unnest(votes) as v group by comparison_id) as j
    where t.comparison_id = j.comparison_id;
end
$$;

-- Ratings train a rater.
alter table run drop constraint run_kind_check;
alter table run add check (kind in ('reward', 'ppo', 'rloo', 'grpo', 'reinforce', 'dpo', 'answer', 'evaluate', 'rater'));

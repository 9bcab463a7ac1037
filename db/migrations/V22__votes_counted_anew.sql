-- Where more than votes was given on a comparison, its votes are counted anew: an upgrade from version 4 of the schema had
-- taken pilots and repeats for votes.
update comparison_tally
set a_clearly = 0, a_slightly = 0, same = 0, b_slightly = 0, b_clearly = 0, both_bad = 0, ranked = null, flagged = 0
where comparison_id in (select comparison_id from slot where purpose <> 'VOTE' and judgement_id is not null);

do $$ begin perform tally_votes(array(
    select tallied(j) from judgement j join counted_judgement c on c.id = j.id
    where j.comparison_id in (select comparison_id from slot where purpose <> 'VOTE' and judgement_id is not null)), 1); end $$;

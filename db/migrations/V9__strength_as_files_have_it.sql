-- Strength 3 is clearly. Screens wrote 2 for it, which files and the reward model have always read as half of that. What was
-- imported or scripted had the meaning of the files already. Tallies stay as they are, for they tell 1 from what is more.
alter table judgement disable trigger judgement_append_only;
update judgement set strength = 3 where strength = 2 and not imported and not scripted;
alter table judgement enable trigger judgement_append_only;

alter table adjudication disable trigger adjudication_append_only;
update adjudication set strength = 3 where strength = 2;
alter table adjudication enable trigger adjudication_append_only;

update draft set content = jsonb_set(content, '{strength}', '3') where content -> 'strength' = '2';

-- A signature is of comparisons.jsonl in the version of its day, so that it can still be checked.
alter table study_signature add column format_version int not null default 1 check (format_version >= 1);
alter table study_signature alter column format_version drop default;

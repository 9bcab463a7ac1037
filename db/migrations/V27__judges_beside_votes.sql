-- What a model said of a study's pairs, beside the votes of people. None of it is a vote, and nothing here is counted as one.
create table judge_result (
    id          uuid primary key,
    study_id    uuid not null references study,
    sha256      text not null, -- of both files: the same again is no new result
    asked       jsonb not null, -- judge, models, words and settings
    pairs       jsonb not null, -- what it said of each pair of the study, in the order of its file
    elsewhere   integer not null check (elsewhere >= 0), -- pairs of the file that the study did not have
    attached_by uuid not null references person,
    attached_at timestamptz not null,
    unique (study_id, sha256)
);

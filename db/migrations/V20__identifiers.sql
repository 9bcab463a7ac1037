-- What was decided on the likely identifiers of people in an import, before anything of it came in. Never changed.
create table identifier_decision (
    id         uuid primary key,
    study_id   uuid not null references study,
    decided_by uuid references person, -- null for a command, or for what the application itself brought in
    decided_at timestamptz not null,
    files      jsonb not null, -- name and SHA-256 of each file
    counts     jsonb not null, -- by kind of identifier, how many were masked, left out with their row, accepted
    reason     text not null   -- why some were accepted; empty where none was
);
create index identifier_decision_of_study on identifier_decision (study_id, decided_at);

create trigger identifier_decision_append_only
    before update or delete or truncate on identifier_decision
    for each statement execute function refuse_change();

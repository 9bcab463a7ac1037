-- In which study a person who could work in several works now; a person without a row is handed the oldest first.
create table study_of_choice (
    person_id uuid primary key references person,
    study_id  uuid not null references study
);

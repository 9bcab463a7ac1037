-- The second factor of a sign-in: one-time codes of an app (RFC 6238) and recovery codes.

-- The secret is sealed under the key in sign-in.key of the data directory, which is not in the database. A code works once:
-- last_step is the step of 30 seconds since 1970 that was used last.
create table second_factor (
    person_id  uuid primary key references person,
    secret     bytea       not null,
    last_step  bigint      not null,
    created_at timestamptz not null
);

create table recovery_code (
    person_id uuid not null references second_factor on delete cascade,
    code_hash text not null,
    used_at   timestamptz,
    primary key (person_id, code_hash)
);

-- The roles whose people must have one.
create table second_factor_demand (
    role text primary key check (role in ('CLINICIAN', 'STUDY_LEAD', 'ML_ENGINEER', 'ADMINISTRATOR'))
);

-- Whom a sign-in provider (OpenID Connect) knows by which subject. An account is found by issuer and subject alone: names and
-- addresses change hands.
create table person_identity (
    issuer    text        not null check (length(issuer) between 1 and 500),
    subject   text        not null check (length(subject) between 1 and 255),
    person_id uuid        not null references person,
    linked_by uuid references person,
    linked_at timestamptz not null,
    primary key (issuer, subject),
    unique (issuer, person_id)
);

-- Which session at the provider (claim sid) is whose: a logout that the provider announces may name the session alone.
create table provider_session (
    issuer    text        not null check (length(issuer) between 1 and 500),
    sid       text        not null check (length(sid) between 1 and 500),
    person_id uuid        not null references person,
    began_at  timestamptz not null,
    primary key (issuer, sid)
);
create index provider_session_by_person on provider_session (person_id, began_at);

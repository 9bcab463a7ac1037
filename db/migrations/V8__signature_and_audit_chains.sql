-- What proves that a study is as it was.

-- A study signed by a person who proved again who they are. It can then never collect again.
create table study_signature (
    study_id    uuid primary key references study,
    signed_by   uuid        not null references person,
    signed_at   timestamptz not null,
    statement   text        not null,
    judgements  bigint      not null,
    sha256      text        not null,
    chain_head  text        not null
);

-- The audit trail has a main chain, and one for each annotator's work, so that a judgement waits for nobody else. A chain
-- other than the main one begins with the hash of the link that opened it in the main chain.
alter table audit_event disable trigger audit_append_only;
alter table audit_event
    add column chain  text not null default 'main',
    add column origin text not null default '',
    add column reason text not null default '';
alter table audit_event drop constraint audit_event_pkey, add primary key (chain, seq);
alter table audit_event drop constraint audit_event_hash_key;
create index audit_event_latest on audit_event (at, chain, seq);
create index audit_event_by_actor on audit_event (actor, at);
create index audit_event_by_action on audit_event (action, at);
alter table audit_event enable trigger audit_append_only;

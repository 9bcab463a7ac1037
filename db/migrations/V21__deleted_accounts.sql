-- The account of a person who was deleted stays as a number without a name, so that what was judged stays as it is.
alter table person
    add column deleted_at timestamptz,
    add column deletion   int unique check (deletion >= 1), -- the how manieth
    add check ((deleted_at is null) = (deletion is null)),
    add check (deleted_at is null or not active);

-- Which links of the audit trail a deletion took names out of, and what stands in each now: SHA-256 of its content, or
-- zeros for one that was broken before. The digest of a deletion's rows stands in the link that records the deletion.
create table erased_link (
    deletion int      not null,
    chain    text     not null,
    seq      bigint   not null,
    sha256   char(64) not null,
    primary key (chain, seq, deletion)
);
create index erased_link_by_deletion on erased_link (deletion);
create trigger erased_link_append_only
    before update or delete or truncate on erased_link
    for each statement execute function refuse_change();

-- The trail stays append-only, but for names: a link's place, moment, act and hashes never change, and its names only
-- together with the row that says so.
drop trigger audit_append_only on audit_event;
create trigger audit_append_only
    before delete or truncate on audit_event
    for each statement execute function refuse_change();

create function audit_keeps_all_but_names() returns trigger language plpgsql as
$$
begin
    if (new.chain, new.seq, new.at, new.action, new.reason, new.previous, new.hash)
           is distinct from (old.chain, old.seq, old.at, old.action, old.reason, old.previous, old.hash)
       or not exists (select from erased_link e where e.chain = old.chain and e.seq = old.seq
                      and e.xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296) then
        raise exception 'audit_event is append-only' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger audit_keeps_all_but_names before update on audit_event
    for each row execute function audit_keeps_all_but_names();

-- The votes of a signed study after the account of somebody who gave some was deleted: the same votes under another name.
create table signature_renamed (
    study_id uuid     not null references study_signature,
    deletion int      not null,
    sha256   char(64) not null, -- of comparisons.jsonl since
    primary key (study_id, deletion)
);
create trigger signature_renamed_append_only
    before update or delete or truncate on signature_renamed
    for each statement execute function refuse_change();

-- Runs are numbered one after the other. A sequence leaves out a number for every start that was refused, and up to 32 when
-- the database ends without a stop.
alter table run alter column number drop identity;
create table run_number (one boolean primary key default true check (one), last bigint not null);
insert into run_number (last) select max(number) from run having max(number) is not null;
create function next_run_number() returns bigint language sql volatile as
$$
insert into run_number (last) values (1) on conflict (one) do update set last = run_number.last + 1 returning last
$$;
alter table run alter column number set default next_run_number();

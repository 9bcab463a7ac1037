-- A run may have been filled with the settings and the data of another.
alter table run add column cloned_from uuid references run;
alter table run add check (cloned_from <> id);

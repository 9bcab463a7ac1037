-- Which columns of a table were said to be which, found again by the names that stand in its first line.
create table column_choice (
    header     char(64) primary key, -- SHA-256 of the names, hexadecimal
    columns    jsonb not null,       -- the table's name of a column by ours
    chosen_at  timestamptz not null
);

-- What can be found: a text of a current record in one language. The id is made of rank, revision and number, so that
-- passages come in the order in which they are looked through. Terms are already cut to stems: own ones are of weight
-- A, those of the surroundings of weight D.
create table passages (
  id bigint primary key,
  record text not null,
  kind text not null,
  country text,
  language text not null,
  place text not null,
  year integer,
  since text,
  until text,
  terms tsvector not null
);

create index passages_by_term on passages using gin (terms);

create table word_parts (
  part text not null,
  word text not null,
  primary key (part, word)
);

-- The same promise for each statement instead of each row: every new revision but the first has its predecessor, and
-- names its hash.
drop trigger revisions_follow on revisions;

create or replace function revisions_follow() returns trigger language plpgsql as $$
begin
  if exists (
    select from added
    where seq <> 1 and not exists (
      select from revisions before where before.seq = added.seq - 1 and before.hash = added.prev
    )
  ) then
    raise exception 'revisions are append-only: a revision must follow the last one';
  end if;
  return null;
end $$;

create trigger revisions_follow after insert on revisions
  referencing new table as added
  for each statement execute function revisions_follow();

-- Links and records follow from the log, which verify compares them with: no need to look each up at every import.
alter table links drop constraint links_from_id_fkey;

alter table records drop constraint records_seq_fkey;

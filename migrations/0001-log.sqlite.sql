-- Revisions are only ever added, one after another. "insert or replace" is caught by the first of these.
create trigger revisions_follow before insert on revisions
when new.seq <> (select coalesce(max(seq), 0) + 1 from revisions)
  or new.prev <> coalesce((select hash from revisions order by seq desc limit 1), new.prev)
begin
  select raise(abort, 'revisions are append-only: a revision must follow the last one');
end;

create trigger revisions_stay before update on revisions
begin
  select raise(abort, 'revisions are append-only: they cannot be changed');
end;

create trigger revisions_remain before delete on revisions
begin
  select raise(abort, 'revisions are append-only: they cannot be deleted');
end;

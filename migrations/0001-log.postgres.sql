-- Revisions are only ever added, one after another.
create function revisions_follow() returns trigger language plpgsql as $$
declare last record;
begin
  select seq, hash into last from revisions order by seq desc limit 1;
  if new.seq <> coalesce(last.seq, 0) + 1 or new.prev <> coalesce(last.hash, new.prev) then
    raise exception 'revisions are append-only: a revision must follow the last one';
  end if;
  return new;
end $$;

create function revisions_stay() returns trigger language plpgsql as $$
begin
  raise exception 'revisions are append-only: they cannot be changed or deleted';
end $$;

create trigger revisions_follow before insert on revisions
  for each row execute function revisions_follow();

create trigger revisions_stay before update or delete on revisions
  for each row execute function revisions_stay();

create trigger revisions_remain before truncate on revisions
  for each statement execute function revisions_stay();

-- The log of revisions and its first projections. Statements are separated by blank lines.
create table meta (
  key text primary key,
  value text not null
);

-- One change to one record; body is canonical JSON (RFC 8785), absent where the record was removed.
create table revisions (
  seq integer primary key,
  kind text not null,
  id text not null,
  body text,
  author text not null,
  at text not null,
  reason text not null,
  prev text not null,
  hash text not null
);

create index revisions_of_record on revisions (id, seq);

create index revisions_by_moment on revisions (at, seq);

-- The current records: the revision that holds the body of each.
create table records (
  id text primary key,
  kind text not null,
  country text,
  seq integer not null references revisions (seq)
);

-- What a record names, and at which path of its body.
create table links (
  from_id text not null references records (id) on delete cascade,
  path text not null,
  target text not null,
  to_id text not null,
  primary key (from_id, path)
);

create index links_by_target on links (to_id);

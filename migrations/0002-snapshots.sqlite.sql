create table snapshot_parts (
  sha256 text not null references snapshots (sha256) on delete cascade,
  part integer not null,
  bytes blob not null,
  primary key (sha256, part)
);

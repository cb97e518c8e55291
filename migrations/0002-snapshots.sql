-- The bytes of documents as they were read, each once under the SHA-256 of its content, in parts of bounded size.
create table snapshots (
  sha256 text primary key,
  size integer not null
);

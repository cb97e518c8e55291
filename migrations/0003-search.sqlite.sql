-- What can be found: a text of a current record in one language. The id is made of rank, revision and number, so that
-- passages come in the order in which they are looked through.
create table passages (
  id integer primary key,
  record text not null,
  kind text not null,
  country text,
  language text not null,
  place text not null,
  year integer,
  since text,
  until text
);

-- The terms of each passage by its id, already cut to stems: nothing is to be split or folded any more.
create virtual table passage_terms using fts5(
  terms, around, content = '', contentless_delete = 1, tokenize = "ascii tokenchars ':/-.'"
);

create virtual table passage_vocabulary using fts5vocab(passage_terms, 'row');

create table word_parts (
  part text not null,
  word text not null,
  primary key (part, word)
) without rowid;

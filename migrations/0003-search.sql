-- The words that texts have, with the number of passages each is in, and their parts of three letters, for mistyped ones.
create table words (
  word text primary key,
  uses integer not null
);

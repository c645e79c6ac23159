-- What people say of themselves; '' is nothing. search_text is the username, the name and the title in lower case, for finding people: '' where an earlier version wrote the row.
ALTER TABLE accounts ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN pronouns TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
-- The hash of the current avatar; NULL: none.
ALTER TABLE accounts ADD COLUMN avatar_hash TEXT;

-- state: 0 uploading, 1 current, 2 removed. The content is a blob with the same id.
CREATE TABLE avatars (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL,
  hash TEXT NOT NULL,
  media_type TEXT NOT NULL,
  state INTEGER NOT NULL,
  uploaded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX avatars_by_account ON avatars (account_id) WHERE state = 1;
CREATE INDEX avatars_by_removal ON avatars (id) WHERE state IN (0, 2);

-- What people say of themselves; '' is nothing. search_text is the username, the name and the title in lower case, for finding people: '' where an earlier version wrote the row.
ALTER TABLE accounts ADD COLUMN title text NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN pronouns text NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN time_zone text NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN search_text text NOT NULL DEFAULT '';
-- The hash of the current avatar; NULL: none.
ALTER TABLE accounts ADD COLUMN avatar_hash text;

-- state: 0 uploading, 1 current, 2 removed. The content is a blob with the same id.
CREATE TABLE avatars (
  id uuid NOT NULL PRIMARY KEY,
  account_id uuid NOT NULL,
  hash text NOT NULL,
  media_type text NOT NULL,
  state integer NOT NULL,
  uploaded_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX avatars_by_account ON avatars (account_id) WHERE state = 1;
CREATE INDEX avatars_by_removal ON avatars (id) WHERE state IN (0, 2);

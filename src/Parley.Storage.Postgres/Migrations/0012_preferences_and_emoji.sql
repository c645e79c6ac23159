-- What an account chose of how its clients look and behave, as JSON; '' is nothing.
ALTER TABLE accounts ADD COLUMN preferences text NOT NULL DEFAULT '';

-- Emoji of a workspace's own. state: 0 uploading, 1 current, 2 removed. The content is a blob with the same id.
CREATE TABLE custom_emoji (
  id uuid NOT NULL PRIMARY KEY,
  workspace_id uuid NOT NULL,
  name text NOT NULL,
  creator_id uuid NOT NULL,
  hash text NOT NULL,
  media_type text NOT NULL,
  state integer NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX custom_emoji_by_name ON custom_emoji (workspace_id, name) WHERE state = 1;
CREATE INDEX custom_emoji_by_removal ON custom_emoji (id) WHERE state IN (0, 2);

-- state: 0 uploading, 1 uploaded, 2 posted, 3 removed. The content is a blob with the same id; message_seq is the message that it came with.
CREATE TABLE files (
  id BLOB NOT NULL PRIMARY KEY,
  channel_id BLOB NOT NULL,
  uploader_id BLOB NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  state INTEGER NOT NULL,
  uploaded_at INTEGER NOT NULL,
  message_seq INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX files_by_message ON files (channel_id, message_seq) WHERE message_seq IS NOT NULL;
CREATE INDEX files_by_abandonment ON files (uploaded_at) WHERE state IN (0, 1);
CREATE INDEX files_by_removal ON files (id) WHERE state = 3;

-- What the files of a workspace come to.
CREATE TABLE workspace_files (
  workspace_id BLOB NOT NULL PRIMARY KEY,
  bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The files of a message as JSON, as its readers get them; NULL: none.
ALTER TABLE messages ADD COLUMN files TEXT;

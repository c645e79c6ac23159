-- What waits in each account's composers. thread_seq is the root of the thread, 0 for the channel itself.
CREATE TABLE drafts (
  account_id BLOB NOT NULL,
  channel_id BLOB NOT NULL,
  thread_seq INTEGER NOT NULL,
  text TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, channel_id, thread_seq)
) STRICT, WITHOUT ROWID;

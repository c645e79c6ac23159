-- A reply names the root of its thread; NULL: no reply.
ALTER TABLE messages ADD COLUMN thread_seq INTEGER;
ALTER TABLE messages ADD COLUMN also_in_channel INTEGER NOT NULL DEFAULT 0;
CREATE INDEX messages_by_thread ON messages (channel_id, thread_seq, seq) WHERE thread_seq IS NOT NULL;

-- A thread from its first reply on. reply_count leaves out deleted replies, the last reply may be one.
CREATE TABLE threads (
  channel_id BLOB NOT NULL,
  root_seq INTEGER NOT NULL,
  reply_count INTEGER NOT NULL,
  last_reply_seq INTEGER NOT NULL,
  last_reply_at INTEGER NOT NULL,
  PRIMARY KEY (channel_id, root_seq)
) STRICT, WITHOUT ROWID;

-- Who follows a thread, who replied in it (first_reply_seq), and who does not want to hear of it any more (is_following false).
CREATE TABLE thread_followers (
  account_id BLOB NOT NULL,
  channel_id BLOB NOT NULL,
  root_seq INTEGER NOT NULL,
  is_following INTEGER NOT NULL,
  read_seq INTEGER NOT NULL,
  first_reply_seq INTEGER,
  PRIMARY KEY (account_id, channel_id, root_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_followers_by_first_reply ON thread_followers (channel_id, root_seq, first_reply_seq) WHERE first_reply_seq IS NOT NULL;

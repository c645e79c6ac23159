-- Whom messages call. mentioned_id is an account, or the workspace when everyone in the channel is called; the rows follow from messages.mentions, which is the
-- JSON that events and answers have.
CREATE TABLE mentions (
  mentioned_id BLOB NOT NULL,
  channel_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  author_id BLOB NOT NULL,
  posted_at INTEGER NOT NULL,
  PRIMARY KEY (mentioned_id, channel_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_time ON mentions (mentioned_id, posted_at, channel_id, seq);
-- Seq first, so that it is of no use to whoever counts what is after a marker: for an account that is the primary key's part.
CREATE INDEX mentions_by_message ON mentions (seq, channel_id);

ALTER TABLE messages ADD COLUMN mentions TEXT;

-- Words that count as a mention of the account, in its order.
CREATE TABLE keywords (
  account_id BLOB NOT NULL REFERENCES accounts (id),
  position INTEGER NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (account_id, position)
) STRICT, WITHOUT ROWID;

-- Counts the marker's moves, so that a device that hears of two knows which one came later.
ALTER TABLE read_markers ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

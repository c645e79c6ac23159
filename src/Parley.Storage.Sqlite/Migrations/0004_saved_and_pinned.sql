-- The messages of a channel that are pinned, and by which event. The message itself says who pinned it and when.
CREATE TABLE pinned_messages (
  channel_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  event_seq INTEGER NOT NULL,
  PRIMARY KEY (channel_id, seq)
) STRICT, WITHOUT ROWID;
ALTER TABLE messages ADD COLUMN pinned_by BLOB;
ALTER TABLE messages ADD COLUMN pinned_at INTEGER;

-- What each account keeps for later; id gives the order.
CREATE TABLE saved_messages (
  account_id BLOB NOT NULL,
  channel_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  id BLOB NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, channel_id, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX saved_messages_by_id ON saved_messages (account_id, id);

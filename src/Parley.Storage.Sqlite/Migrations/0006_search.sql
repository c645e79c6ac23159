-- How far the index of messages has followed each channel's log (indexed_seq), and up to which seq what was there before is still to be indexed, from the newest on.
CREATE TABLE search_channels (
  channel_id BLOB NOT NULL PRIMARY KEY,
  indexed_seq INTEGER NOT NULL,
  history_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX search_channels_by_history ON search_channels (channel_id) WHERE history_seq > 0;
INSERT INTO search_channels (channel_id, indexed_seq, history_seq) SELECT channel_id, head, head FROM channel_heads;

-- 1,024 seqs of a channel each, block = seq / 1,024: what a search looks into, the newest first.
CREATE TABLE search_blocks (
  channel_id BLOB NOT NULL,
  block INTEGER NOT NULL,
  oldest_at INTEGER NOT NULL,
  newest_at INTEGER NOT NULL,
  PRIMARY KEY (channel_id, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_messages (
  id INTEGER NOT NULL PRIMARY KEY,
  channel_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  posted_at INTEGER NOT NULL,
  UNIQUE (channel_id, seq)
) STRICT;

-- By the id of search_messages. The terms begin with a hash of the message's block; a message that was deleted has none. What is not ASCII is part of a term, as the server cut it.
CREATE VIRTUAL TABLE search_terms USING fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

-- How far the index of messages has followed each channel's log (indexed_seq), and up to which seq what was there before is still to be indexed, from the newest on.
CREATE TABLE search_channels (
  channel_id uuid NOT NULL PRIMARY KEY,
  indexed_seq bigint NOT NULL,
  history_seq bigint NOT NULL
)
-- Updated with every batch: room for the new version on the same page keeps it out of the indexes (HOT).
WITH (fillfactor = 50);
CREATE INDEX search_channels_by_history ON search_channels (channel_id) WHERE history_seq > 0;
INSERT INTO search_channels (channel_id, indexed_seq, history_seq) SELECT channel_id, head, head FROM channel_heads;

-- 1,024 seqs of a channel each, block = seq / 1,024: what a search looks into, the newest first.
CREATE TABLE search_blocks (
  channel_id uuid NOT NULL,
  block bigint NOT NULL,
  oldest_at timestamptz NOT NULL,
  newest_at timestamptz NOT NULL,
  PRIMARY KEY (channel_id, block)
);

-- The terms begin with a hash of the message's block. A message that was deleted has none.
CREATE TABLE search_messages (
  channel_id uuid NOT NULL,
  seq bigint NOT NULL,
  posted_at timestamptz NOT NULL,
  terms tsvector NOT NULL,
  PRIMARY KEY (channel_id, seq)
);
-- Nobody estimates by them: each term is rare.
ALTER TABLE search_messages ALTER COLUMN terms SET STATISTICS 0;
-- Written in batches by a worker; a list of what is not in the index yet would be read by every look into it.
CREATE INDEX search_messages_by_term ON search_messages USING gin (terms) WITH (fastupdate = off);

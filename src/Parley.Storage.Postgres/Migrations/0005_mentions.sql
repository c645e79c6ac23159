-- Whom messages call. mentioned_id is an account, or the workspace when everyone in the channel is called; the rows follow from messages.mentions, which is the
-- JSON that events and answers have.
CREATE TABLE mentions (
  mentioned_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  seq bigint NOT NULL,
  author_id uuid NOT NULL,
  posted_at timestamptz NOT NULL,
  PRIMARY KEY (mentioned_id, channel_id, seq)
);
CREATE INDEX mentions_by_time ON mentions (mentioned_id, posted_at, channel_id, seq);
-- Seq first, so that it is of no use to whoever counts what is after a marker: for an account that is the primary key's part.
CREATE INDEX mentions_by_message ON mentions (seq, channel_id);

ALTER TABLE messages ADD COLUMN mentions text;

-- Words that count as a mention of the account, in its order.
CREATE TABLE keywords (
  account_id uuid NOT NULL REFERENCES accounts (id),
  position integer NOT NULL,
  word text NOT NULL,
  PRIMARY KEY (account_id, position)
);

-- Counts the marker's moves, so that a device that hears of two knows which one came later.
ALTER TABLE read_markers ADD COLUMN version bigint NOT NULL DEFAULT 0;

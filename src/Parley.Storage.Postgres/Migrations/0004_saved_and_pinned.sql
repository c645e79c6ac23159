-- The messages of a channel that are pinned, and by which event. The message itself says who pinned it and when.
CREATE TABLE pinned_messages (
  channel_id uuid NOT NULL,
  seq bigint NOT NULL,
  event_seq bigint NOT NULL,
  PRIMARY KEY (channel_id, seq)
);
ALTER TABLE messages ADD COLUMN pinned_by uuid;
ALTER TABLE messages ADD COLUMN pinned_at timestamptz;

-- What each account keeps for later; id gives the order.
CREATE TABLE saved_messages (
  account_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, channel_id, seq)
);
CREATE UNIQUE INDEX saved_messages_by_id ON saved_messages (account_id, id);

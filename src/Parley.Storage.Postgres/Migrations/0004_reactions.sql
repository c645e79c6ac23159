-- Who reacted to which message with what. event_seq is the event that tells; first_seq the one that put this emoji on the message, by which its emoji stand in order.
CREATE TABLE message_reactions (
  channel_id uuid NOT NULL,
  seq bigint NOT NULL,
  emoji text COLLATE "C" NOT NULL,
  account_id uuid NOT NULL,
  event_seq bigint NOT NULL,
  first_seq bigint NOT NULL,
  PRIMARY KEY (channel_id, seq, emoji, account_id)
);

-- The last event about the message's reactions; null: there was none, and nobody looks for any.
ALTER TABLE messages ADD COLUMN reactions_seq bigint;

-- A reply names the root of its thread; NULL: no reply.
ALTER TABLE messages ADD COLUMN thread_seq bigint;
ALTER TABLE messages ADD COLUMN also_in_channel boolean NOT NULL DEFAULT false;
CREATE INDEX messages_by_thread ON messages (channel_id, thread_seq, seq) WHERE thread_seq IS NOT NULL;

-- A thread from its first reply on. reply_count leaves out deleted replies, the last reply may be one.
CREATE TABLE threads (
  channel_id uuid NOT NULL,
  root_seq bigint NOT NULL,
  reply_count integer NOT NULL,
  last_reply_seq bigint NOT NULL,
  last_reply_at timestamptz NOT NULL,
  PRIMARY KEY (channel_id, root_seq)
)
-- Updated by every reply: room for the new version on the same page keeps it out of the index (HOT).
WITH (fillfactor = 70);

-- Who follows a thread, who replied in it (first_reply_seq), and who does not want to hear of it any more (is_following false).
CREATE TABLE thread_followers (
  account_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  root_seq bigint NOT NULL,
  is_following boolean NOT NULL,
  read_seq bigint NOT NULL,
  first_reply_seq bigint,
  PRIMARY KEY (account_id, channel_id, root_seq)
);
CREATE INDEX thread_followers_by_first_reply ON thread_followers (channel_id, root_seq, first_reply_seq) WHERE first_reply_seq IS NOT NULL;

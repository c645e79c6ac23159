-- What waits in each account's composers. thread_seq is the root of the thread, 0 for the channel itself.
CREATE TABLE drafts (
  account_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  thread_seq bigint NOT NULL,
  text text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, channel_id, thread_seq)
);

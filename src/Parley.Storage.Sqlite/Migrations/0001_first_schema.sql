-- Ids are UUIDs as 16 bytes in network order; times are milliseconds since 1970-01-01 UTC.

CREATE TABLE server_state (
  only_row INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (only_row = 1),
  epoch BLOB NOT NULL
) STRICT;
INSERT INTO server_state (epoch) VALUES (randomblob(16));

CREATE TABLE accounts (
  id BLOB NOT NULL PRIMARY KEY,
  username TEXT NOT NULL,
  display_name TEXT NOT NULL,
  email TEXT,
  password_hash TEXT NOT NULL,
  is_server_admin INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  deactivated_at INTEGER,
  failed_sign_ins INTEGER NOT NULL,
  locked_until INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX accounts_by_username ON accounts (username);

-- Devices signed in with a password (kind 0) and personal access tokens (kind 1).
CREATE TABLE sign_ins (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts (id),
  kind INTEGER NOT NULL,
  token_hash BLOB NOT NULL,
  name TEXT,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sign_ins_by_token ON sign_ins (token_hash);
CREATE INDEX sign_ins_by_account ON sign_ins (account_id);

CREATE TABLE workspaces (
  id BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- role: 0 guest, 1 member, 2 admin, 3 owner.
CREATE TABLE workspace_members (
  workspace_id BLOB NOT NULL REFERENCES workspaces (id),
  account_id BLOB NOT NULL REFERENCES accounts (id),
  role INTEGER NOT NULL,
  joined_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX workspace_members_by_account ON workspace_members (account_id);

CREATE TABLE invites (
  id BLOB NOT NULL PRIMARY KEY,
  code_hash BLOB NOT NULL,
  workspace_id BLOB NOT NULL REFERENCES workspaces (id),
  role INTEGER NOT NULL,
  created_by BLOB NOT NULL REFERENCES accounts (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  max_uses INTEGER,
  uses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX invites_by_code ON invites (code_hash);
CREATE INDEX invites_by_workspace ON invites (workspace_id);

CREATE TABLE invite_channels (
  invite_id BLOB NOT NULL,
  channel_id BLOB NOT NULL,
  PRIMARY KEY (invite_id, channel_id)
) STRICT, WITHOUT ROWID;

-- visibility: 0 public, 1 private, 2 direct. A direct channel has a direct_key (its members' ids) instead of a name.
CREATE TABLE channels (
  id BLOB NOT NULL PRIMARY KEY,
  workspace_id BLOB NOT NULL REFERENCES workspaces (id),
  visibility INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT,
  topic TEXT NOT NULL,
  purpose TEXT NOT NULL,
  is_default INTEGER NOT NULL,
  direct_key TEXT,
  created_by BLOB NOT NULL REFERENCES accounts (id),
  created_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX channels_by_name ON channels (workspace_id, name_key) WHERE name_key IS NOT NULL;
CREATE UNIQUE INDEX channels_by_direct_key ON channels (workspace_id, direct_key) WHERE direct_key IS NOT NULL;

-- What every append changes, apart from the channel's own row.
CREATE TABLE channel_heads (
  channel_id BLOB NOT NULL PRIMARY KEY REFERENCES channels (id),
  head INTEGER NOT NULL,
  member_count INTEGER NOT NULL,
  last_message_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE channel_members (
  channel_id BLOB NOT NULL REFERENCES channels (id),
  account_id BLOB NOT NULL REFERENCES accounts (id),
  joined_seq INTEGER NOT NULL,
  PRIMARY KEY (channel_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX channel_members_by_account ON channel_members (account_id);

-- The log. event is the UTF-8 JSON that clients get; effect: 0 none, 1 subject joined, 2 subject left, 3 earlier events lost text.
CREATE TABLE channel_events (
  channel_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  effect INTEGER NOT NULL,
  subject_id BLOB,
  event BLOB NOT NULL,
  PRIMARY KEY (channel_id, seq)
) STRICT, WITHOUT ROWID;

-- Messages as they are now, by the seq of the event that posted them.
CREATE TABLE messages (
  channel_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  author_id BLOB NOT NULL,
  client_message_id BLOB NOT NULL,
  text TEXT NOT NULL,
  posted_at INTEGER NOT NULL,
  edited_at INTEGER,
  deleted_at INTEGER,
  PRIMARY KEY (channel_id, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX messages_by_client_message_id ON messages (channel_id, author_id, client_message_id);

-- What a message said until the event event_seq edited or deleted it.
CREATE TABLE message_versions (
  channel_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  event_seq INTEGER NOT NULL,
  text TEXT NOT NULL,
  replaced_at INTEGER NOT NULL,
  PRIMARY KEY (channel_id, seq, event_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE read_markers (
  account_id BLOB NOT NULL,
  channel_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (account_id, channel_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE server_state (
  only_row boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
  epoch uuid NOT NULL
);
INSERT INTO server_state (epoch) VALUES (gen_random_uuid());

CREATE TABLE accounts (
  id uuid NOT NULL PRIMARY KEY,
  username text NOT NULL,
  display_name text NOT NULL,
  email text,
  password_hash text NOT NULL,
  is_server_admin boolean NOT NULL,
  created_at timestamptz NOT NULL,
  deactivated_at timestamptz,
  failed_sign_ins integer NOT NULL,
  locked_until timestamptz
);
CREATE UNIQUE INDEX accounts_by_username ON accounts (username);

-- Devices signed in with a password (kind 0) and personal access tokens (kind 1).
CREATE TABLE sign_ins (
  id uuid NOT NULL PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  kind integer NOT NULL,
  token_hash bytea NOT NULL,
  name text,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at timestamptz
);
CREATE UNIQUE INDEX sign_ins_by_token ON sign_ins (token_hash);
CREATE INDEX sign_ins_by_account ON sign_ins (account_id);

CREATE TABLE workspaces (
  id uuid NOT NULL PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);

-- role: 0 guest, 1 member, 2 admin, 3 owner.
CREATE TABLE workspace_members (
  workspace_id uuid NOT NULL REFERENCES workspaces (id),
  account_id uuid NOT NULL REFERENCES accounts (id),
  role integer NOT NULL,
  joined_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, account_id)
);
CREATE INDEX workspace_members_by_account ON workspace_members (account_id);

CREATE TABLE invites (
  id uuid NOT NULL PRIMARY KEY,
  code_hash bytea NOT NULL,
  workspace_id uuid NOT NULL REFERENCES workspaces (id),
  role integer NOT NULL,
  created_by uuid NOT NULL REFERENCES accounts (id),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  max_uses integer,
  uses integer NOT NULL
);
CREATE UNIQUE INDEX invites_by_code ON invites (code_hash);
CREATE INDEX invites_by_workspace ON invites (workspace_id);

CREATE TABLE invite_channels (
  invite_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  PRIMARY KEY (invite_id, channel_id)
);

-- visibility: 0 public, 1 private, 2 direct. A direct channel has a direct_key (its members' ids) instead of a name.
CREATE TABLE channels (
  id uuid NOT NULL PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspaces (id),
  visibility integer NOT NULL,
  name text NOT NULL,
  name_key text,
  topic text NOT NULL,
  purpose text NOT NULL,
  is_default boolean NOT NULL,
  direct_key text,
  created_by uuid NOT NULL REFERENCES accounts (id),
  created_at timestamptz NOT NULL,
  archived_at timestamptz
);
CREATE UNIQUE INDEX channels_by_name ON channels (workspace_id, name_key) WHERE name_key IS NOT NULL;
CREATE UNIQUE INDEX channels_by_direct_key ON channels (workspace_id, direct_key) WHERE direct_key IS NOT NULL;

-- What every append changes, apart from the channel's own row.
CREATE TABLE channel_heads (
  channel_id uuid NOT NULL PRIMARY KEY REFERENCES channels (id),
  head bigint NOT NULL,
  member_count integer NOT NULL,
  last_message_at timestamptz
)
-- Updated by every append: room for the new version on the same page keeps it out of the indexes (HOT).
WITH (fillfactor = 50);

CREATE TABLE channel_members (
  channel_id uuid NOT NULL REFERENCES channels (id),
  account_id uuid NOT NULL REFERENCES accounts (id),
  joined_seq bigint NOT NULL,
  PRIMARY KEY (channel_id, account_id)
);
CREATE INDEX channel_members_by_account ON channel_members (account_id);

-- The log. event is the UTF-8 JSON that clients get; effect: 0 none, 1 subject joined, 2 subject left, 3 earlier events lost text.
CREATE TABLE channel_events (
  channel_id uuid NOT NULL,
  seq bigint NOT NULL,
  effect integer NOT NULL,
  subject_id uuid,
  event bytea NOT NULL,
  PRIMARY KEY (channel_id, seq)
);

-- Messages as they are now, by the seq of the event that posted them.
CREATE TABLE messages (
  channel_id uuid NOT NULL,
  seq bigint NOT NULL,
  author_id uuid NOT NULL,
  client_message_id uuid NOT NULL,
  text text NOT NULL,
  posted_at timestamptz NOT NULL,
  edited_at timestamptz,
  deleted_at timestamptz,
  PRIMARY KEY (channel_id, seq)
);
CREATE UNIQUE INDEX messages_by_client_message_id ON messages (channel_id, author_id, client_message_id);

-- What a message said until the event event_seq edited or deleted it.
CREATE TABLE message_versions (
  channel_id uuid NOT NULL,
  seq bigint NOT NULL,
  event_seq bigint NOT NULL,
  text text NOT NULL,
  replaced_at timestamptz NOT NULL,
  PRIMARY KEY (channel_id, seq, event_seq)
);

CREATE TABLE read_markers (
  account_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (account_id, channel_id)
);

-- People of a workspace who are mentioned by one name.
CREATE TABLE account_groups (
  workspace_id BLOB NOT NULL,
  name TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_group_members (
  workspace_id BLOB NOT NULL,
  name TEXT NOT NULL,
  account_id BLOB NOT NULL,
  PRIMARY KEY (workspace_id, name, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_group_members_by_account ON account_group_members (account_id, workspace_id);

-- People of a workspace who are mentioned by one name.
CREATE TABLE account_groups (
  workspace_id uuid NOT NULL,
  name text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, name)
);

CREATE TABLE account_group_members (
  workspace_id uuid NOT NULL,
  name text NOT NULL,
  account_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, name, account_id)
);
CREATE INDEX account_group_members_by_account ON account_group_members (account_id, workspace_id);

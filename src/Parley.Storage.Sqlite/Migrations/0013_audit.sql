-- Who changed what, and from where. Rows are added and never changed. The id begins with the time. address is the caller's, as text.
CREATE TABLE audit_events (
  id BLOB NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  operation TEXT NOT NULL,
  account_id BLOB,
  sign_in_id BLOB,
  workspace_id BLOB,
  channel_id BLOB,
  target_account_id BLOB,
  target_id BLOB,
  address TEXT
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_events_unchanged BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END;
CREATE TRIGGER audit_events_stay BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END;

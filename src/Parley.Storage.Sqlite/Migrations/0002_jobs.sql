-- Background work. state: 0 waiting, 1 running, 2 done, 3 dead. due_at is when a worker may take it; while it runs, when its lease ends and another may.
-- lease_id tells one taking from the next: who lost its lease changes nothing any more.
CREATE TABLE jobs (
  id BLOB NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT,
  payload TEXT NOT NULL,
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  lease_id BLOB,
  enqueued_at INTEGER NOT NULL,
  finished_at INTEGER,
  last_error TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX jobs_by_key ON jobs (kind, key) WHERE key IS NOT NULL;
CREATE INDEX jobs_by_due ON jobs (due_at) WHERE state IN (0, 1);
CREATE INDEX jobs_by_state ON jobs (state, id);
CREATE INDEX jobs_by_finish ON jobs (finished_at) WHERE finished_at IS NOT NULL;

-- For what is removed some time after it expired.
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX invites_by_expiry ON invites (expires_at);

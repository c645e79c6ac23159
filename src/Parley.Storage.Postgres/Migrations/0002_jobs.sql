-- Background work. state: 0 waiting, 1 running, 2 done, 3 dead. due_at is when a worker may take it; while it runs, when its lease ends and another may.
-- lease_id tells one taking from the next: who lost its lease changes nothing any more.
CREATE TABLE jobs (
  id uuid NOT NULL PRIMARY KEY,
  kind text NOT NULL,
  key text,
  payload text NOT NULL,
  state integer NOT NULL,
  attempts integer NOT NULL,
  due_at timestamptz NOT NULL,
  lease_id uuid,
  enqueued_at timestamptz NOT NULL,
  finished_at timestamptz,
  last_error text
);
CREATE UNIQUE INDEX jobs_by_key ON jobs (kind, key) WHERE key IS NOT NULL;
CREATE INDEX jobs_by_due ON jobs (due_at) WHERE state IN (0, 1);
CREATE INDEX jobs_by_state ON jobs (state, id);
CREATE INDEX jobs_by_finish ON jobs (finished_at) WHERE finished_at IS NOT NULL;

-- For what is removed some time after it expired.
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX invites_by_expiry ON invites (expires_at);

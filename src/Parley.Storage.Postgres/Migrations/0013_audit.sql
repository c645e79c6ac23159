-- Who changed what, and from where. Rows are added and never changed: no role but the owner of the tables may (grants.sql), and not even the owner without taking the trigger away first.
-- The id begins with the time. address is the caller's, as text.
CREATE TABLE audit_events (
  id uuid NOT NULL PRIMARY KEY,
  at timestamptz NOT NULL,
  action text NOT NULL,
  operation text NOT NULL,
  account_id uuid,
  sign_in_id uuid,
  workspace_id uuid,
  channel_id uuid,
  target_account_id uuid,
  target_id uuid,
  address text
);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN RAISE EXCEPTION ''audit events are never changed'' USING ERRCODE = ''insufficient_privilege''; END';

CREATE TRIGGER audit_events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

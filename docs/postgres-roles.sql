-- The roles of PostgreSQL that Parley's nodes work under, each with no more than it needs. Run once per cluster, as someone who may create roles, in
-- the database that Parley is in:
--
--   psql -d parley -f docs/postgres-roles.sql
--
-- It may be run again. What each role may do comes from 'parley-server migrate', which grants it to the roles that it finds: run that next.
DO $roles$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['parley_owner', 'parley_gateway', 'parley_api', 'parley_worker'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', name);
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), name);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', name);
  END LOOP;

  -- The owner makes the tables, and nobody else.
  GRANT CREATE ON SCHEMA public TO parley_owner;
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
END
$roles$;

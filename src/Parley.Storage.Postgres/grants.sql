-- What each role of Parley may do: no more than its SQL needs. Run as a whole after the migrations, each time; a role that is not there is left out
-- (docs/postgres-roles.sql makes them). A table that a migration adds is added here in the same change, which a test holds.
DO $grants$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'parley_gateway') THEN
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM parley_gateway;
    -- It reads whose a token is, what the account follows, and the log; it writes nothing.
    GRANT SELECT ON schema_migrations, server_state, workspace_members, channel_heads, channel_members, channel_events TO parley_gateway;
    GRANT SELECT (id, account_id, kind, token_hash, name, created_at, last_used_at, expires_at) ON sign_ins TO parley_gateway;
    GRANT SELECT (id, is_server_admin, deactivated_at) ON accounts TO parley_gateway;
  END IF;

  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'parley_api') THEN
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM parley_api;
    GRANT SELECT ON schema_migrations TO parley_api;
    -- Its row is locked, never changed; a lock needs the right to change something.
    GRANT SELECT, UPDATE (only_row) ON server_state TO parley_api;
    -- It enqueues, and retries what is dead.
    GRANT SELECT, INSERT, UPDATE (state, attempts, due_at, finished_at) ON jobs TO parley_api;
    GRANT SELECT, INSERT ON message_versions, message_preview_events TO parley_api;
    GRANT SELECT, INSERT, DELETE ON message_link_images TO parley_api;
    GRANT SELECT ON link_images TO parley_api;
    GRANT SELECT, INSERT, DELETE ON channel_members, invite_channels, message_reactions, pinned_messages, saved_messages, mentions, keywords,
      account_group_members TO parley_api;
    GRANT SELECT, INSERT, UPDATE, DELETE ON notification_settings, channel_notifications TO parley_api;
    GRANT SELECT, INSERT, UPDATE ON accounts, workspaces, channels, channel_heads, channel_events, messages, read_markers, threads, thread_followers TO parley_api;
    GRANT SELECT, INSERT, UPDATE, DELETE ON sign_ins, workspace_members, invites, drafts, account_groups TO parley_api;
    GRANT SELECT, INSERT, UPDATE ON files, workspace_files, avatars, custom_emoji TO parley_api;
    -- It looks into the index of messages, and changes there what is edited or deleted.
    GRANT SELECT, INSERT, UPDATE ON search_messages TO parley_api;
    GRANT SELECT ON search_blocks TO parley_api;
    -- It adds to what was done, and can neither read nor change it.
    GRANT INSERT ON audit_events TO parley_api;
  END IF;

  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'parley_worker') THEN
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM parley_worker;
    GRANT SELECT ON schema_migrations TO parley_worker;
    GRANT SELECT, INSERT, UPDATE, DELETE ON jobs TO parley_worker;
    -- It removes what expired, and sees no hash of a token or an invite.
    GRANT SELECT (id, expires_at), DELETE ON sign_ins, invites TO parley_worker;
    -- It counts who used a device lately, and what has not expired.
    GRANT SELECT (account_id, kind, last_used_at) ON sign_ins TO parley_worker;
    GRANT SELECT (invite_id), DELETE ON invite_channels TO parley_worker;
    -- It removes files, and sees whose room they took.
    GRANT SELECT (id, channel_id, bytes, state, uploaded_at), UPDATE (state), DELETE ON files TO parley_worker;
    GRANT SELECT, UPDATE (bytes) ON workspace_files TO parley_worker;
    GRANT SELECT (id, workspace_id, visibility, archived_at) ON channels TO parley_worker;
    -- It indexes messages, and of what they are it changes only where their links lead to, by an event.
    GRANT SELECT (channel_id, seq, author_id, text, posted_at, deleted_at, files, previews, removed_links), UPDATE (previews) ON messages TO parley_worker;
    GRANT SELECT (channel_id, head, member_count), UPDATE (head, member_count) ON channel_heads TO parley_worker;
    GRANT INSERT ON channel_events, message_preview_events TO parley_worker;
    GRANT SELECT (id, link_previews_off) ON workspaces TO parley_worker;
    GRANT SELECT, INSERT, UPDATE, DELETE ON link_pages, link_images, message_link_images TO parley_worker;
    GRANT SELECT, INSERT, UPDATE ON search_channels, search_blocks, search_messages TO parley_worker;
    -- It tells those who see someone that what they said of themselves is over.
    GRANT SELECT (id, deactivated_at, status_ends_at, availability_ends_at) ON accounts TO parley_worker;
    GRANT SELECT ON workspace_members, channel_members TO parley_worker;
    -- It removes what is nobody's avatar any more.
    GRANT SELECT (id, state, uploaded_at), UPDATE (state), DELETE ON avatars TO parley_worker;
    -- Nor what is no emoji any more.
    GRANT SELECT (id, state, created_at), UPDATE (state), DELETE ON custom_emoji TO parley_worker;
  END IF;
END
$grants$;

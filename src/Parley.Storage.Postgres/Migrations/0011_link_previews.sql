-- What the links of a message lead to, as its readers get it; NULL: nothing. removed_links: those whose preview someone took away, as JSON.
ALTER TABLE messages ADD COLUMN previews text;
ALTER TABLE messages ADD COLUMN removed_links text;
ALTER TABLE workspaces ADD COLUMN link_previews_off boolean NOT NULL DEFAULT false;

-- The events that brought a message's previews, which lose them when it is deleted.
CREATE TABLE message_preview_events (
  channel_id uuid NOT NULL,
  seq bigint NOT NULL,
  event_seq bigint NOT NULL,
  PRIMARY KEY (channel_id, seq, event_seq)
);

-- What pages said of themselves, by the hash of their address; preview is JSON, NULL: nothing to show.
CREATE TABLE link_pages (
  url_hash bytea NOT NULL PRIMARY KEY,
  url text NOT NULL,
  preview text,
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX link_pages_by_expiry ON link_pages (expires_at);

-- Copies of pages' pictures. is_removed: for nobody any more; a worker removes the content, a blob with the same id, and then the row.
CREATE TABLE link_images (
  id uuid NOT NULL PRIMARY KEY,
  media_type text NOT NULL,
  added_at timestamptz NOT NULL,
  is_removed boolean NOT NULL DEFAULT false
);
CREATE INDEX link_images_by_age ON link_images (added_at);
CREATE INDEX link_images_by_removal ON link_images (id) WHERE is_removed;

CREATE TABLE message_link_images (
  channel_id uuid NOT NULL,
  seq bigint NOT NULL,
  image_id uuid NOT NULL,
  PRIMARY KEY (channel_id, seq, image_id)
);
CREATE INDEX message_link_images_by_image ON message_link_images (image_id);

-- What a picture shows, in words, and in 4 by 4 pixels: 48 bytes in Base64.
ALTER TABLE files ADD COLUMN alt text;
ALTER TABLE files ADD COLUMN blur text;

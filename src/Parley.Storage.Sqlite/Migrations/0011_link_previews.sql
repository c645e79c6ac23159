-- What the links of a message lead to, as its readers get it; NULL: nothing. removed_links: those whose preview someone took away, as JSON.
ALTER TABLE messages ADD COLUMN previews TEXT;
ALTER TABLE messages ADD COLUMN removed_links TEXT;
ALTER TABLE workspaces ADD COLUMN link_previews_off INTEGER NOT NULL DEFAULT 0;

-- The events that brought a message's previews, which lose them when it is deleted.
CREATE TABLE message_preview_events (
  channel_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  event_seq INTEGER NOT NULL,
  PRIMARY KEY (channel_id, seq, event_seq)
) STRICT, WITHOUT ROWID;

-- What pages said of themselves, by the hash of their address; preview is JSON, NULL: nothing to show.
CREATE TABLE link_pages (
  url_hash BLOB NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  preview TEXT,
  asked_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX link_pages_by_expiry ON link_pages (expires_at);

-- Copies of pages' pictures. is_removed: for nobody any more; a worker removes the content, a blob with the same id, and then the row.
CREATE TABLE link_images (
  id BLOB NOT NULL PRIMARY KEY,
  media_type TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  is_removed INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX link_images_by_age ON link_images (added_at);
CREATE INDEX link_images_by_removal ON link_images (id) WHERE is_removed;

CREATE TABLE message_link_images (
  channel_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  image_id BLOB NOT NULL,
  PRIMARY KEY (channel_id, seq, image_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_link_images_by_image ON message_link_images (image_id);

-- What a picture shows, in words, and in 4 by 4 pixels: 48 bytes in Base64.
ALTER TABLE files ADD COLUMN alt TEXT;
ALTER TABLE files ADD COLUMN blur TEXT;

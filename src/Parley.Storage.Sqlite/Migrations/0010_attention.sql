-- What people say of themselves for a while; '' is nothing. What ended is given out no more, and stays until something else is said.
ALTER TABLE accounts ADD COLUMN status_emoji TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN status_text TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN status_ends_at INTEGER;
-- 0 automatic, 1 away, 2 do not disturb.
ALTER TABLE accounts ADD COLUMN availability INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN availability_ends_at INTEGER;

-- What notifies an account, where it said so. level: 1 everything, 2 mentions, 3 nothing.
-- quiet_days: bit 0 Sunday to bit 6 Saturday, 0 no quiet hours; quiet_from and quiet_to are minutes of the day.
CREATE TABLE notification_settings (
  account_id BLOB NOT NULL PRIMARY KEY,
  level INTEGER NOT NULL,
  sound INTEGER NOT NULL,
  hides_content INTEGER NOT NULL,
  quiet_days INTEGER NOT NULL,
  quiet_from INTEGER NOT NULL,
  quiet_to INTEGER NOT NULL,
  quiet_time_zone TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The same in a channel, where it is not as everywhere. level 0: as everywhere.
CREATE TABLE channel_notifications (
  account_id BLOB NOT NULL,
  channel_id BLOB NOT NULL,
  level INTEGER NOT NULL,
  ignores_everyone INTEGER NOT NULL,
  PRIMARY KEY (account_id, channel_id)
) STRICT, WITHOUT ROWID;

-- What people say of themselves for a while; '' is nothing. What ended is given out no more, and stays until something else is said.
ALTER TABLE accounts ADD COLUMN status_emoji text NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN status_text text NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN status_ends_at timestamptz;
-- 0 automatic, 1 away, 2 do not disturb.
ALTER TABLE accounts ADD COLUMN availability integer NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN availability_ends_at timestamptz;

-- What notifies an account, where it said so. level: 1 everything, 2 mentions, 3 nothing.
-- quiet_days: bit 0 Sunday to bit 6 Saturday, 0 no quiet hours; quiet_from and quiet_to are minutes of the day.
CREATE TABLE notification_settings (
  account_id uuid NOT NULL PRIMARY KEY,
  level integer NOT NULL,
  sound boolean NOT NULL,
  hides_content boolean NOT NULL,
  quiet_days integer NOT NULL,
  quiet_from integer NOT NULL,
  quiet_to integer NOT NULL,
  quiet_time_zone text NOT NULL
);

-- The same in a channel, where it is not as everywhere. level 0: as everywhere.
CREATE TABLE channel_notifications (
  account_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  level integer NOT NULL,
  ignores_everyone boolean NOT NULL,
  PRIMARY KEY (account_id, channel_id)
);

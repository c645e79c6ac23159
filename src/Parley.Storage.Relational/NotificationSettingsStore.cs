using Parley.Contracts;
using Parley.Modules.Notifications;

namespace Parley.Storage.Relational;

public sealed class NotificationSettingsStore(Database database) : INotificationSettingsStore
{
    private static readonly NotificationSettingsDto Unset = new() { Level = NotificationLevel.Mentions, QuietHours = null, Sound = false, HidesContent = false };

    public Task<NotificationSettingsDto> ReadAsync(Guid accountId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            async session => await session.FindAsync(
                """
                SELECT level, sound, hides_content, quiet_days, quiet_from, quiet_to, quiet_time_zone
                FROM notification_settings WHERE account_id = @account
                """,
                Read,
                ("account", accountId)) ?? Unset,
            cancellationToken);
    }

    public Task<bool> SetAsync(Guid accountId, NotificationSettingsDto settings, CancellationToken cancellationToken)
    {
        var hours = settings.QuietHours;
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                """
                INSERT INTO notification_settings (account_id, level, sound, hides_content, quiet_days, quiet_from, quiet_to, quiet_time_zone)
                VALUES (@account, @level, @sound, @hides, @days, @from, @to, @zone)
                ON CONFLICT (account_id) DO UPDATE SET level = excluded.level, sound = excluded.sound, hides_content = excluded.hides_content,
                  quiet_days = excluded.quiet_days, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, quiet_time_zone = excluded.quiet_time_zone
                WHERE notification_settings.level <> excluded.level OR notification_settings.sound <> excluded.sound
                  OR notification_settings.hides_content <> excluded.hides_content OR notification_settings.quiet_days <> excluded.quiet_days
                  OR notification_settings.quiet_from <> excluded.quiet_from OR notification_settings.quiet_to <> excluded.quiet_to
                  OR notification_settings.quiet_time_zone <> excluded.quiet_time_zone
                """,
                ("account", accountId),
                ("level", (int)settings.Level),
                ("sound", settings.Sound),
                ("hides", settings.HidesContent),
                ("days", hours?.Days.Sum(day => 1 << (int)day) ?? 0),
                ("from", hours is null ? 0 : QuietHours.MinuteOf(hours.From)),
                ("to", hours is null ? 0 : QuietHours.MinuteOf(hours.To)),
                ("zone", hours?.TimeZone ?? "")) > 0,
            cancellationToken);
    }

    public Task<SetChannelNotificationsOutcome> SetAsync(Guid accountId, Guid channelId, ChannelNotificationsDto settings, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                if (!await ChannelLogSql.IsMemberAsync(session, channelId, accountId))
                {
                    return SetChannelNotificationsOutcome.NotAMember;
                }

                var written = settings is { Level: NotificationLevel.Default, IgnoresEveryone: false }
                    ? await session.ExecuteAsync(
                        "DELETE FROM channel_notifications WHERE account_id = @account AND channel_id = @channel", ("account", accountId), ("channel", channelId))
                    : await session.ExecuteAsync(
                        """
                        INSERT INTO channel_notifications (account_id, channel_id, level, ignores_everyone) VALUES (@account, @channel, @level, @ignores)
                        ON CONFLICT (account_id, channel_id) DO UPDATE SET level = excluded.level, ignores_everyone = excluded.ignores_everyone
                        WHERE channel_notifications.level <> excluded.level OR channel_notifications.ignores_everyone <> excluded.ignores_everyone
                        """,
                        ("account", accountId),
                        ("channel", channelId),
                        ("level", (int)settings.Level),
                        ("ignores", settings.IgnoresEveryone));
                return written > 0 ? SetChannelNotificationsOutcome.Written : SetChannelNotificationsOutcome.Unchanged;
            },
            cancellationToken);
    }

    /// <returns>What was set in channels, by channel.</returns>
    internal static async Task<Dictionary<Guid, ChannelNotificationsDto>> ReadOfChannelsAsync(Session session, Guid accountId)
    {
        // The primary key.
        var rows = await session.ListAsync(
            "SELECT channel_id, level, ignores_everyone FROM channel_notifications WHERE account_id = @account",
            row => KeyValuePair.Create(row.Id(0), new ChannelNotificationsDto { Level = (NotificationLevel)row.Int(1), IgnoresEveryone = row.Flag(2) }),
            ("account", accountId));
        return new Dictionary<Guid, ChannelNotificationsDto>(rows);
    }

    private static NotificationSettingsDto Read(Row row)
    {
        var days = row.Int(3);
        return new NotificationSettingsDto
        {
            Level = (NotificationLevel)row.Int(0),
            Sound = row.Flag(1),
            HidesContent = row.Flag(2),
            QuietHours = days == 0
                ? null
                : new QuietHoursDto
                {
                    Days = [.. Enum.GetValues<Weekday>().Where(day => (days & (1 << (int)day)) != 0)],
                    From = QuietHours.TextOf(row.Int(4)),
                    To = QuietHours.TextOf(row.Int(5)),
                    TimeZone = row.Text(6),
                },
        };
    }
}

using Parley.Contracts;

namespace Parley.Modules.Notifications;

/// <summary>What each account set to notify it. Every call may throw <see cref="IOException"/> when the database does not answer.</summary>
public interface INotificationSettingsStore
{
    /// <returns>What was set, or what holds until then.</returns>
    Task<NotificationSettingsDto> ReadAsync(Guid accountId, CancellationToken cancellationToken);

    /// <returns>false when it was so before.</returns>
    Task<bool> SetAsync(Guid accountId, NotificationSettingsDto settings, CancellationToken cancellationToken);

    Task<SetChannelNotificationsOutcome> SetAsync(Guid accountId, Guid channelId, ChannelNotificationsDto settings, CancellationToken cancellationToken);
}

public enum SetChannelNotificationsOutcome
{
    Written = 0,

    /// <summary>It was so before.</summary>
    Unchanged = 1,

    /// <summary>The account is not a member of the channel.</summary>
    NotAMember = 2,
}

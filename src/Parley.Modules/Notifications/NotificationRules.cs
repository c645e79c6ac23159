using Parley.Contracts;

namespace Parley.Modules.Notifications;

/// <summary>
/// Whether a message notifies one person, and why. The client decides by the same rules for its screen, where the server does not see what is looked at; both are held
/// against tests/vectors/notifications.json. Whom <c>@here</c> calls was decided when it was posted: for whoever was away it is no mention.
/// </summary>
public static class NotificationRules
{
    public static NotificationDecision Decide(NotificationCase of)
    {
        if (of.IsOwn || of.IsRead)
        {
            return new NotificationDecision(Notify: false, Badge: false, Sound: false, of.IsOwn ? "own" : "read");
        }

        var calls = of.IgnoresEveryone && of.Mention == MentionKind.Everyone ? MentionKind.None : of.Mention;
        var isDirect = of.IsDirect && of.Reply == ReplyKind.None;
        var isFollowed = of.Reply == ReplyKind.Followed;
        var badge = calls != MentionKind.None || isFollowed || (isDirect && of.ChannelLevel != NotificationLevel.Nothing);
        if (WhyNot(of, isForPerson: calls != MentionKind.None || isDirect || isFollowed) is { } reason)
        {
            return new NotificationDecision(Notify: false, badge, Sound: false, reason);
        }

        return new NotificationDecision(Notify: true, badge, of.Sound, Why(calls, isDirect, isFollowed));
    }

    private static string? WhyNot(NotificationCase of, bool isForPerson)
    {
        var level = of.ChannelLevel == NotificationLevel.Default ? of.Level : of.ChannelLevel;
        if (of.IsEdit)
        {
            return "edited";
        }

        if (level == NotificationLevel.Nothing)
        {
            return of.ChannelLevel == NotificationLevel.Nothing ? "muted" : "nothing";
        }

        if (of.Availability is { Mode: Availability.DoNotDisturb } availability && !(availability.EndsAt <= of.Now))
        {
            return "do-not-disturb";
        }

        if (of.QuietHours is { } hours && QuietHours.Hold(hours, of.Now))
        {
            return "quiet-hours";
        }

        if (!isForPerson && (level == NotificationLevel.Mentions || of.Reply == ReplyKind.NotFollowed))
        {
            return of.Mention != MentionKind.None ? "everyone-ignored" : of.Reply == ReplyKind.NotFollowed ? "thread-not-followed" : "not-for-you";
        }

        return of.IsInView ? "in-view" : null;
    }

    private static string Why(MentionKind calls, bool isDirect, bool isFollowed)
    {
        return calls switch
        {
            MentionKind.Name => "mention",
            MentionKind.Keyword => "keyword",
            MentionKind.Everyone => "everyone",
            _ => isDirect ? "direct" : isFollowed ? "thread" : "everything",
        };
    }
}

/// <summary>A message as it comes to one person, with what they set.</summary>
public sealed record NotificationCase
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>The person wrote it.</summary>
    public bool IsOwn { get; init; }

    /// <summary>It was posted before, and changed now: what is told once is not told again.</summary>
    public bool IsEdit { get; init; }

    /// <summary>The person's read marker is past it, of whatever device.</summary>
    public bool IsRead { get; init; }

    /// <summary>In a direct channel.</summary>
    public bool IsDirect { get; init; }

    public ReplyKind Reply { get; init; }

    public MentionKind Mention { get; init; }

    public required NotificationLevel Level { get; init; }

    public NotificationLevel ChannelLevel { get; init; }

    public bool IgnoresEveryone { get; init; }

    public bool Sound { get; init; }

    public QuietHoursDto? QuietHours { get; init; }

    /// <summary>null: automatic.</summary>
    public AvailabilityDto? Availability { get; init; }

    /// <summary>The person looks at the very place where it shows.</summary>
    public bool IsInView { get; init; }
}

/// <summary>Whom a message calls, of what concerns one person; of several the first of these.</summary>
public enum MentionKind
{
    None = 0,

    /// <summary>By name.</summary>
    Name = 1,

    /// <summary>By a word of theirs.</summary>
    Keyword = 2,

    /// <summary>By <c>@channel</c>, or by <c>@here</c> while they were there.</summary>
    Everyone = 3,
}

public enum ReplyKind
{
    /// <summary>It shows in the channel, also as a reply that does.</summary>
    None = 0,

    /// <summary>In a thread that the person follows.</summary>
    Followed = 1,

    NotFollowed = 2,
}

/// <param name="Notify">Whether it interrupts the person.</param>
/// <param name="Badge">Whether it counts in the number of what is for the person.</param>
/// <param name="Sound">Whether it is heard.</param>
/// <param name="Reason">Why, or why not: a word that stays.</param>
public readonly record struct NotificationDecision(bool Notify, bool Badge, bool Sound, string Reason);

using System.Globalization;

namespace Parley.Modules.Mentions;

/// <summary>A place in the list of mentions as text: <c>ticks channel seq</c>.</summary>
internal static class MentionCursor
{
    public static string Write(MentionPosition position)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{position.PostedAt.UtcTicks} {position.ChannelId:N} {position.Seq}");
    }

    /// <returns>null when it is none of ours.</returns>
    public static MentionPosition? Parse(string key)
    {
        return key.Split(' ') is [var time, var channel, var seq]
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
            && Guid.TryParseExact(channel, "N", out var channelId)
            && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new MentionPosition(new DateTimeOffset(ticks, TimeSpan.Zero), channelId, number)
            : null;
    }
}

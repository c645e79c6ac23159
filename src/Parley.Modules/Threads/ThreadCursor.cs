using System.Globalization;
using Parley.Contracts;

namespace Parley.Modules.Threads;

/// <summary>The key by which a list of threads is paged: when the last reply came, and which thread it is.</summary>
internal static class ThreadCursor
{
    public static string Of(ThreadListItemDto item)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{item.Root.Thread!.LastReplyAt.UtcTicks} {item.Root.ChannelId:N} {item.Root.Seq}");
    }

    /// <returns>false when it is none of ours; the first page has none.</returns>
    public static bool TryParse(string? key, out ThreadPlace? place)
    {
        place = null;
        if (key is null)
        {
            return true;
        }

        if (key.Split(' ') is not [var at, var channel, var seq]
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks
            || !Guid.TryParseExact(channel, "N", out var channelId)
            || !long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var threadSeq))
        {
            return false;
        }

        place = new ThreadPlace(new DateTimeOffset(ticks, TimeSpan.Zero), channelId, threadSeq);
        return true;
    }
}

using System.Globalization;

namespace Parley.Modules.Search;

/// <summary>The last result of a page, as text: behind which the next one begins.</summary>
internal static class SearchCursor
{
    public static string Of(MessagePlace place)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{place.PostedAt.UtcTicks} {place.ChannelId:N} {place.Seq}");
    }

    public static string Of(RankedPlace ranked)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{ranked.AsOf.UtcTicks} {ranked.Score} {Of(ranked.Place)}");
    }

    /// <returns>false when it is none of ours; the first page has none.</returns>
    public static bool TryParse(string? key, out MessagePlace? place)
    {
        place = key is null ? null : Parse(key.Split(' '));
        return key is null || place is not null;
    }

    /// <returns>false when it is none of ours; the first page has none.</returns>
    public static bool TryParse(string? key, out RankedPlace? ranked)
    {
        ranked = null;
        if (key is null)
        {
            return true;
        }

        if (key.Split(' ') is [var asOf, var score, .. var rest] && Time(asOf) is { } at && Number(score) is { } points && Parse(rest) is { } place)
        {
            ranked = new RankedPlace(at, points, place);
        }

        return ranked is not null;
    }

    private static MessagePlace? Parse(string[] parts)
    {
        return parts is [var at, var channel, var seq] && Time(at) is { } time && Guid.TryParseExact(channel, "N", out var channelId) && Number(seq) is { } number
            ? new MessagePlace(time, channelId, number)
            : null;
    }

    private static DateTimeOffset? Time(string text)
    {
        // Not to the end of time: a moment is added to it.
        return Number(text) is { } ticks && ticks < DateTimeOffset.MaxValue.UtcTicks - TimeSpan.TicksPerDay ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    private static long? Number(string text)
    {
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

/// <param name="AsOf">When the first page was asked for: ages are taken at this moment, and what came later is left out.</param>
/// <param name="Score">Of the message.</param>
/// <param name="Place">Of the message.</param>
internal sealed record RankedPlace(DateTimeOffset AsOf, long Score, MessagePlace Place);

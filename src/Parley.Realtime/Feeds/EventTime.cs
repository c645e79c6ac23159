using System.Globalization;
using System.Text;

namespace Parley.Realtime.Feeds;

/// <summary>
/// When an event happened, out of its JSON: for measuring how long it took to its readers, and for nothing that they would miss. The log writes
/// <c>{"type":"…","channelId":"…","seq":N,"at":"2026-03-04T05:06:07.890Z","actorId":…</c>, so the time stands before anything that people wrote.
/// </summary>
internal static class EventTime
{
    // Type, id of the channel, seq and time at their longest.
    private const int SearchedBytes = 192;

    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int Characters = 24;

    /// <returns>null when it is not where it should be.</returns>
    public static DateTimeOffset? Of(ReadOnlySpan<byte> json)
    {
        var head = json[..Math.Min(json.Length, SearchedBytes)];
        var key = head.IndexOf("\"at\":\""u8);
        if (key < 0 || head.Length < key + 6 + Characters)
        {
            return null;
        }

        Span<char> text = stackalloc char[Characters];
        return Encoding.ASCII.GetChars(head.Slice(key + 6, Characters), text) == Characters
            && DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }
}

using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Parley.Modules.Api;

/// <summary>A request for one page of a list that is ordered by a text key. The cursor is that key, encoded so that clients do not build it.</summary>
public readonly record struct Page(string? After, int Limit)
{
    private const int DefaultLimit = 200;
    private const int MaxLimit = 1_000;

    /// <summary>The answer to a request that <see cref="Parse"/> did not take.</summary>
    public static Problem Invalid { get; } = Problem.Invalid("limit", $"must be 1 to {MaxLimit}, with a cursor from an earlier page or none.");

    /// <returns>null when the cursor is not one of ours or the limit is out of range.</returns>
    public static Page? Parse(string? cursor, int? limit)
    {
        var count = limit ?? DefaultLimit;
        if (count is < 1 or > MaxLimit)
        {
            return null;
        }

        if (cursor is null)
        {
            return new Page(null, count);
        }

        return Base64Url.IsValid(cursor) && Base64Url.DecodeFromChars(cursor) is var key && IsText(key) ? new Page(Encoding.UTF8.GetString(key), count) : null;
    }

    /// <summary>The cursor of the page after this one; null when the list, read one longer than asked, ended here.</summary>
    public string? NextCursor<T>(List<T> itemsAndOneMore, Func<T, string> key)
    {
        if (itemsAndOneMore.Count <= Limit)
        {
            return null;
        }

        itemsAndOneMore.RemoveRange(Limit, itemsAndOneMore.Count - Limit);
        return CursorOf(key(itemsAndOneMore[^1]));
    }

    /// <summary>The cursor of the page that begins behind this key.</summary>
    public static string CursorOf(string key)
    {
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));
    }

    /// <summary>No key has control characters, and a database may refuse them.</summary>
    private static bool IsText(byte[] key)
    {
        return Utf8.IsValid(key) && !key.AsSpan().ContainsAnyInRange((byte)0, (byte)0x1F);
    }
}

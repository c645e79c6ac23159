namespace Parley.Modules.Channels;

/// <summary>The members of a direct channel as one text, by which the channel is found: their ids in order, 32 hexadecimal digits each.</summary>
public static class DirectMembers
{
    private const int IdLength = 32;

    public static string KeyOf(IEnumerable<Guid> accountIds)
    {
        return string.Concat(accountIds.Distinct().Order().Select(id => id.ToString("N")));
    }

    public static IReadOnlyList<Guid> Parse(string key)
    {
        return [.. key.Chunk(IdLength).Select(id => Guid.ParseExact(id, "N"))];
    }
}

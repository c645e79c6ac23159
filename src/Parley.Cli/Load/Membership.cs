namespace Parley.Cli.Load;

/// <summary>Which account is in which channels: evenly, every channel has a member, every account a channel.</summary>
internal static class Membership
{
    /// <param name="channelsPerAccount">More where that would leave a channel empty, fewer where there are not so many.</param>
    /// <returns>By account, the numbers of its channels.</returns>
    public static IReadOnlyList<int[]> Make(int accounts, int channels, int channelsPerAccount)
    {
        var each = Math.Clamp(channelsPerAccount, (channels + accounts - 1) / accounts, channels);
        return [.. Enumerable.Range(0, accounts).Select(account => Enumerable.Range(0, each).Select(place => (int)((((long)account * each) + place) % channels)).ToArray())];
    }
}

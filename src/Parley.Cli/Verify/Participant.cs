using Parley.Client;

namespace Parley.Cli.Verify;

/// <summary>One account of a run.</summary>
/// <param name="Channels">Where it posts and what it has heard at the end.</param>
internal sealed record Participant(Guid Id, ParleyClient Client, IReadOnlyList<VerifyChannel> Channels)
{
    /// <summary>The channels of one writer when each channel has so many of them: all of them get the same number, or one more.</summary>
    /// <param name="writer">0 to <paramref name="writers"/> - 1.</param>
    /// <param name="members">Writers in a channel; of <paramref name="writers"/> or more, all are in each.</param>
    public static IReadOnlyList<VerifyChannel> ChannelsOf(int writer, int writers, int members, IReadOnlyList<VerifyChannel> channels)
    {
        return [.. channels.Where((_, index) => (writer - (index * members % writers) + writers) % writers < members)];
    }
}

using System.Security.Cryptography;
using System.Text;
using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Verify;

/// <summary>What a run wrote down, and what the server says now.</summary>
internal sealed record History
{
    public required IReadOnlyList<JournalEntry> Journal { get; init; }

    public required IReadOnlyDictionary<Guid, ChannelHistory> Channels { get; init; }

    public static string Sha256Of(string text)
    {
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <returns>null: the event posts no message.</returns>
    public static string? Sha256OfPosted(ChannelEventDto stored)
    {
        return stored.AsMessagePosted() is { } posted ? Sha256Of(posted.Text) : null;
    }
}

/// <summary>All events and all messages of a channel, each as the public interface gives them.</summary>
internal sealed record ChannelHistory
{
    public required long Head { get; init; }

    public required IReadOnlyList<ChannelEventDto> Events { get; init; }

    public required IReadOnlyList<MessageDto> Messages { get; init; }
}

using System.Text.Json;
using Parley.Compliance;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Api;

namespace Parley.Bench.World;

/// <summary>
/// A workspace with many accounts, made through the stores and not through REST: signing up hashes a password, slowly on purpose, and nothing of
/// that is measured. Tokens, memberships and logs are what the server would have written.
/// </summary>
internal sealed class BenchWorld
{
    private const string NoPassword = "never signs in by password";

    public required IReadOnlyList<(Guid Id, string Token)> Accounts { get; init; }

    public required IReadOnlyList<(Guid Id, IReadOnlyList<int> Members)> Channels { get; init; }

    /// <param name="database">An empty one.</param>
    /// <param name="accounts">How many people.</param>
    /// <param name="channels">How many channels there are, each with the first account as its creator.</param>
    /// <param name="channelsEach">In how many of them each account is; all, when it is as many as there are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<BenchWorld> CreateAsync(BenchDatabase database, int accounts, int channels, int channelsEach, CancellationToken cancellationToken)
    {
        await using var stores = database.OpenStores();
        var people = new List<(Guid Id, string Token)>();
        for (var number = 0; number < accounts; number++)
        {
            people.Add(await AddAccountAsync(stores, $"reader-{number}", cancellationToken));
        }

        var workspaceId = Guid.CreateVersion7(Now());
        await stores.Workspaces.CreateAsync(workspaceId, "Benchmark", people[0].Id, Now(), cancellationToken);
        foreach (var (id, _) in people.Skip(1))
        {
            await stores.Workspaces.AddMemberAsync(workspaceId, id, WorkspaceRole.Member, Now(), cancellationToken);
        }

        var made = new List<(Guid Id, IReadOnlyList<int> Members)>();
        for (var number = 0; number < channels; number++)
        {
            int[] members = [0, .. Enumerable.Range(1, accounts - 1).Where(account => IsMember(account, number, channels, channelsEach))];
            var channel = Writes.Create(workspaceId, $"channel-{number}", ChannelVisibility.Public, [.. members.Select(account => people[account].Id)], Now());
            await stores.Log.CreateAsync(channel, cancellationToken);
            made.Add((channel.Id, members));
        }

        return new BenchWorld { Accounts = people, Channels = made };
    }

    /// <summary>The first frames of so many readers, for the load generator.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="readers">The accounts after the first, which posts.</param>
    /// <param name="cursors">The epoch and the seq that a reader has of each channel; null: nobody was here before.</param>
    public async Task WriteConnectFramesAsync(string file, int readers, (string Epoch, IReadOnlyList<long> Seqs)? cursors = null)
    {
        var channelsOf = new Dictionary<int, List<int>>();
        if (cursors is not null)
        {
            for (var channel = 0; channel < Channels.Count; channel++)
            {
                foreach (var account in Channels[channel].Members)
                {
                    channelsOf.TryAdd(account, []);
                    channelsOf[account].Add(channel);
                }
            }
        }

        var frames = Enumerable.Range(1, readers).Select(account => new ConnectFrame
        {
            Token = Accounts[account].Token,
            Epoch = cursors?.Epoch,
            Cursors = cursors is { } had ? channelsOf[account].ToDictionary(channel => Channels[channel].Id, channel => had.Seqs[channel]) : null,
        });
        await File.WriteAllLinesAsync(file, frames.Select(frame => JsonSerializer.Serialize(frame, ParleyJson.Context.ConnectFrame)));
    }

    /// <summary>Spread evenly: an account is in so many neighbouring channels, from a place that moves on with each account.</summary>
    private static bool IsMember(int account, int channel, int channels, int channelsEach)
    {
        return (channel - account % channels + channels) % channels < channelsEach;
    }

    private static async Task<(Guid Id, string Token)> AddAccountAsync(Stores stores, string username, CancellationToken cancellationToken)
    {
        var now = Now();
        var account = new Account
        {
            Id = Guid.CreateVersion7(now),
            Username = username,
            DisplayName = username,
            Email = null,
            PasswordHash = NoPassword,
            IsServerAdmin = false,
            CreatedAt = now,
        };
        await stores.Accounts.CreateAsync(account, inviteCodeHash: null, now, cancellationToken);
        var token = SecretToken.Create(SecretToken.DevicePrefix);
        var signIn = new StoredSignIn
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account.Id,
            Kind = SignInKind.Device,
            Name = null,
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now.AddDays(1),
        };
        await stores.SignIns.AddAsync(signIn, SecretToken.Hash(token), cancellationToken);
        return (account.Id, token);
    }

    private static DateTimeOffset Now()
    {
        return TimeProvider.System.GetUtcNow();
    }
}

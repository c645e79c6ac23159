using System.Globalization;
using System.Security.Cryptography;
using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Verify;

internal sealed record VerifyRunOptions
{
    public required int Writers { get; init; }

    public required int Channels { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Ends the posting before <see cref="Duration"/> does; whoever drives the faults knows when there were enough.</summary>
    public CancellationToken Enough { get; init; }

    /// <summary>Messages per second of all writers together.</summary>
    public required double Rate { get; init; }
}

/// <summary>Makes a workspace of its own, lets writers post and listeners listen, whatever happens to the server meanwhile, and writes down what they know.</summary>
internal sealed class VerifyRun(ParleyClient owner, Journal journal, VerifyRunOptions options, ParleyTerminal terminal, ProgressLine progress)
{
    // A node that was killed is back within this time, or the run has failed.
    private static readonly TimeSpan ServerReturnsWithin = TimeSpan.FromSeconds(60);

    private readonly Patience _patience = new(terminal.Time, ServerReturnsWithin);

    /// <returns>How many messages were acknowledged.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var workspace = await owner.CreateWorkspaceAsync($"verify {name}", cancellationToken);
        var channelIds = await MakeChannelsAsync(workspace.Id, cancellationToken);
        var accounts = await MakeAccountsAsync(workspace.Id, name, channelIds, cancellationToken);
        await journal.WriteAsync(new RunStarted(workspace.Id, channelIds, terminal.Time.GetUtcNow()), cancellationToken);
        progress.Say($"{accounts.Count} accounts in {channelIds.Count} channels of workspace \"{workspace.Name}\"");

        var listeners = accounts.Select((account, number) => new Listener($"{name}-{number}", account, journal, terminal.Time)).ToList();
        try
        {
            await Task.WhenAll(listeners.Select(listener => listener.StartAsync(cancellationToken)));
            var acknowledged = await WriteAsync(accounts, channelIds, cancellationToken);
            var heads = await ReadHeadsAsync(channelIds, cancellationToken);
            await Task.WhenAll(listeners.Select(listener => listener.StopAsync(heads, ServerReturnsWithin, cancellationToken)));
            return acknowledged;
        }
        finally
        {
            progress.End();
            foreach (var listener in listeners)
            {
                await listener.DisposeAsync();
            }
        }
    }

    private async Task<Dictionary<Guid, long>> ReadHeadsAsync(List<Guid> channelIds, CancellationToken cancellationToken)
    {
        var heads = new Dictionary<Guid, long>();
        foreach (var channelId in channelIds)
        {
            heads[channelId] = (await _patience.RunAsync(() => owner.ReadChannelAsync(channelId, cancellationToken), cancellationToken)).Head;
        }

        return heads;
    }

    private async Task<long> WriteAsync(List<ParleyClient> accounts, List<Guid> channelIds, CancellationToken cancellationToken)
    {
        using var posting = new CancellationTokenSource(options.Duration, terminal.Time);
        using var giveUp = new CancellationTokenSource(options.Duration + ServerReturnsWithin, terminal.Time);
        using var postingOrStop = CancellationTokenSource.CreateLinkedTokenSource(posting.Token, options.Enough, cancellationToken);
        using var giveUpOrStop = CancellationTokenSource.CreateLinkedTokenSource(giveUp.Token, cancellationToken);
        var pause = TimeSpan.FromSeconds(accounts.Count / options.Rate);
        var writing = accounts.Select((account, number) =>
            new Writer(account, channelIds, journal, terminal.Time, new Random(number)).RunAsync(pause, postingOrStop.Token, giveUpOrStop.Token));
        var acknowledged = await Task.WhenAll(writing);
        cancellationToken.ThrowIfCancellationRequested();
        return acknowledged.Sum();
    }

    private async Task<List<Guid>> MakeChannelsAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        List<Guid> channelIds = [];
        for (var number = 1; number <= options.Channels; number++)
        {
            var request = new CreateChannelRequest { Name = string.Create(CultureInfo.InvariantCulture, $"verify-{number:00}") };
            channelIds.Add((await owner.CreateChannelAsync(workspaceId, request, cancellationToken)).Id);
        }

        return channelIds;
    }

    private async Task<List<ParleyClient>> MakeAccountsAsync(Guid workspaceId, string name, List<Guid> channelIds, CancellationToken cancellationToken)
    {
        var invite = await owner.CreateInviteAsync(workspaceId, new CreateInviteRequest { ExpiresInHours = 24 }, cancellationToken);
        List<ParleyClient> accounts = [];
        for (var number = 0; number < options.Writers; number++)
        {
            var request = new SignUpRequest
            {
                Username = $"verify-{name}-{number}",
                Password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                Invite = invite.Code,
            };
            var signedIn = await _patience.RunAsync(() => owner.WithToken(null).SignUpAsync(request, cancellationToken), cancellationToken);
            var account = owner.WithToken(signedIn.Token);
            foreach (var channelId in channelIds)
            {
                await account.JoinChannelAsync(channelId, cancellationToken);
            }

            accounts.Add(account);
            progress.Show(() => $"{accounts.Count} of {options.Writers} accounts");
        }

        return accounts;
    }
}

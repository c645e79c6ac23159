using System.Globalization;
using System.Security.Cryptography;
using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Verify;

internal sealed record VerifyRunOptions
{
    public required int Writers { get; init; }

    /// <summary>Accounts that listen while they come to channels and leave them.</summary>
    public int Comers { get; init; }

    /// <summary>Every second one is private.</summary>
    public required int Channels { get; init; }

    /// <summary>Writers in each channel; null: all.</summary>
    public int? Members { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Messages per second of all writers together.</summary>
    public required double Rate { get; init; }

    /// <summary>Of what the clients do.</summary>
    public int Seed { get; init; }

    /// <summary>Ends the posting before <see cref="Duration"/> does; whoever drives the faults knows when there were enough.</summary>
    public CancellationToken Enough { get; init; }

    /// <summary>Goes on beside the posting and is told to end with it; then a little more is posted, and everyone is waited for.</summary>
    public Func<CancellationToken, Task>? Meanwhile { get; init; }

    /// <summary>How long a server that is away may stay so, and listeners may lag at the end. A node that was killed is back within this time, or the run has failed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>Makes a workspace of its own, lets writers post and listeners listen, whatever happens to the server meanwhile, and writes down what they know.</summary>
internal sealed class VerifyRun(ParleyClient owner, Journal journal, RunClock clock, VerifyRunOptions options, ParleyTerminal terminal, ProgressLine progress)
{
    // Everything is healed: what is posted now shows that everything works.
    private static readonly TimeSpan CalmAfterFaults = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BetweenComings = TimeSpan.FromMilliseconds(400);

    private readonly Patience _patience = new(terminal.Time, options.Patience);
    private IReadOnlyList<Guid> _channelIds = [];

    /// <returns>How many messages were acknowledged.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var workspace = await owner.CreateWorkspaceAsync($"verify {name}", cancellationToken);
        var channels = await MakeChannelsAsync(workspace.Id, cancellationToken);
        var accounts = await MakeAccountsAsync(workspace.Id, name, channels, cancellationToken);
        var channelIds = channels.ConvertAll(channel => channel.Id);
        _channelIds = channelIds;
        await journal.WriteAsync(new RunStarted(workspace.Id, channelIds, terminal.Time.GetUtcNow()) { AtMs = clock.NowMs }, cancellationToken);
        progress.Say($"{accounts.Count} accounts in {channelIds.Count} channels of workspace \"{workspace.Name}\"");

        var listeners = accounts.Select((account, number) => new Listener($"{name}-{number}", account.Client, journal, clock, terminal.Time)).ToList();
        try
        {
            await Task.WhenAll(listeners.Select(listener => listener.StartAsync(cancellationToken)));
            var acknowledged = await PostAsync(accounts, channels, cancellationToken);
            var heads = await ReadHeadsAsync(channelIds, cancellationToken);
            await Task.WhenAll(listeners.Zip(accounts, (listener, account) =>
                listener.StopAsync(account.Channels.ToDictionary(channel => channel.Id, channel => heads[channel.Id]), options.Patience, cancellationToken)));
            await WriteUnreadAsync(accounts, cancellationToken);
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

    /// <summary>The same, and what the server says when it is over goes into the journal, too: the history is whole.</summary>
    public async Task RunAndReadAsync(CancellationToken cancellationToken)
    {
        await RunAsync(cancellationToken);
        foreach (var (channelId, said) in await new HistoryReader(owner, progress).ReadAsync(_channelIds, cancellationToken))
        {
            await journal.WriteAsync(new ServerSaid(channelId, said) { AtMs = clock.NowMs }, cancellationToken);
        }
    }

    private async Task WriteUnreadAsync(List<Participant> accounts, CancellationToken cancellationToken)
    {
        foreach (var account in accounts)
        {
            var sync = await _patience.RunAsync(() => account.Client.ReadSyncAsync(cancellationToken), cancellationToken);
            foreach (var channel in sync.Channels.Where(channel => _channelIds.Contains(channel.Channel.Id)))
            {
                await journal.WriteAsync(new UnreadSaid(account.Id, channel.Channel.Id, channel.ReadSeq, channel.Unread) { AtMs = clock.NowMs }, cancellationToken);
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

    private async Task<long> PostAsync(List<Participant> accounts, List<VerifyChannel> channels, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stopping = StopPostingAsync(over, giveUp, cancellationToken);
        var pause = TimeSpan.FromSeconds(options.Writers / options.Rate);
        var writing = accounts.Take(options.Writers).Select((account, number) =>
            new Writer(account.Client, [.. account.Channels.Select(channel => channel.Id)], journal, clock, terminal.Time, new Random(HashCode.Combine(options.Seed, number))).RunAsync(pause, over.Token, giveUp.Token)).ToList();
        var coming = accounts.Skip(options.Writers).Select((account, number) =>
            new Comer(account.Id, account.Client, owner, channels, journal, clock, terminal.Time, new Random(HashCode.Combine(options.Seed, number)))
                .RunAsync(BetweenComings, over.Token, giveUp.Token)).ToList();
        await stopping;
        await Task.WhenAll([.. writing, .. coming]);
        cancellationToken.ThrowIfCancellationRequested();
        return (await Task.WhenAll(writing)).Sum();
    }

    /// <summary>Ends the posting when it is time, which is after everything was healed, and then the patience with what was begun.</summary>
    private async Task StopPostingAsync(CancellationTokenSource over, CancellationTokenSource giveUp, CancellationToken cancellationToken)
    {
        try
        {
            using var timeIsUp = new CancellationTokenSource(options.Duration, terminal.Time);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeIsUp.Token, options.Enough, cancellationToken);
            if (options.Meanwhile is null)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, terminal.Time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                await options.Meanwhile(ending.Token);
                await Task.Delay(CalmAfterFaults, terminal.Time, cancellationToken);
            }
        }
        finally
        {
            await over.CancelAsync();
            giveUp.CancelAfter(options.Patience);
        }
    }

    private async Task<List<VerifyChannel>> MakeChannelsAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        List<VerifyChannel> channels = [];
        for (var number = 1; number <= options.Channels; number++)
        {
            var isPrivate = number % 2 == 0;
            var name = string.Create(CultureInfo.InvariantCulture, $"verify-{number:00}");
            var visibility = isPrivate ? ChannelVisibility.Private : ChannelVisibility.Public;
            var channel = await MakeAsync(
                again => owner.CreateChannelAsync(workspaceId, new CreateChannelRequest { Name = name + again, Visibility = visibility }, cancellationToken), cancellationToken);
            channels.Add(new VerifyChannel(channel.Id, isPrivate));
        }

        return channels;
    }

    private async Task<List<Participant>> MakeAccountsAsync(
        Guid workspaceId, string name, List<VerifyChannel> channels, CancellationToken cancellationToken)
    {
        var invite = await owner.CreateInviteAsync(workspaceId, new CreateInviteRequest { ExpiresInHours = 24 }, cancellationToken);
        List<Participant> accounts = [];
        for (var number = 0; number < options.Writers + options.Comers; number++)
        {
            var username = $"verify-{name}-{number}";
            var signedIn = await MakeAsync(again => owner.WithToken(null).SignUpAsync(NewAccount(username + again, invite.Code), cancellationToken), cancellationToken);
            var account = owner.WithToken(signedIn.Token);
            var joined = number < options.Writers ? Participant.ChannelsOf(number, options.Writers, options.Members ?? options.Writers, channels) : channels;
            foreach (var channel in joined)
            {
                await _patience.RunAsync(
                    () => channel.IsPrivate ? owner.AddChannelMemberAsync(channel.Id, signedIn.Account.Id, cancellationToken) : account.JoinChannelAsync(channel.Id, cancellationToken),
                    cancellationToken);
            }

            accounts.Add(new Participant(signedIn.Account.Id, account, joined));
            progress.Show(() => $"{accounts.Count} of {options.Writers + options.Comers} accounts");
        }

        return accounts;
    }

    private static SignUpRequest NewAccount(string username, string invite)
    {
        return new SignUpRequest { Username = username, Password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Invite = invite };
    }

    /// <summary>Makes something that has a name while the server is busy. Each try adds something of its own to the name: one whose answer was lost may have taken the one before.</summary>
    private Task<TResult> MakeAsync<TResult>(Func<string, Task<TResult>> make, CancellationToken cancellationToken)
    {
        var tries = 0;
        return _patience.RunAsync(() => make(tries++ == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-again-{tries}")), cancellationToken);
    }
}

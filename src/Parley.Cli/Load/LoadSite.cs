using System.Globalization;
using System.Security.Cryptography;
using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Load;

/// <summary>
/// What a run works on: a workspace, private channels and accounts of its own, named after the run, and gone again afterwards as far as the
/// interface allows: channels are archived, accounts are out of the workspace and signed out; an account and an empty workspace remain.
/// </summary>
internal sealed class LoadSite(ParleyClient owner, LoadOptions options, string run, string? password, ProgressLine progress, ParleyTerminal terminal)
{
    // Each sign-up hashes a password on the server, on purpose slowly.
    private const int SignUpsAtOnce = 4;
    private const int CallsAtOnce = 8;
    private const int PasswordBytes = 24;

    private readonly Patience _patience = new(terminal.Time, TimeSpan.FromMinutes(1));
    private readonly List<Guid> _channelIds = [];
    private LoadAccount?[] _accounts = [];
    private WorkspaceDto? _workspace;
    private Guid? _inviteId;

    public IReadOnlyList<LoadAccount> Accounts => [.. _accounts.OfType<LoadAccount>()];

    public IReadOnlyList<Guid> ChannelIds => _channelIds;

    public string WorkspaceName => options.WorkspaceName ?? $"load-{run}";

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        _workspace = await FindWorkspaceAsync(cancellationToken) ?? await owner.CreateWorkspaceAsync(WorkspaceName, cancellationToken);
        for (var number = 1; number <= options.Channels; number++)
        {
            var request = new CreateChannelRequest { Name = Numbered($"load-{run}", number), Visibility = ChannelVisibility.Private };
            _channelIds.Add((await _patience.RunAsync(() => owner.CreateChannelAsync(_workspace.Id, request, cancellationToken), cancellationToken)).Id);
            Tell(() => $"channels: {_channelIds.Count} of {options.Channels}");
        }

        var invite = await owner.CreateInviteAsync(_workspace.Id, new CreateInviteRequest { ExpiresInHours = 24, MaxUses = options.Accounts }, cancellationToken);
        _inviteId = invite.Id;
        await MakeAccountsAsync(invite.Code, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, long>> ReadHeadsAsync(CancellationToken cancellationToken)
    {
        var heads = new Dictionary<Guid, long>();
        foreach (var channelId in _channelIds)
        {
            heads[channelId] = (await _patience.RunAsync(() => owner.ReadChannelAsync(channelId, cancellationToken), cancellationToken)).Head;
        }

        return heads;
    }

    /// <summary>Takes away what was made, also after half of it was made.</summary>
    /// <returns>What could not be taken away; empty: nothing.</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(CancellationToken cancellationToken)
    {
        var left = new System.Collections.Concurrent.ConcurrentBag<string>();
        var bounded = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce };
        if (_workspace is null)
        {
            return [];
        }

        if (_inviteId is { } inviteId)
        {
            await TryAsync("an invite", () => owner.WithdrawInviteAsync(_workspace.Id, inviteId, cancellationToken));
        }

        await Parallel.ForEachAsync(_channelIds, bounded, async (channelId, _) =>
            await TryAsync("a channel", () => owner.ArchiveChannelAsync(channelId, cancellationToken)));
        await Parallel.ForEachAsync(Accounts, bounded, async (account, _) =>
        {
            await TryAsync("a member", () => owner.RemoveMemberAsync(_workspace.Id, account.Id, cancellationToken));
            await TryAsync("a sign-in", () => account.Client.SignOutAsync(cancellationToken));
        });
        return [.. left.GroupBy(what => what).Select(group => $"{group.Key} ({group.Count()} times)")];

        async Task TryAsync(string what, Func<Task> remove)
        {
            try
            {
                await remove();
            }
            catch (Exception failure) when (failure is ParleyException or OperationCanceledException)
            {
                left.Add(what);
            }
        }
    }

    private async Task<WorkspaceDto?> FindWorkspaceAsync(CancellationToken cancellationToken)
    {
        var me = await owner.ReadMeAsync(cancellationToken);
        return me.Workspaces.FirstOrDefault(workspace => workspace.Name == WorkspaceName);
    }

    private async Task MakeAccountsAsync(string invite, CancellationToken cancellationToken)
    {
        var membership = options.Channels == 0 ? null : Membership.Make(options.Accounts, options.Channels, options.ChannelsPerAccount);
        _accounts = new LoadAccount?[options.Accounts];
        var done = 0;
        var bounded = new ParallelOptions { MaxDegreeOfParallelism = SignUpsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, options.Accounts, bounded, async (number, stop) =>
        {
            var signedIn = await SignInAsync(number + 1, invite, stop);
            var channelIds = membership?[number].Select(channel => _channelIds[channel]).ToArray() ?? [];
            _accounts[number] = new LoadAccount(signedIn.Account.Id, signedIn.Token, owner.WithToken(signedIn.Token), channelIds);
            foreach (var channelId in channelIds)
            {
                await _patience.RunAsync(() => AddAsync(channelId, signedIn.Account.Id, stop), stop);
            }

            Interlocked.Increment(ref done);
            Tell(() => $"accounts: {done} of {options.Accounts}");
        });
    }

    private async Task<bool> AddAsync(Guid channelId, Guid accountId, CancellationToken cancellationToken)
    {
        await owner.AddChannelMemberAsync(channelId, accountId, cancellationToken);
        return true;
    }

    private async Task<SignedInDto> SignInAsync(int number, string invite, CancellationToken cancellationToken)
    {
        var anyone = owner.WithToken(null);
        var request = new SignUpRequest
        {
            Username = Numbered(password is null ? $"load-{run}" : "load", number),
            Password = password ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes)),
            Invite = invite,
        };
        try
        {
            return await _patience.RunAsync(() => anyone.SignUpAsync(request, cancellationToken), cancellationToken);
        }
        catch (ParleyException taken) when (taken.Code == ErrorCodes.UsernameTaken && password is not null)
        {
            return await SignInAgainAsync(anyone, request, cancellationToken);
        }
    }

    private async Task<SignedInDto> SignInAgainAsync(ParleyClient anyone, SignUpRequest known, CancellationToken cancellationToken)
    {
        try
        {
            var signedIn = await _patience.RunAsync(() => anyone.SignInAsync(known.Username, known.Password, cancellationToken), cancellationToken);
            await anyone.WithToken(signedIn.Token).AcceptInviteAsync(known.Invite!, cancellationToken);
            return signedIn;
        }
        catch (ParleyException refused) when (refused.Code == ErrorCodes.InvalidCredentials)
        {
            throw new CommandException($"the account {known.Username} exists with another password: set {LoadPeople.PasswordVariable} to the one of the earlier run, or leave it out");
        }
    }

    private void Tell(Func<string> text)
    {
        if (terminal.IsInteractive)
        {
            progress.Show(text);
        }
    }

    private static string Numbered(string name, int number)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{name}-{number:0000}");
    }
}

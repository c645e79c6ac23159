using System.Security.Cryptography;
using System.Text;
using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Seed;

/// <summary>Fills a server with people, channels and talk. Repeating it with the same options goes on where it stopped and doubles nothing.</summary>
internal sealed class Seeder(ParleyClient server, SeedOptions options, ParleyTerminal terminal, ProgressLine progress)
{
    // Each sign-up hashes a password on the server, on purpose slowly.
    private const int SignUpsAtOnce = 4;

    private const int EditedPerMille = 25;
    private const int DeletedPerMille = 6;

    private readonly Patience _patience = new(terminal.Time, TimeSpan.FromMinutes(1));

    private string _peoplePassword = "";
    private long _posted;
    private long _edited;
    private long _deleted;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var startedAt = terminal.Time.GetTimestamp();
        var plan = SeedPlan.Make(options.Seed, options.People, options.Channels, options.Messages);
        if (plan.Channels.Count == 0)
        {
            throw new CommandException("nobody could talk to anybody: ask for a channel (--channels) or a second person (--people)", ExitCodes.Usage);
        }

        var owner = await SignInOwnerAsync(cancellationToken);
        var workspace = await FindWorkspaceAsync(owner, cancellationToken);
        var people = await MakePeopleAsync(plan, owner, workspace.Id, cancellationToken);
        var channelIds = await MakeChannelsAsync(plan, workspace.Id, people, cancellationToken);

        var postingFrom = terminal.Time.GetTimestamp();
        await PostAsync(plan, people, channelIds, cancellationToken);
        var posting = terminal.Time.GetElapsedTime(postingFrom);

        await MoveReadMarkersAsync(plan, people, channelIds, cancellationToken);
        progress.End();
        await terminal.Output.WriteLineAsync(
            $"{people.Count:N0} people, {plan.Channels.Count:N0} channels, {_posted:N0} messages ({_edited:N0} edited, {_deleted:N0} deleted) in workspace \"{workspace.Name}\"; "
            + $"{_posted / Math.Max(posting.TotalSeconds, 0.001):N0} messages/s, {terminal.Time.GetElapsedTime(startedAt).TotalSeconds:N1} s in all.");
        if (people.Count > 0)
        {
            await terminal.Output.WriteLineAsync($"Everyone signs in with the password {_peoplePassword}, for example as {plan.People[0].Username}.");
        }
    }

    private async Task<ParleyClient> SignInOwnerAsync(CancellationToken cancellationToken)
    {
        var about = await server.ReadServerAsync(cancellationToken);
        if (about.IsEmpty)
        {
            var password = options.AdminPassword ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
            var request = new SignUpRequest
            {
                Username = options.AdminUsername,
                Password = password,
                DisplayName = "Robin Adler",
                WorkspaceName = options.WorkspaceName ?? "Parley Demo",
            };
            var signedUp = await server.WithToken(null).SignUpAsync(request, cancellationToken);
            _peoplePassword = PeoplePassword(password);

            // Said at once: whoever stops the command now needs it to go on.
            await terminal.Output.WriteLineAsync($"The server was empty. Its owner is {signedUp.Account.Username} with the password {password}");
            return server.WithToken(signedUp.Token);
        }

        if (options.AdminPassword is { } given)
        {
            _peoplePassword = PeoplePassword(given);
            var signedIn = await _patience.RunAsync(() => server.WithToken(null).SignInAsync(options.AdminUsername, given, cancellationToken), cancellationToken);
            return server.WithToken(signedIn.Token);
        }

        if (options.Token is null)
        {
            throw new CommandException(
                $"this server has accounts already: give --admin-username and --admin-password, or a token in {ServerOptions.TokenVariable}", ExitCodes.Usage);
        }

        _peoplePassword = PeoplePassword(options.Token);
        return server.WithToken(options.Token);
    }

    private string PeoplePassword(string secret)
    {
        return options.PeoplePassword
            ?? Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "parley seed: the people's password"u8))[..16];
    }

    private async Task<WorkspaceDto> FindWorkspaceAsync(ParleyClient owner, CancellationToken cancellationToken)
    {
        var workspaces = (await owner.ReadMeAsync(cancellationToken)).Workspaces;
        var found = workspaces.FirstOrDefault(workspace => options.WorkspaceName is null || workspace.Name == options.WorkspaceName);
        return found ?? await owner.CreateWorkspaceAsync(options.WorkspaceName ?? "Parley Demo", cancellationToken);
    }

    private async Task<IReadOnlyList<Account>> MakePeopleAsync(SeedPlan plan, ParleyClient owner, Guid workspaceId, CancellationToken cancellationToken)
    {
        var invite = await owner.CreateInviteAsync(workspaceId, new CreateInviteRequest { ExpiresInHours = 24 }, cancellationToken);
        var accounts = new Account[plan.People.Count];
        var done = 0;
        await Parallel.ForAsync(0, accounts.Length, Bounded(SignUpsAtOnce, cancellationToken), async (number, stop) =>
        {
            accounts[number] = await MakePersonAsync(plan.People[number], invite.Code, stop);
            Interlocked.Increment(ref done);
            progress.Show(() => $"people: {done} of {accounts.Length}");
        });
        return accounts;
    }

    private async Task<Account> MakePersonAsync(Person person, string invite, CancellationToken cancellationToken)
    {
        var anyone = server.WithToken(null);
        try
        {
            var request = new SignUpRequest { Username = person.Username, DisplayName = person.DisplayName, Password = _peoplePassword, Invite = invite };
            var signedUp = await _patience.RunAsync(() => anyone.SignUpAsync(request, cancellationToken), cancellationToken);
            return new Account(signedUp.Account.Id, server.WithToken(signedUp.Token));
        }
        catch (ParleyException taken) when (taken.Code == ErrorCodes.UsernameTaken)
        {
            // From an earlier run.
            progress.Show(() => $"{person.Username} is there already");
        }

        try
        {
            var signedIn = await _patience.RunAsync(() => anyone.SignInAsync(person.Username, _peoplePassword, cancellationToken), cancellationToken);
            var account = new Account(signedIn.Account.Id, server.WithToken(signedIn.Token));
            await account.Client.AcceptInviteAsync(invite, cancellationToken);
            return account;
        }
        catch (ParleyException refused) when (refused.Code == ErrorCodes.InvalidCredentials)
        {
            throw new CommandException($"the username {person.Username} exists with another password: give the one of the earlier run as --people-password");
        }
    }

    private async Task<Guid[]> MakeChannelsAsync(SeedPlan plan, Guid workspaceId, IReadOnlyList<Account> people, CancellationToken cancellationToken)
    {
        var channelIds = new Guid[plan.Channels.Count];
        var done = 0;
        await Parallel.ForAsync(0, channelIds.Length, Bounded(SignUpsAtOnce, cancellationToken), async (number, stop) =>
        {
            var planned = plan.Channels[number];
            channelIds[number] = planned.Idea is { } idea
                ? await MakeChannelAsync(idea, planned, workspaceId, people, stop)
                : (await people[planned.Members[0]].Client.OpenDirectChannelAsync(workspaceId, [.. planned.Members.Skip(1).Select(member => people[member].Id)], stop)).Id;
            Interlocked.Increment(ref done);
            progress.Show(() => $"channels: {done} of {channelIds.Length}");
        });
        return channelIds;
    }

    private async Task<Guid> MakeChannelAsync(
        ChannelIdea idea, PlannedChannel planned, Guid workspaceId, IReadOnlyList<Account> people, CancellationToken cancellationToken)
    {
        var creator = people[planned.Members[0]].Client;
        var channelId = await FindChannelAsync(creator, workspaceId, idea.Name, cancellationToken)
            ?? await _patience.RunAsync(() => CreateChannelAsync(creator, workspaceId, idea, cancellationToken), cancellationToken);
        foreach (var member in planned.Members)
        {
            await (idea.IsPrivate
                ? creator.AddChannelMemberAsync(channelId, people[member].Id, cancellationToken)
                : people[member].Client.JoinChannelAsync(channelId, cancellationToken));
        }

        return channelId;
    }

    private static async Task<Guid> CreateChannelAsync(ParleyClient creator, Guid workspaceId, ChannelIdea idea, CancellationToken cancellationToken)
    {
        try
        {
            var request = new CreateChannelRequest
            {
                Name = idea.Name,
                Topic = idea.Topic,
                Purpose = idea.Purpose,
                Visibility = idea.IsPrivate ? ChannelVisibility.Private : ChannelVisibility.Public,
            };
            return (await creator.CreateChannelAsync(workspaceId, request, cancellationToken)).Id;
        }
        catch (ParleyException taken) when (taken.Code == ErrorCodes.ChannelNameTaken)
        {
            // Either an attempt whose answer was lost, or a private channel of somebody else.
            return await FindChannelAsync(creator, workspaceId, idea.Name, cancellationToken)
                ?? throw new CommandException($"a private channel of other people has the name \"{idea.Name}\": seed another workspace (--workspace)");
        }
    }

    private static async Task<Guid?> FindChannelAsync(ParleyClient client, Guid workspaceId, string name, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await client.ReadChannelsAsync(workspaceId, cursor, limit: null, cancellationToken);
            if (page.Channels.FirstOrDefault(channel => string.Equals(channel.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                return found.Id;
            }

            cursor = page.Cursor;
        }
        while (cursor is not null);

        return null;
    }

    private async Task PostAsync(SeedPlan plan, IReadOnlyList<Account> people, Guid[] channelIds, CancellationToken cancellationToken)
    {
        var texts = new MessageTexts(new Phrases(), Fortunes.Load(options.FortunesFolder), plan.People);
        var startedAt = terminal.Time.GetTimestamp();
        await Parallel.ForEachAsync(plan.Talks, Bounded(options.Concurrency, cancellationToken), async (talk, stop) =>
        {
            var random = plan.RandomOf(talk);
            var members = plan.Channels[talk.Channel].Members;
            var speakers = Enumerable.Range(0, random.Next(2, 6)).Select(_ => people[members[random.Next(members.Count)]]).ToArray();
            for (var number = 0; number < talk.Messages; number++)
            {
                await PostOneAsync(plan, talk, number, texts, speakers[random.Next(speakers.Length)].Client, channelIds[talk.Channel], random, stop);
                progress.Show(() =>
                {
                    var rate = _posted / Math.Max(terminal.Time.GetElapsedTime(startedAt).TotalSeconds, 0.001);
                    return $"messages: {_posted:N0} of {options.Messages:N0}, {rate:N0}/s";
                });
            }
        });
    }

    private async Task PostOneAsync(
        SeedPlan plan, PlannedTalk talk, int number, MessageTexts texts, ParleyClient author, Guid channelId, Random random, CancellationToken cancellationToken)
    {
        // Chance is drawn in the same order whether or not the message is there already.
        var text = texts.Next(random);
        var change = random.Next(1000);
        var editedText = change < EditedPerMille ? texts.Edited(text, random) : "";
        var clientMessageId = plan.ClientMessageIdOf(talk, number);
        var message = await _patience.RunAsync(() => author.PostMessageAsync(channelId, text, clientMessageId, cancellationToken), cancellationToken);
        Interlocked.Increment(ref _posted);
        if (message is not { EditedAt: null, DeletedAt: null })
        {
            // An earlier run has changed it.
            return;
        }

        if (change < EditedPerMille)
        {
            await _patience.RunAsync(() => author.EditMessageAsync(channelId, message.Seq, editedText, cancellationToken), cancellationToken);
            Interlocked.Increment(ref _edited);
        }
        else if (change < EditedPerMille + DeletedPerMille)
        {
            await author.DeleteMessageAsync(channelId, message.Seq, cancellationToken);
            Interlocked.Increment(ref _deleted);
        }
    }

    // Most people have read most of it: a workspace where everything is unread looks like nobody lives there.
    private async Task MoveReadMarkersAsync(SeedPlan plan, IReadOnlyList<Account> people, Guid[] channelIds, CancellationToken cancellationToken)
    {
        await Parallel.ForAsync(0, channelIds.Length, Bounded(options.Concurrency, cancellationToken), async (number, stop) =>
        {
            var members = plan.Channels[number].Members;
            var head = (await people[members[0]].Client.ReadChannelAsync(channelIds[number], stop)).Head;
            var random = new Random(unchecked((options.Seed * 397) + number));
            foreach (var member in members)
            {
                var unread = random.Next(10) switch { < 6 => 0, < 9 => random.Next(30), _ => (int)Math.Min(head, 500) };
                await people[member].Client.MoveReadMarkerAsync(channelIds[number], Math.Max(0, head - unread), stop);
            }
        });
    }

    private static ParallelOptions Bounded(int atOnce, CancellationToken cancellationToken)
    {
        return new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
    }

    private sealed record Account(Guid Id, ParleyClient Client);
}

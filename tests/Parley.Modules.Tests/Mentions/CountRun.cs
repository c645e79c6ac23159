using System.Text.Json;
using Parley.Compliance;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Messages;

namespace Parley.Modules.Tests.Mentions;

/// <summary>Three people in two channels who post, reply, edit, delete, read, mark unread, join and leave; and what each of them should then count.</summary>
internal sealed class CountRun(Random random, Stores stores, ChannelLog log, PostMessage post, ChangeMessage change, PresentSome present)
{
    private const string Keyword = "deploy";

    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly string[] Texts =
        ["ahoy", "ahoy again", "@ana, look", "@bo and @cleo", "@channel", "@here.", "`@ana`", "we deploy now", "@ana: deploy", "@here @bo @nobody", "@dan is elsewhere"];

    private readonly Person[] _people = [new("ana", WorkspaceRole.Owner), new("bo", WorkspaceRole.Member), new("cleo", WorkspaceRole.Guest)];
    private readonly List<Place> _places = [];
    private int _acts;

    /// <summary>Messages that called someone.</summary>
    public int Mentioned { get; private set; }

    public bool IsCheckDue => ++_acts % 250 == 0;

    public async Task PrepareAsync()
    {
        stores.Migrator.Migrate();
        foreach (var name in (string[])["ana", "bo", "cleo", "dan"])
        {
            var account = new Account { Id = Guid.CreateVersion7(At), Username = name, DisplayName = name, Email = null, PasswordHash = "", IsServerAdmin = false, CreatedAt = At };
            await stores.Accounts.CreateAsync(account, null, At, default);
            if (Array.Find(_people, person => person.Name == name) is { } person)
            {
                person.Id = account.Id;
            }
        }

        var workspace = Guid.CreateVersion7(At);
        await stores.Workspaces.CreateAsync(workspace, "Northwind", _people[0].Id, At, default);
        foreach (var person in _people[1..])
        {
            await stores.Workspaces.AddMemberAsync(workspace, person.Id, person.Role, At, default);
        }

        await stores.Accounts.SetKeywordsAsync(_people[0].Id, [Keyword], default);
        foreach (var name in (string[])["ships", "docks"])
        {
            var channel = Writes.Create(workspace, name, ChannelVisibility.Public, [.. _people.Select(person => person.Id)], At);
            await stores.Log.CreateAsync(channel, default);
            var place = new Place(channel.Id) { Head = 4, Device = 4 };
            for (var index = 0; index < _people.Length; index++)
            {
                place.Read[_people[index].Id] = index + 2;
            }

            _places.Add(place);
        }
    }

    /// <returns>How many operations it was.</returns>
    public async Task<int> ActAsync()
    {
        var place = _places[random.Next(_places.Count)];
        var person = _people[random.Next(_people.Length)];
        switch (random.Next(20))
        {
            case < 6:
                return await PostAsync(place);
            case < 10:
                await EditAsync(place);
                break;
            case < 12:
                await DeleteAsync(place);
                break;
            case < 18:
                await ReadAsync(place, person);
                break;
            case 18:
                await JoinOrLeaveAsync(place, person);
                break;
            default:
                _ = present.Online.Remove(person.Id) || present.Online.Add(person.Id);
                break;
        }

        return 1;
    }

    /// <summary>What the server answers, what a device counted by itself, and the recount are the same, for each person and channel.</summary>
    public async Task CheckAsync()
    {
        foreach (var place in _places)
        {
            await FollowAsync(place);
        }

        foreach (var person in _people)
        {
            var sync = await stores.Channels.ReadSyncAsync(person.Id, default);
            var answered = sync.Channels.Select(channel => new Counts(channel.Channel.Id, channel.ReadSeq, channel.Unread, channel.MentionCount, string.Join(' ', channel.MentionSeqs)));
            var mine = _places.Where(place => place.Read.ContainsKey(person.Id)).ToList();
            Assert.Equal(mine.Select(place => Recount(place, person, place.Messages.Values)).OrderBy(counts => counts.ChannelId), answered.OrderBy(counts => counts.ChannelId));
            Assert.Equal(mine.Select(place => Recount(place, person, place.Heard.Values)), mine.Select(place => Recount(place, person, place.Messages.Values)));
        }
    }

    private async Task<int> PostAsync(Place place)
    {
        var roots = place.Messages.Values.Where(message => message.Root is null).TakeLast(20).ToList();
        var drafts = Enumerable.Range(0, random.Next(1, 20))
            .Select(_ => (
                Author: _people[random.Next(_people.Length)],
                Text: Texts[random.Next(Texts.Length)],
                Root: roots.Count > 0 && random.Next(3) == 0 ? roots[random.Next(roots.Count)].Seq : (long?)null,
                IsShown: random.Next(3) == 0))
            .ToList();
        var outcomes = await Task.WhenAll(drafts.Select(draft => post.RunAsync(
            place.Id,
            draft.Author.Id,
            new PostMessageRequest
            {
                Text = draft.Text,
                ClientMessageId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
                ThreadSeq = draft.Root,
                AlsoInChannel = draft.Root is null ? null : draft.IsShown,
            },
            default)));
        foreach (var (draft, outcome) in drafts.Zip(outcomes))
        {
            if (!place.Read.ContainsKey(draft.Author.Id))
            {
                Assert.IsType<PostMessageOutcome.Refused>(outcome);
                continue;
            }

            var message = Assert.IsType<PostMessageOutcome.Posted>(outcome).Message;
            place.Messages.Add(message.Seq, new Known(message.Seq, draft.Author.Id, draft.Text, Calls(place, draft.Author, draft.Text, before: null), draft.Root, draft.Root is null || draft.IsShown));
            place.Head = Math.Max(place.Head, message.Seq);
            Mentioned += message.Mentions is null ? 0 : 1;
        }

        return drafts.Count;
    }

    private async Task EditAsync(Place place)
    {
        if (Pick(place) is not { } message || _people.Single(person => person.Id == message.AuthorId) is var author && !place.Read.ContainsKey(author.Id))
        {
            return;
        }

        var text = Texts[random.Next(Texts.Length)];
        var outcome = await change.EditAsync(place.Id, message.Seq, text, message.AuthorId, default);
        if (text == message.Text)
        {
            Assert.IsType<ChangeOutcome.Unchanged>(outcome);
            return;
        }

        place.Head = Assert.IsType<ChangeOutcome.Applied>(outcome).Seq;
        place.Messages[message.Seq] = message with { Text = text, Calls = Calls(place, author, text, message.Calls) };
    }

    private async Task DeleteAsync(Place place)
    {
        if (Pick(place) is { } message && place.Read.ContainsKey(message.AuthorId))
        {
            var data = Writes.Delete(place.Id, message.AuthorId, message.Seq, mayDeleteOthers: false, At);
            place.Head = Assert.IsType<ChangeOutcome.Applied>(await log.ChangeAsync(data, default)).Seq;
            place.Messages.Remove(message.Seq);
        }
    }

    private async Task ReadAsync(Place place, Person person)
    {
        var marker = await stores.ReadMarkers.SetAsync(person.Id, place.Id, random.Next(3) > 0 ? place.Head : random.NextInt64(place.Head + 1), default);
        Assert.Equal(place.Read.ContainsKey(person.Id), marker is not null);
        if (marker is { } moved)
        {
            place.Read[person.Id] = moved.Seq;
        }
    }

    private async Task JoinOrLeaveAsync(Place place, Person person)
    {
        var isIn = place.Read.ContainsKey(person.Id);
        var outcome = await log.ChangeAsync(isIn ? Writes.Remove(place.Id, person.Id, person.Id, At) : Writes.Add(place.Id, person.Id, person.Id, At), default);
        place.Head = Assert.IsType<ChangeOutcome.Applied>(outcome).Seq;
        if (isIn)
        {
            place.Read.Remove(person.Id);
        }
        else
        {
            place.Read[person.Id] = place.Head;
        }
    }

    private Known? Pick(Place place)
    {
        var last = place.Messages.Keys.Skip(Math.Max(0, place.Messages.Count - 40)).ToList();
        return last.Count == 0 ? null : place.Messages[last[random.Next(last.Count)]];
    }

    /// <summary>Whom a text calls, by the rules as a person would say them; without a parser, since the texts are known.</summary>
    private Called Calls(Place place, Person author, string text, Called? before)
    {
        var isCode = text.StartsWith('`');
        var named = _people.Where(person => !isCode && person != author && place.Read.ContainsKey(person.Id) && text.Contains($"@{person.Name}", StringComparison.Ordinal));
        var mayCallAll = author.Role != WorkspaceRole.Guest;
        var here = mayCallAll && text.Contains("@here", StringComparison.Ordinal)
            ? before?.Here ?? [.. place.Read.Keys.Where(id => present.Online.Contains(id) && id != author.Id)]
            : null;
        return new Called([.. named.Select(person => person.Id)], here, mayCallAll && text.Contains("@channel", StringComparison.Ordinal));
    }

    private static Counts Recount(Place place, Person person, IEnumerable<Known> messages)
    {
        var read = place.Read[person.Id];
        var after = messages.Where(message => message.Seq > read && message.AuthorId != person.Id).OrderBy(message => message.Seq).ToList();
        var searched = after.Take(Limits.UnreadCount).ToHashSet();
        var calling = after
            .Where(message => message.Calls.Includes(person.Id) || (person.Name == "ana" && searched.Contains(message) && message.Text.Contains(Keyword, StringComparison.Ordinal)))
            .Take(Limits.UnreadCount)
            .ToList();
        return new Counts(place.Id, read, Math.Min(after.Count(message => message.IsInChannel), Limits.UnreadCount), calling.Count, string.Join(' ', calling.Select(message => message.Seq)));
    }

    /// <summary>A device hears the events since it last heard any.</summary>
    private async Task FollowAsync(Place place)
    {
        while (place.Device < place.Head)
        {
            foreach (var logged in await stores.Log.ReadAsync(place.Id, place.Device, 1_000, default))
            {
                Hear(place, JsonSerializer.Deserialize(logged.Json.Span, ParleyJson.Context.ChannelEventDto)!);
                place.Device = logged.Seq;
            }
        }
    }

    private static void Hear(Place place, ChannelEventDto one)
    {
        switch (one.Type)
        {
            case ChannelEventTypes.MessagePosted:
                var posted = one.Data.Deserialize(ParleyJson.Context.MessagePosted)!;
                place.Heard[one.Seq] = new Known(
                    one.Seq, one.ActorId, posted.Text, Called.Of(posted.Mentions), posted.ThreadSeq, posted.ThreadSeq is null || posted.AlsoInChannel == true);
                break;
            case ChannelEventTypes.MessageEdited:
                var edited = one.Data.Deserialize(ParleyJson.Context.MessageEdited)!;
                place.Heard[edited.MessageSeq] = place.Heard[edited.MessageSeq] with { Text = edited.Text, Calls = Called.Of(edited.Mentions) };
                break;
            case ChannelEventTypes.MessageDeleted:
                place.Heard.Remove(one.Data.Deserialize(ParleyJson.Context.MessageDeleted)!.MessageSeq);
                break;
            default:
                break;
        }
    }

    private sealed class Person(string name, WorkspaceRole role)
    {
        public string Name => name;

        public WorkspaceRole Role => role;

        public Guid Id { get; set; }
    }

    private sealed class Place(Guid id)
    {
        public Guid Id => id;

        public long Head { get; set; }

        /// <summary>The seq of the last event that the device heard.</summary>
        public long Device { get; set; }

        /// <summary>The members, with how far they have read.</summary>
        public Dictionary<Guid, long> Read { get; } = [];

        public SortedDictionary<long, Known> Messages { get; } = [];

        public SortedDictionary<long, Known> Heard { get; } = [];
    }

    private sealed record Known(long Seq, Guid AuthorId, string Text, Called Calls, long? Root, bool IsInChannel);

    private sealed record Called(IReadOnlyList<Guid> AccountIds, IReadOnlyList<Guid>? Here, bool Channel)
    {
        public static Called Of(MessageMentions? mentions)
        {
            return new Called(mentions?.AccountIds ?? [], mentions?.Here, mentions?.Channel ?? false);
        }

        public bool Includes(Guid accountId)
        {
            return Channel || AccountIds.Contains(accountId) || Here?.Contains(accountId) == true;
        }
    }

    private sealed record Counts(Guid ChannelId, long ReadSeq, int Unread, int Mentions, string Seqs);
}

using System.Globalization;
using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Messages;

namespace Parley.Compliance;

/// <summary>Threads, followers and counts equal those of a model to which everything was done one after the other, also when replies came in batches.</summary>
public abstract class ThreadModelSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private const int Operations = 150;

    private readonly Dictionary<long, Message> _messages = [];
    private readonly Dictionary<(Guid Account, long Root), Follower> _followers = [];
    private readonly HashSet<Guid> _members = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_happened_the_counts_are_a_recount(int seed)
    {
        var random = new Random(seed);
        Guid[] people = [await AddAccountAsync("ana"), await AddAccountAsync("bo"), await AddAccountAsync("cleo"), await AddAccountAsync("dan")];
        var channel = await AddChannelAsync(await AddWorkspaceAsync(people[0], people[1..]), "ships", ChannelVisibility.Public, people);
        _members.UnionWith(people);
        for (var number = 0; number < Operations; number++)
        {
            await DoSomethingAsync(random, channel, people);
            if (number % 10 == 9)
            {
                await CompareAsync(channel, people);
            }
        }
    }

    private async Task DoSomethingAsync(Random random, Guid channel, Guid[] people)
    {
        var who = people[random.Next(people.Length)];
        var seq = _messages.Count == 0 ? 1 : _messages.Keys.ElementAt(random.Next(_messages.Count));
        switch (random.Next(20))
        {
            case < 11:
                await PostAsync(random, channel, people);
                break;
            case < 14:
                if (await Stores.Log.ChangeAsync(Writes.Delete(channel, who, seq, mayDeleteOthers: true, Next()), None) is ChangeOutcome.Applied)
                {
                    _messages[seq] = _messages[seq] with { IsDeleted = true };
                }

                break;
            case < 15:
                await Stores.Log.ChangeAsync(Writes.Edit(channel, who, seq, $"edited {random.Next()}", Next()), None);
                break;
            case < 17:
                await FollowAsync(channel, who, seq, isFollowing: random.Next(2) == 0);
                break;
            case < 19:
                await ReadAsync(channel, who, seq, random.Next(60));
                break;
            default:
                await LeaveOrJoinAsync(channel, people[0], who);
                break;
        }
    }

    /// <summary>A batch of up to six, of anyone, in few threads.</summary>
    private async Task PostAsync(Random random, Guid channel, Guid[] people)
    {
        var roots = _messages.Where(message => message.Value.Root is null).Select(message => message.Key).ToArray();
        MessageDraft[] drafts =
        [
            .. Enumerable.Range(0, random.Next(1, 7)).Select(_ =>
            {
                var author = people[random.Next(people.Length)];
                return roots.Length == 0 || random.Next(4) == 0
                    ? Writes.Post(channel, author, "root", NewId(), Next())
                    : Writes.Reply(channel, author, roots[^random.Next(1, Math.Min(3, roots.Length) + 1)], "reply", NewId(), Next(), random.Next(3) == 0, Mentions(random, author, people));
            }),
        ];
        var outcomes = await Stores.Log.PostAsync(drafts, None);
        foreach (var (draft, outcome) in drafts.Zip(outcomes))
        {
            if (!_members.Contains(draft.AuthorId))
            {
                Assert.Equal(PostOutcome.NotAMember.Instance, outcome);
            }
            else if (draft.Reply is { } reply && _messages[reply.ThreadSeq].IsDeleted)
            {
                Assert.Equal(PostOutcome.RootDeleted.Instance, outcome);
            }
            else
            {
                Posted(draft, Assert.IsType<PostOutcome.Posted>(outcome).Seq);
            }
        }
    }

    private void Posted(MessageDraft draft, long seq)
    {
        _messages.Add(seq, new Message(draft.AuthorId, draft.At, draft.Reply?.ThreadSeq));
        if (draft.Reply is not { ThreadSeq: var root })
        {
            return;
        }

        var mine = _followers.GetValueOrDefault((draft.AuthorId, root));
        _followers[(draft.AuthorId, root)] = mine is { IsFollowing: true } ? mine : new Follower(true, seq);
        foreach (var addressed in (draft.Mentions?.Wire.AccountIds ?? []).Append(_messages[root].Author).Where(_members.Contains))
        {
            _followers.TryAdd((addressed, root), new Follower(true, seq - 1));
        }
    }

    /// <summary>Now and then some people by name, at times with everyone besides: whom nobody names does not follow for it.</summary>
    private DraftMentions? Mentions(Random random, Guid author, Guid[] people)
    {
        return random.Next(3) == 0
            ? Writes.Mentions([.. people.Where(person => person != author && random.Next(3) == 0)], random.Next(3) == 0 ? NewId() : null, here: random.Next(3) == 0 ? people : null)
            : null;
    }

    private async Task FollowAsync(Guid channel, Guid who, long seq, bool isFollowing)
    {
        var answer = await Stores.Threads.FollowAsync(who, channel, seq, isFollowing, None);
        if (!_members.Contains(who) || !_messages.TryGetValue(seq, out var root) || root.Root is not null)
        {
            Assert.Null(answer);
            return;
        }

        var lastReply = _messages.Where(message => message.Value.Root == seq).Select(message => message.Key).DefaultIfEmpty(seq).Max();
        var known = _followers.GetValueOrDefault((who, seq)) ?? new Follower(false, lastReply);
        _followers[(who, seq)] = new Follower(isFollowing, isFollowing && !known.IsFollowing ? lastReply : known.ReadSeq);
    }

    private async Task ReadAsync(Guid channel, Guid who, long seq, long to)
    {
        var answer = await Stores.Threads.SetReadAsync(who, channel, seq, to, None);
        if (_members.Contains(who) && _followers.TryGetValue((who, seq), out var follower))
        {
            _followers[(who, seq)] = follower with { ReadSeq = Math.Min(to, answer!.Head) };
        }
    }

    private async Task LeaveOrJoinAsync(Guid channel, Guid admin, Guid who)
    {
        if (who == admin)
        {
            return;
        }

        if (_members.Remove(who))
        {
            await ApplyAsync(Writes.Remove(channel, who, who, Next()));
            foreach (var key in _followers.Keys.Where(key => key.Account == who).ToList())
            {
                _followers[key] = _followers[key] with { IsFollowing = false };
            }
        }
        else
        {
            await ApplyAsync(Writes.Add(channel, who, who, Next()));
            _members.Add(who);
        }
    }

    private async Task CompareAsync(Guid channel, Guid[] people)
    {
        foreach (var (root, message) in _messages.Where(message => message.Value.Root is null))
        {
            Assert.Equal(Describe(Summary(root)), Describe((await Stores.Messages.FindAsync(channel, root, people[0], None))!.Thread));
            var page = (await Stores.Threads.ReadPageAsync(channel, root, new MessageWindow(null, null, Limits.PageSize), people[0], None))!;
            Assert.Equal(_messages.Where(reply => reply.Value.Root == root).Select(reply => reply.Key), page.Messages.Select(reply => reply.Seq));
            Assert.Equal(message.IsDeleted, page.Root.DeletedAt is not null);
        }

        foreach (var person in people)
        {
            var followed = await Stores.Threads.ReadFollowedAsync(person, None);
            var states = followed.Channels.SelectMany(one => one.Threads).OrderBy(thread => thread.ThreadSeq).Select(thread => (thread.ThreadSeq, thread.IsFollowing, thread.ReadSeq, thread.Unread));
            var expected = _members.Contains(person)
                ? _followers.Where(one => one.Key.Account == person).OrderBy(one => one.Key.Root).Select(one => (one.Key.Root, one.Value.IsFollowing, one.Value.ReadSeq, Unread(person, one.Key.Root, one.Value)))
                : [];
            Assert.Equal(expected, states);
        }
    }

    private int Unread(Guid person, long root, Follower follower)
    {
        return follower.IsFollowing
            ? _messages.Count(message => message.Value.Root == root && message.Key > follower.ReadSeq && message.Value.Author != person && !message.Value.IsDeleted)
            : 0;
    }

    private ThreadSummaryDto? Summary(long root)
    {
        var replies = _messages.Where(message => message.Value.Root == root).OrderBy(message => message.Key).ToList();
        return replies.Count == 0
            ? null
            : new ThreadSummaryDto
            {
                ReplyCount = replies.Count(reply => !reply.Value.IsDeleted),
                LastReplySeq = replies[^1].Key,
                LastReplyAt = replies[^1].Value.At,
                Repliers = [.. replies.Select(reply => reply.Value.Author).Distinct().Take(Limits.ThreadRepliers)],
            };
    }

    private static string Describe(ThreadSummaryDto? thread)
    {
        return thread is null ? "none" : string.Create(CultureInfo.InvariantCulture, $"{thread.ReplyCount} {thread.LastReplySeq} {thread.LastReplyAt:O} {string.Join(' ', thread.Repliers)}");
    }

    private sealed record Message(Guid Author, DateTimeOffset At, long? Root, bool IsDeleted = false);

    private sealed record Follower(bool IsFollowing, long ReadSeq);
}

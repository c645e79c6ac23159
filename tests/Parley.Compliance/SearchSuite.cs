using Parley.Contracts;
using Parley.Modules.Search;
using Parley.Storage.Relational;

namespace Parley.Compliance;

/// <summary>The index of messages: what it finds and for whom, and that it holds each message once and as it is now.</summary>
public abstract class SearchSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private Guid _ana;
    private Guid _ben;
    private Guid _workspace;
    private Guid _ships;

    private ISearchIndex Index => Stores.Get<ISearchIndex>();

    private ISearchStore Search => Stores.Get<ISearchStore>();

    [Fact]
    public async Task A_message_is_found_once_the_index_has_followed_its_channel()
    {
        await AddPlaceAsync();
        var first = await PostAsync(_ships, _ana, "the blue door");
        var second = await PostAsync(_ships, _ben, "the blue boat");
        Assert.Empty(await FindAsync(_ana, "blue"));
        Assert.Contains(new ChannelBacklog(_ships, 5), await Index.FindBehindAsync(10, None));

        await FollowAsync();

        Assert.Empty(await Index.FindBehindAsync(10, None));
        Assert.Equal([second, first], await FindAsync(_ana, "blue"));
        Assert.Equal([first], await FindAsync(_ana, "blue", "door"));
        Assert.Equal([second], await FindAsync(_ana, "bo*"));
        Assert.Equal([second], await FindAsync(_ana, "blue", "-door"));
        Assert.Empty(await FindAsync(_ana, "blue", "red"));
        Assert.Empty(await FindAsync(_ana, "blu"));
    }

    [Fact]
    public async Task It_follows_in_pieces_and_knows_where_it_was()
    {
        await AddPlaceAsync();
        var seqs = new List<long>();
        for (var number = 0; number < 7; number++)
        {
            seqs.Add(await PostAsync(_ships, _ana, $"number {number}"));
        }

        var first = await Index.IndexNextAsync(_ships, 3, None);
        Assert.Equal((3, true), (first!.Messages, first.HasMore));
        Assert.Equal(seqs.Take(3).Reverse(), await FindAsync(_ana, "number"));

        // Another worker goes on there.
        var other = OpenAnother().Get<ISearchIndex>();
        Assert.Equal(3, (await other.IndexNextAsync(_ships, 3, None))!.Messages);
        var last = await Index.IndexNextAsync(_ships, 3, None);
        Assert.Equal((1, false), (last!.Messages, last.HasMore));
        Assert.Equal((0, null), await Index.IndexNextAsync(_ships, 3, None) is { } none ? (none.Messages, none.OldestAt) : (-1, null));
        Assert.Equal(seqs.AsEnumerable().Reverse(), await FindAsync(_ana, "number"));
    }

    [Fact]
    public async Task Two_workers_at_once_index_each_message_once()
    {
        await AddPlaceAsync();
        var other = OpenAnother().Get<ISearchIndex>();
        for (var round = 0; round < 20; round++)
        {
            await Stores.Log.PostAsync([.. Enumerable.Range(0, 10).Select(_ => Writes.Post(_ships, _ana, "again", NewId(), Next()))], None);
            await Task.WhenAll(Task.Run(() => Index.IndexNextAsync(_ships, 4, None)), Task.Run(() => other.IndexNextAsync(_ships, 4, None)));
        }

        await FollowAsync();

        Assert.Equal(200, (await FindAsync(_ana, "again")).Distinct().Count());
        Assert.Equal(200, await CountAsync("search_messages"));
    }

    [Fact]
    public async Task History_is_indexed_from_its_end_and_goes_on_where_it_was_left()
    {
        await AddPlaceAsync();
        var seqs = new List<long>();
        for (var number = 0; number < 7; number++)
        {
            seqs.Add(await PostAsync(_ships, _ana, $"number {number}"));
        }

        await FollowAsync();
        await Index.ForgetAsync(None);
        Assert.Empty(await FindAsync(_ana, "number"));
        Assert.Empty(await Index.FindBehindAsync(10, None));

        // The other channels have no messages; which one is taken first does not matter.
        while ((await FindAsync(_ana, "number")).Count < 3)
        {
            Assert.True(await Index.IndexHistoryAsync(3, None));
        }

        Assert.Equal(seqs.AsEnumerable().Reverse().Take(3), await FindAsync(_ana, "number"));
        var fresh = await PostAsync(_ships, _ana, "number 8");
        await FollowAsync();
        Assert.Equal(seqs.Skip(4).Append(fresh).Reverse(), await FindAsync(_ana, "number"));

        var other = OpenAnother().Get<ISearchIndex>();
        while (await other.IndexHistoryAsync(3, None))
        {
            // Until none is left.
        }

        Assert.Equal(seqs.Append(fresh).Reverse(), await FindAsync(_ana, "number"));
        Assert.Equal(8, await CountAsync("search_messages"));
    }

    [Fact]
    public async Task What_is_edited_is_found_by_its_new_text_at_once_and_no_longer_by_the_old()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "the blue door");
        await FollowAsync();

        await ApplyAsync(Writes.Edit(_ships, _ana, seq, "the red door", Next()));

        Assert.Equal([seq], await FindAsync(_ana, "red"));
        Assert.Empty(await FindAsync(_ana, "blue"));
        Assert.Equal("the red door", Assert.Single(await ReadAsync(_ana, seq)).Text);
    }

    [Fact]
    public async Task What_is_deleted_is_gone_from_the_index_at_once()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "the blue door");
        await FollowAsync();
        Assert.NotEmpty(await ReadAsync(_ana, seq));

        await ApplyAsync(Writes.Delete(_ships, _ana, seq, mayDeleteOthers: false, Next()));

        Assert.Empty(await FindAsync(_ana, "door"));
        Assert.Empty(await ReadAsync(_ana, seq));
    }

    [Fact]
    public async Task What_is_edited_or_deleted_before_the_index_comes_to_it_stays_so()
    {
        await AddPlaceAsync();
        var (edited, deleted) = (await PostAsync(_ships, _ana, "the blue door"), await PostAsync(_ships, _ana, "the blue boat"));
        await ApplyAsync(Writes.Edit(_ships, _ana, edited, "the red door", Next()));
        await ApplyAsync(Writes.Delete(_ships, _ana, deleted, mayDeleteOthers: false, Next()));

        await FollowAsync();

        Assert.Equal([edited], await FindAsync(_ana, "red"));
        Assert.Empty(await FindAsync(_ana, "blue"));

        // And when all of it is history again.
        await Index.ForgetAsync(None);
        while (await Index.IndexHistoryAsync(10, None))
        {
            // Until none is left.
        }

        Assert.Equal([edited], await FindAsync(_ana, "red"));
        Assert.Empty(await FindAsync(_ana, "blue"));
    }

    [Fact]
    public async Task Edits_and_deletions_while_the_index_is_at_it_leave_nothing_of_before()
    {
        await AddPlaceAsync();
        var other = OpenAnother();
        for (var round = 0; round < 30; round++)
        {
            var (edited, deleted) = (await PostAsync(_ships, _ana, $"before{round}"), await PostAsync(_ships, _ana, $"before{round}"));
            await Task.WhenAll(
                Task.Run(() => other.Get<ISearchIndex>().IndexNextAsync(_ships, 100, None)),
                Task.Run(() => Stores.Log.ChangeAsync(Writes.Edit(_ships, _ana, edited, $"after{round}", Next()), None)),
                Task.Run(() => Stores.Log.ChangeAsync(Writes.Delete(_ships, _ana, deleted, mayDeleteOthers: false, Next()), None)));
            await FollowAsync();

            Assert.Equal([edited], await FindAsync(_ana, $"after{round}"));
            Assert.Empty(await FindAsync(_ana, $"before{round}"));
        }
    }

    [Fact]
    public async Task Whoever_may_not_read_a_channel_finds_nothing_in_it_from_that_moment()
    {
        await AddPlaceAsync();
        var carl = await AddAccountAsync("carl");
        var (open, closed) = (await AddChannelAsync(_workspace, "open", ChannelVisibility.Public, _ana), await AddChannelAsync(_workspace, "closed", ChannelVisibility.Private, _ana, _ben));
        var (inOpen, inClosed) = (await PostAsync(open, _ana, "treasure"), await PostAsync(closed, _ana, "treasure"));
        await FollowAsync();
        var places = await PlacesAsync(_ana, "treasure");
        Assert.Equal(2, places.Count);

        // Ben may read the open one and is not in it: it is searched when it is named.
        Assert.Equal([(closed, inClosed)], (await PlacesAsync(_ben, "treasure")).Select(place => (place.ChannelId, place.Seq)));
        Assert.Equal([(open, inOpen)], (await PlacesAsync(_ben, "treasure", channelIds: [open])).Select(place => (place.ChannelId, place.Seq)));
        Assert.Equal(2, (await Search.ReadAsync(_workspace, _ben, places, None)).Count);

        await ApplyAsync(Writes.Remove(closed, _ana, _ben, Next()));
        Assert.Empty(await PlacesAsync(_ben, "treasure"));
        Assert.Empty(await PlacesAsync(_ben, "treasure", channelIds: [closed]));
        Assert.Equal([open], (await Search.ReadAsync(_workspace, _ben, places, None)).Select(message => message.ChannelId));
        Assert.Null(await Search.FindChannelAsync(_workspace, _ben, new ChannelName.Named("closed"), None));
        Assert.Equal(open, await Search.FindChannelAsync(_workspace, _ben, new ChannelName.Named("open"), None));

        // A guest reads what they are in, and an outsider nothing.
        await Stores.Workspaces.ChangeRoleAsync(_workspace, _ben, WorkspaceRole.Guest, None);
        foreach (var stranger in new[] { _ben, carl })
        {
            Assert.Empty(await PlacesAsync(stranger, "treasure", channelIds: [open, closed]));
            Assert.Empty(await Search.ReadAsync(_workspace, stranger, places, None));
            Assert.Null(await Search.FindChannelAsync(_workspace, stranger, new ChannelName.Id(open), None));
        }

        // Nor is a workspace searched through another.
        var elsewhere = await AddWorkspaceAsync(_ana);
        Assert.Empty(await Search.ReadAsync(elsewhere, _ana, places, None));
        Assert.Empty((await Search.FindAsync(Wanted(_ana, [.. Terms("treasure")]) with { WorkspaceId = elsewhere }, None)).Places);
    }

    [Fact]
    public async Task The_newest_of_several_channels_come_first_and_the_next_ones_behind_them()
    {
        await AddPlaceAsync();
        var boats = await AddChannelAsync(_workspace, "boats", ChannelVisibility.Private, _ana);
        var expected = new List<(Guid ChannelId, long Seq)>();
        for (var number = 0; number < 40; number++)
        {
            var channel = number % 3 == 0 ? boats : _ships;
            expected.Add((channel, await PostAsync(channel, _ana, "again")));
        }

        await FollowAsync();
        expected.Reverse();

        var all = new List<MessagePlace>();
        for (MessagePlace? after = null; ;)
        {
            var page = await Search.FindAsync(Wanted(_ana, [.. Terms("again")]) with { After = after, Limit = 7 }, None);
            Assert.True(page.IsComplete);
            all.AddRange(page.Places);
            if (!page.HasMore)
            {
                break;
            }

            Assert.Equal(7, page.Places.Count);
            after = page.Places[^1];
        }

        Assert.Equal(expected, all.Select(place => (place.ChannelId, place.Seq)));
        Assert.Equal(expected.Where(place => place.ChannelId == boats), (await PlacesAsync(_ana, "again", channelIds: [boats])).Select(place => (place.ChannelId, place.Seq)));
        var without = await Search.FindAsync(Wanted(_ana, [.. Terms("again")]) with { NotChannelIds = [boats] }, None);
        Assert.Equal(expected.Where(place => place.ChannelId == _ships), without.Places.Select(place => (place.ChannelId, place.Seq)));
    }

    [Fact]
    public async Task A_long_channel_is_found_in_to_its_beginning()
    {
        await AddPlaceAsync();
        var first = await PostAsync(_ships, _ana, "needle");
        await Stores.Log.PostAsync([.. Enumerable.Range(0, 2 * MessageTerms.BlockSeqs).Select(_ => Writes.Post(_ships, _ben, "hay", NewId(), Next()))], None);
        var last = await PostAsync(_ships, _ana, "needle");

        await FollowAsync();

        Assert.Equal([last, first], await FindAsync(_ana, "needle"));
        Assert.Equal(3, await CountAsync("search_blocks"));
        var hay = await Search.FindAsync(Wanted(_ana, [.. Terms("hay")]) with { Limit = 300 }, None);
        Assert.Equal((300, true, last - 1), (hay.Places.Count, hay.HasMore, hay.Places[0].Seq));
        Assert.Equal(hay.Places.Select(place => place.Seq).OrderDescending(), hay.Places.Select(place => place.Seq));
    }

    [Fact]
    public async Task Times_authors_and_traits_narrow_it()
    {
        await AddPlaceAsync();
        var plain = await PostAsync(_ships, _ana, "tide");
        var root = await PostAsync(_ships, _ben, "tide https://a.example");
        await Stores.Log.PostAsync([Writes.Reply(_ships, _ana, root, "tide", NewId(), Next())], None);
        var reply = root + 1;
        await ApplyAsync(Writes.Pin(_ships, _ana, plain, Next()));
        await ApplyAsync(Writes.React(_ships, _ben, plain, "👍", Next()));
        await FollowAsync();
        var messages = await ReadAsync(_ana, plain, root, reply);
        var wanted = Wanted(_ana, [.. Terms("tide")]);

        Assert.Equal([reply, root, plain], await SeqsAsync(wanted));
        Assert.Equal([reply, plain], await SeqsAsync(Wanted(_ana, [.. Terms("tide"), AuthorOf(_ana)])));
        Assert.Equal([reply, root, plain], await SeqsAsync(Wanted(_ana, [.. Terms("tide"), [.. AuthorOf(_ana), .. AuthorOf(_ben)]])));
        Assert.Equal([root], await SeqsAsync(wanted with { WithoutTerms = AuthorOf(_ana) }));
        Assert.Equal([plain], await SeqsAsync(wanted with { Has = SearchTraits.Pin }));
        Assert.Equal([plain], await SeqsAsync(wanted with { Has = SearchTraits.Reaction | SearchTraits.Pin }));
        Assert.Equal([reply, root], await SeqsAsync(wanted with { Has = SearchTraits.Thread }));
        Assert.Equal([plain], await SeqsAsync(wanted with { HasNot = SearchTraits.Thread }));
        Assert.Empty(await SeqsAsync(wanted with { Has = SearchTraits.Thread, HasNot = SearchTraits.Thread }));
        Assert.Equal([root], await SeqsAsync(wanted with { Since = messages[1].PostedAt, Until = messages[2].PostedAt }));
        Assert.Equal([reply, root], await SeqsAsync(wanted with { Since = messages[1].PostedAt }));
        Assert.Equal([plain], await SeqsAsync(wanted with { Until = messages[1].PostedAt }));

        await ApplyAsync(Writes.Unpin(_ships, _ana, plain, Next()));
        await ApplyAsync(Writes.TakeBack(_ships, _ben, plain, "👍", Next()));
        Assert.Empty(await SeqsAsync(wanted with { Has = SearchTraits.Pin }));
        Assert.Empty(await SeqsAsync(wanted with { Has = SearchTraits.Reaction }));
    }

    [Theory]
    [InlineData("Crème brûlée à la carte", "creme", "brulee")]
    [InlineData("Größe und Straße", "grosse", "strasse")]
    [InlineData("今日は東京都で会議", "東京", "会議", "京都")]
    [InlineData("오늘 학교에서 만나요", "학교", "학교에서")]
    [InlineData("Всё будет ещё лучше", "все", "еще")]
    [InlineData("مرحبا بالعالم", "مرحبا")]
    [InlineData("วันนี้ประชุม", "ประชุม")]
    [InlineData("🎉 released", "🎉", "released")]
    public async Task Every_language_is_found_by_its_own_words(string text, params string[] words)
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, text);
        await PostAsync(_ships, _ana, "nothing of it");
        await FollowAsync();

        foreach (var word in words)
        {
            Assert.Equal([seq], await FindAsync(_ana, word));
        }

        Assert.Equal([seq], await FindAsync(_ana, words));
    }

    [Fact]
    public async Task A_text_of_any_signs_is_indexed()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "it's \\ \"quoted\" & | ! ( ) : * <-> NEAR AND OR NOT ^ {x} 'y'");
        await FollowAsync();

        Assert.Equal([seq], await FindAsync(_ana, "quoted", "near", "and", "or", "not", "x", "y"));
    }

    [Fact]
    public async Task A_name_means_whom_the_reader_sees_or_who_wrote_where_the_reader_is()
    {
        await AddPlaceAsync();
        var (carl, dora) = (await AddAccountAsync("carl"), await AddAccountAsync("dora"));
        await Stores.Workspaces.AddMemberAsync(_workspace, carl, WorkspaceRole.Member, Next(), None);
        var guest = await AddAccountAsync("guest");
        await Stores.Workspaces.AddMemberAsync(_workspace, guest, WorkspaceRole.Guest, Next(), None);
        await ApplyAsync(Writes.Add(_ships, _ana, guest, Next()));
        var direct = await AddChannelAsync(_workspace, "", ChannelVisibility.Direct, _ana, carl);

        Assert.Equal(carl, await Search.FindAuthorAsync(_workspace, _ana, "carl", None));
        Assert.Null(await Search.FindAuthorAsync(_workspace, _ana, "dora", None));
        Assert.Null(await Search.FindAuthorAsync(_workspace, guest, "carl", None));
        Assert.Equal(_ben, await Search.FindAuthorAsync(_workspace, guest, "ben", None));
        Assert.Equal(direct, await Search.FindChannelAsync(_workspace, _ana, new ChannelName.DirectWith(carl), None));
        Assert.Null(await Search.FindChannelAsync(_workspace, _ben, new ChannelName.DirectWith(carl), None));
        Assert.Null(await Search.FindChannelAsync(_workspace, _ben, new ChannelName.Id(direct), None));

        await PostAsync(_ships, _ben, "I am off");
        await Stores.Log.RemoveFromWorkspaceAsync(_workspace, _ben, channelId => Writes.Left(channelId, _ben, _ben, Next()), None);
        Assert.Equal(_ben, await Search.FindAuthorAsync(_workspace, _ana, "ben", None));
        Assert.Null(await Search.FindAuthorAsync(_workspace, carl, "ben", None));
        Assert.Null(await Search.FindAuthorAsync(_workspace, dora, "ana", None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_happens_a_search_finds_what_its_reader_may_read_and_says_the_word_now(int seed)
    {
        await AddPlaceAsync();
        var random = new Random(seed);
        var carl = await AddAccountAsync("carl");
        await Stores.Workspaces.AddMemberAsync(_workspace, carl, WorkspaceRole.Member, Next(), None);
        Guid[] people = [_ana, _ben, carl];
        Guid[] channels = [_ships, await AddChannelAsync(_workspace, "boats", ChannelVisibility.Private, people), await AddChannelAsync(_workspace, "quays", ChannelVisibility.Private, _ana)];
        var members = new HashSet<(Guid Channel, Guid Account)> { (_ships, _ana), (_ships, _ben), (channels[1], _ana), (channels[1], _ben), (channels[1], carl), (channels[2], _ana) };
        var said = new Dictionary<(Guid Channel, long Seq), (Guid Author, string Text)>();
        var isFollowed = true;
        var posted = 0;
        string Text() => string.Join(' ', Enumerable.Range(0, 3).Select(_ => $"w{random.Next(6)}"));

        for (var step = 0; step < 400; step++)
        {
            var (channel, account) = (channels[random.Next(3)], people[random.Next(3)]);
            var own = said.Where(one => one.Value.Author == account && members.Contains((one.Key.Channel, account))).Select(one => one.Key).ToList();
            switch (random.Next(8))
            {
                case < 3 when members.Contains((channel, account)):
                    var text = Text();
                    said[(channel, await PostAsync(channel, account, text))] = (account, text);
                    isFollowed = false;
                    posted++;
                    break;
                case 3 when own.Count > 0:
                    var edited = own[random.Next(own.Count)];
                    said[edited] = (account, Text());
                    await Stores.Log.ChangeAsync(Writes.Edit(edited.Channel, account, edited.Seq, said[edited].Text, Next()), None);
                    break;
                case 4 when own.Count > 0:
                    var deleted = own[random.Next(own.Count)];
                    said.Remove(deleted);
                    await ApplyAsync(Writes.Delete(deleted.Channel, account, deleted.Seq, mayDeleteOthers: false, Next()));
                    break;
                case 5 when members.Remove((channel, account)):
                    await ApplyAsync(Writes.Remove(channel, account, account, Next()));
                    break;
                case 6 when members.Add((channel, account)):
                    await ApplyAsync(Writes.Add(channel, account, account, Next()));
                    break;
                case 7:
                    await FollowAsync();
                    isFollowed = true;
                    break;
            }

            var (viewer, word) = (people[random.Next(3)], $"w{random.Next(6)}");
            var places = await PlacesAsync(viewer, word);
            var mayFind = said.Where(one => members.Contains((one.Key.Channel, viewer)) && one.Value.Text.Split(' ').Contains(word)).Select(one => one.Key).ToHashSet();
            var found = places.Select(place => (place.ChannelId, place.Seq)).ToHashSet();
            Assert.Equal(places.Count, found.Count);
            Assert.Subset(mayFind, found);
            Assert.True(!isFollowed || found.SetEquals(mayFind), $"Seed {seed}, step {step}: {found.Count} of {mayFind.Count}.");
            Assert.Equal(found.Count, (await Search.ReadAsync(_workspace, viewer, places, None)).Count);
            var all = said.Keys.Select(key => new MessagePlace(default, key.Channel, key.Seq)).ToList();
            Assert.All(await Search.ReadAsync(_workspace, viewer, all, None), message => Assert.Contains((message.ChannelId, viewer), members));
        }

        Assert.InRange(posted, 30, 400);
    }

    /// <summary>Follows every channel to its end.</summary>
    private async Task FollowAsync()
    {
        while (await Index.FindBehindAsync(100, None) is { Count: > 0 } behind)
        {
            foreach (var channel in behind)
            {
                await Index.IndexNextAsync(channel.ChannelId, 500, None);
            }
        }
    }

    private async Task<List<long>> FindAsync(Guid viewerId, params string[] words)
    {
        return [.. (await PlacesAsync(viewerId, string.Join(' ', words))).Select(place => place.Seq)];
    }

    private async Task<IReadOnlyList<MessagePlace>> PlacesAsync(Guid viewerId, string words, IReadOnlyList<Guid>? channelIds = null)
    {
        var all = words.Split(' ');
        var search = Wanted(viewerId, [.. all.Where(word => word[0] != '-').SelectMany(Terms)]) with
        {
            ChannelIds = channelIds,
            WithoutTerms = [.. all.Where(word => word[0] == '-').SelectMany(word => Terms(word[1..])).SelectMany(any => any)],
        };
        var found = await Search.FindAsync(search, None);
        Assert.True(found.IsComplete);
        return found.Places;
    }

    private async Task<List<long>> SeqsAsync(MessageSearch search)
    {
        return [.. (await Search.FindAsync(search, None)).Places.Select(place => place.Seq)];
    }

    private Task<IReadOnlyList<MessageDto>> ReadAsync(Guid viewerId, params long[] seqs)
    {
        return Search.ReadAsync(_workspace, viewerId, [.. seqs.Select(seq => new MessagePlace(default, _ships, seq))], None);
    }

    private MessageSearch Wanted(Guid viewerId, IReadOnlyList<IReadOnlyList<IndexTerm>> terms)
    {
        return new MessageSearch
        {
            WorkspaceId = _workspace,
            ViewerId = viewerId,
            ChannelIds = null,
            NotChannelIds = [],
            Terms = terms,
            WithoutTerms = [],
            Has = SearchTraits.None,
            HasNot = SearchTraits.None,
            Since = null,
            Until = null,
            After = null,
            Limit = 1_000,
        };
    }

    /// <summary>As a query has them.</summary>
    private static IEnumerable<IReadOnlyList<IndexTerm>> Terms(string word)
    {
        return MessageTerms.OfWord(word.TrimEnd('*'), word.EndsWith('*')).Select(term => (IReadOnlyList<IndexTerm>)[term]);
    }

    private static IReadOnlyList<IndexTerm> AuthorOf(Guid accountId)
    {
        return [MessageTerms.Author(accountId)];
    }

    private Task<long> CountAsync(string table)
    {
        return Stores.Get<Database>().ReadAsync(session => session.FindAsync($"SELECT count(*) FROM {table}", row => row.Number(0)), None);
    }

    /// <summary>A workspace of ana and ben with the channel "ships" that both are in; its head is 3.</summary>
    private async Task AddPlaceAsync()
    {
        _ana = await AddAccountAsync("ana");
        _ben = await AddAccountAsync("ben");
        _workspace = await AddWorkspaceAsync(_ana, _ben);
        _ships = await AddChannelAsync(_workspace, "ships", ChannelVisibility.Private, _ana, _ben);
    }
}

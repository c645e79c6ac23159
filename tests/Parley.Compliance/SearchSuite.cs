using Parley.Contracts;
using Parley.Modules.Search;

namespace Parley.Compliance;

/// <summary>What a search finds, and for whom.</summary>
public abstract class SearchSuite(Func<IStoresFactory> create) : SearchStoreSuite(create)
{
    [Fact]
    public async Task Whoever_may_not_read_a_channel_finds_nothing_in_it_from_that_moment()
    {
        await AddPlaceAsync();
        var carl = await AddAccountAsync("carl");
        var (open, closed) = (await AddChannelAsync(WorkspaceId, "open", ChannelVisibility.Public, Ana), await AddChannelAsync(WorkspaceId, "closed", ChannelVisibility.Private, Ana, Ben));
        var (inOpen, inClosed) = (await PostAsync(open, Ana, "treasure"), await PostAsync(closed, Ana, "treasure"));
        await FollowAsync();
        var places = await PlacesAsync(Ana, "treasure");
        Assert.Equal(2, places.Count);

        // Ben may read the open one and is not in it: it is searched when it is named.
        Assert.Equal([(closed, inClosed)], (await PlacesAsync(Ben, "treasure")).Select(place => (place.ChannelId, place.Seq)));
        Assert.Equal([(open, inOpen)], (await PlacesAsync(Ben, "treasure", channelIds: [open])).Select(place => (place.ChannelId, place.Seq)));
        Assert.Equal(2, (await Search.ReadAsync(WorkspaceId, Ben, places, None)).Count);

        await ApplyAsync(Writes.Remove(closed, Ana, Ben, Next()));
        Assert.Empty(await PlacesAsync(Ben, "treasure"));
        Assert.Empty(await PlacesAsync(Ben, "treasure", channelIds: [closed]));
        Assert.Equal([open], (await Search.ReadAsync(WorkspaceId, Ben, places, None)).Select(message => message.ChannelId));
        Assert.Null(await Search.FindChannelAsync(WorkspaceId, Ben, new ChannelName.Named("closed"), None));
        Assert.Equal(open, await Search.FindChannelAsync(WorkspaceId, Ben, new ChannelName.Named("open"), None));

        // A guest reads what they are in, and an outsider nothing.
        await Stores.Workspaces.ChangeRoleAsync(WorkspaceId, Ben, WorkspaceRole.Guest, None);
        foreach (var stranger in new[] { Ben, carl })
        {
            Assert.Empty(await PlacesAsync(stranger, "treasure", channelIds: [open, closed]));
            Assert.Empty(await Search.ReadAsync(WorkspaceId, stranger, places, None));
            Assert.Null(await Search.FindChannelAsync(WorkspaceId, stranger, new ChannelName.Id(open), None));
        }

        // Nor is a workspace searched through another.
        var elsewhere = await AddWorkspaceAsync(Ana);
        Assert.Empty(await Search.ReadAsync(elsewhere, Ana, places, None));
        Assert.Empty((await Search.FindAsync(Wanted(Ana, [.. Terms("treasure")]) with { WorkspaceId = elsewhere }, None)).Places);
    }

    [Fact]
    public async Task The_newest_of_several_channels_come_first_and_the_next_ones_behind_them()
    {
        await AddPlaceAsync();
        var boats = await AddChannelAsync(WorkspaceId, "boats", ChannelVisibility.Private, Ana);
        var expected = new List<(Guid ChannelId, long Seq)>();
        for (var number = 0; number < 40; number++)
        {
            var channel = number % 3 == 0 ? boats : Ships;
            expected.Add((channel, await PostAsync(channel, Ana, "again")));
        }

        await FollowAsync();
        expected.Reverse();

        var all = new List<MessagePlace>();
        for (MessagePlace? after = null; ;)
        {
            var page = await Search.FindAsync(Wanted(Ana, [.. Terms("again")]) with { After = after, Limit = 7 }, None);
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
        Assert.Equal(expected.Where(place => place.ChannelId == boats), (await PlacesAsync(Ana, "again", channelIds: [boats])).Select(place => (place.ChannelId, place.Seq)));
        var without = await Search.FindAsync(Wanted(Ana, [.. Terms("again")]) with { NotChannelIds = [boats] }, None);
        Assert.Equal(expected.Where(place => place.ChannelId == Ships), without.Places.Select(place => (place.ChannelId, place.Seq)));
    }

    [Fact]
    public async Task A_long_channel_is_found_in_to_its_beginning()
    {
        await AddPlaceAsync();
        var first = await PostAsync(Ships, Ana, "needle");
        await Stores.Log.PostAsync([.. Enumerable.Range(0, 2 * MessageTerms.BlockSeqs).Select(_ => Writes.Post(Ships, Ben, "hay", NewId(), Next()))], None);
        var last = await PostAsync(Ships, Ana, "needle");

        await FollowAsync();

        Assert.Equal([last, first], await FindAsync(Ana, "needle"));
        Assert.Equal(3, await CountAsync("search_blocks"));
        var hay = await Search.FindAsync(Wanted(Ana, [.. Terms("hay")]) with { Limit = 300 }, None);
        Assert.Equal((300, true, last - 1), (hay.Places.Count, hay.HasMore, hay.Places[0].Seq));
        Assert.Equal(hay.Places.Select(place => place.Seq).OrderDescending(), hay.Places.Select(place => place.Seq));
    }

    [Fact]
    public async Task Times_authors_and_traits_narrow_it()
    {
        await AddPlaceAsync();
        var plain = await PostAsync(Ships, Ana, "tide");
        var root = await PostAsync(Ships, Ben, "tide https://a.example");
        await Stores.Log.PostAsync([Writes.Reply(Ships, Ana, root, "tide", NewId(), Next())], None);
        var reply = root + 1;
        await ApplyAsync(Writes.Pin(Ships, Ana, plain, Next()));
        await ApplyAsync(Writes.React(Ships, Ben, plain, "👍", Next()));
        await FollowAsync();
        var messages = await ReadAsync(Ana, plain, root, reply);
        var wanted = Wanted(Ana, [.. Terms("tide")]);

        Assert.Equal([reply, root, plain], await SeqsAsync(wanted));
        Assert.Equal([reply, plain], await SeqsAsync(Wanted(Ana, [.. Terms("tide"), AuthorOf(Ana)])));
        Assert.Equal([reply, root, plain], await SeqsAsync(Wanted(Ana, [.. Terms("tide"), [.. AuthorOf(Ana), .. AuthorOf(Ben)]])));
        Assert.Equal([root], await SeqsAsync(wanted with { WithoutTerms = AuthorOf(Ana) }));
        Assert.Equal([plain], await SeqsAsync(wanted with { Has = SearchTraits.Pin }));
        Assert.Equal([plain], await SeqsAsync(wanted with { Has = SearchTraits.Reaction | SearchTraits.Pin }));
        Assert.Equal([reply, root], await SeqsAsync(wanted with { Has = SearchTraits.Thread }));
        Assert.Equal([plain], await SeqsAsync(wanted with { HasNot = SearchTraits.Thread }));
        Assert.Empty(await SeqsAsync(wanted with { Has = SearchTraits.Thread, HasNot = SearchTraits.Thread }));
        Assert.Equal([root], await SeqsAsync(wanted with { Since = messages[1].PostedAt, Until = messages[2].PostedAt }));
        Assert.Equal([reply, root], await SeqsAsync(wanted with { Since = messages[1].PostedAt }));
        Assert.Equal([plain], await SeqsAsync(wanted with { Until = messages[1].PostedAt }));

        await ApplyAsync(Writes.Unpin(Ships, Ana, plain, Next()));
        await ApplyAsync(Writes.TakeBack(Ships, Ben, plain, "👍", Next()));
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
        var seq = await PostAsync(Ships, Ana, text);
        await PostAsync(Ships, Ana, "nothing of it");
        await FollowAsync();

        foreach (var word in words)
        {
            Assert.Equal([seq], await FindAsync(Ana, word));
        }

        Assert.Equal([seq], await FindAsync(Ana, words));
    }

    [Fact]
    public async Task A_text_of_any_signs_is_indexed()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(Ships, Ana, "it's \\ \"quoted\" & | ! ( ) : * <-> NEAR AND OR NOT ^ {x} 'y'");
        await FollowAsync();

        Assert.Equal([seq], await FindAsync(Ana, "quoted", "near", "and", "or", "not", "x", "y"));
    }

    [Fact]
    public async Task A_name_means_whom_the_reader_sees_or_who_wrote_where_the_reader_is()
    {
        await AddPlaceAsync();
        var (carl, dora) = (await AddAccountAsync("carl"), await AddAccountAsync("dora"));
        await Stores.Workspaces.AddMemberAsync(WorkspaceId, carl, WorkspaceRole.Member, Next(), None);
        var guest = await AddAccountAsync("guest");
        await Stores.Workspaces.AddMemberAsync(WorkspaceId, guest, WorkspaceRole.Guest, Next(), None);
        await ApplyAsync(Writes.Add(Ships, Ana, guest, Next()));
        var direct = await AddChannelAsync(WorkspaceId, "", ChannelVisibility.Direct, Ana, carl);

        Assert.Equal(carl, await Search.FindAuthorAsync(WorkspaceId, Ana, "carl", None));
        Assert.Null(await Search.FindAuthorAsync(WorkspaceId, Ana, "dora", None));
        Assert.Null(await Search.FindAuthorAsync(WorkspaceId, guest, "carl", None));
        Assert.Equal(Ben, await Search.FindAuthorAsync(WorkspaceId, guest, "ben", None));
        Assert.Equal(direct, await Search.FindChannelAsync(WorkspaceId, Ana, new ChannelName.DirectWith(carl), None));
        Assert.Null(await Search.FindChannelAsync(WorkspaceId, Ben, new ChannelName.DirectWith(carl), None));
        Assert.Null(await Search.FindChannelAsync(WorkspaceId, Ben, new ChannelName.Id(direct), None));

        await PostAsync(Ships, Ben, "I am off");
        await Stores.Log.RemoveFromWorkspaceAsync(WorkspaceId, Ben, channelId => Writes.Left(channelId, Ben, Ben, Next()), None);
        Assert.Equal(Ben, await Search.FindAuthorAsync(WorkspaceId, Ana, "ben", None));
        Assert.Null(await Search.FindAuthorAsync(WorkspaceId, carl, "ben", None));
        Assert.Null(await Search.FindAuthorAsync(WorkspaceId, dora, "ana", None));
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
        await Stores.Workspaces.AddMemberAsync(WorkspaceId, carl, WorkspaceRole.Member, Next(), None);
        Guid[] people = [Ana, Ben, carl];
        Guid[] channels = [Ships, await AddChannelAsync(WorkspaceId, "boats", ChannelVisibility.Private, people), await AddChannelAsync(WorkspaceId, "quays", ChannelVisibility.Private, Ana)];
        var members = new HashSet<(Guid Channel, Guid Account)> { (Ships, Ana), (Ships, Ben), (channels[1], Ana), (channels[1], Ben), (channels[1], carl), (channels[2], Ana) };
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
            Assert.Equal(found.Count, (await Search.ReadAsync(WorkspaceId, viewer, places, None)).Count);
            var all = said.Keys.Select(key => new MessagePlace(default, key.Channel, key.Seq)).ToList();
            Assert.All(await Search.ReadAsync(WorkspaceId, viewer, all, None), message => Assert.Contains((message.ChannelId, viewer), members));
        }

        Assert.InRange(posted, 30, 400);
    }
}

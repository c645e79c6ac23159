using Parley.Modules.Search;

namespace Parley.Compliance;

/// <summary>How the index follows the channels: it holds each message once and as it is now.</summary>
public abstract class SearchIndexSuite(Func<IStoresFactory> create) : SearchStoreSuite(create)
{
    [Fact]
    public async Task A_message_is_found_once_the_index_has_followed_its_channel()
    {
        await AddPlaceAsync();
        var first = await PostAsync(Ships, Ana, "the blue door");
        var second = await PostAsync(Ships, Ben, "the blue boat");
        Assert.Empty(await FindAsync(Ana, "blue"));
        Assert.Contains(new ChannelBacklog(Ships, 5), await Index.FindBehindAsync(10, None));

        await FollowAsync();

        Assert.Empty(await Index.FindBehindAsync(10, None));
        Assert.Equal([second, first], await FindAsync(Ana, "blue"));
        Assert.Equal([first], await FindAsync(Ana, "blue", "door"));
        Assert.Equal([second], await FindAsync(Ana, "bo*"));
        Assert.Equal([second], await FindAsync(Ana, "blue", "-door"));
        Assert.Empty(await FindAsync(Ana, "blue", "red"));
        Assert.Empty(await FindAsync(Ana, "blu"));
    }

    [Fact]
    public async Task It_follows_in_pieces_and_knows_where_it_was()
    {
        await AddPlaceAsync();
        var seqs = new List<long>();
        for (var number = 0; number < 7; number++)
        {
            seqs.Add(await PostAsync(Ships, Ana, $"number {number}"));
        }

        var first = await Index.IndexNextAsync(Ships, 3, None);
        Assert.Equal((3, true), (first!.Messages, first.HasMore));
        Assert.Equal(seqs.Take(3).Reverse(), await FindAsync(Ana, "number"));

        // Another worker goes on there.
        var other = OpenAnother().Get<ISearchIndex>();
        Assert.Equal(3, (await other.IndexNextAsync(Ships, 3, None))!.Messages);
        var last = await Index.IndexNextAsync(Ships, 3, None);
        Assert.Equal((1, false), (last!.Messages, last.HasMore));
        Assert.Equal((0, null), await Index.IndexNextAsync(Ships, 3, None) is { } none ? (none.Messages, none.OldestAt) : (-1, null));
        Assert.Equal(seqs.AsEnumerable().Reverse(), await FindAsync(Ana, "number"));
    }

    [Fact]
    public async Task Two_workers_at_once_index_each_message_once()
    {
        await AddPlaceAsync();
        var other = OpenAnother().Get<ISearchIndex>();
        for (var round = 0; round < 20; round++)
        {
            await Stores.Log.PostAsync([.. Enumerable.Range(0, 10).Select(_ => Writes.Post(Ships, Ana, "again", NewId(), Next()))], None);
            await Task.WhenAll(Task.Run(() => Index.IndexNextAsync(Ships, 4, None)), Task.Run(() => other.IndexNextAsync(Ships, 4, None)));
        }

        await FollowAsync();

        Assert.Equal(200, (await FindAsync(Ana, "again")).Distinct().Count());
        Assert.Equal(200, await CountAsync("search_messages"));
    }

    [Fact]
    public async Task History_is_indexed_from_its_end_and_goes_on_where_it_was_left()
    {
        await AddPlaceAsync();
        var seqs = new List<long>();
        for (var number = 0; number < 7; number++)
        {
            seqs.Add(await PostAsync(Ships, Ana, $"number {number}"));
        }

        await FollowAsync();
        await Index.ForgetAsync(None);
        Assert.Empty(await FindAsync(Ana, "number"));
        Assert.Empty(await Index.FindBehindAsync(10, None));

        // The other channels have no messages; which one is taken first does not matter.
        while ((await FindAsync(Ana, "number")).Count < 3)
        {
            Assert.True(await Index.IndexHistoryAsync(3, None));
        }

        Assert.Equal(seqs.AsEnumerable().Reverse().Take(3), await FindAsync(Ana, "number"));
        var fresh = await PostAsync(Ships, Ana, "number 8");
        await FollowAsync();
        Assert.Equal(seqs.Skip(4).Append(fresh).Reverse(), await FindAsync(Ana, "number"));

        var other = OpenAnother().Get<ISearchIndex>();
        while (await other.IndexHistoryAsync(3, None))
        {
            // Until none is left.
        }

        Assert.Equal(seqs.Append(fresh).Reverse(), await FindAsync(Ana, "number"));
        Assert.Equal(8, await CountAsync("search_messages"));
    }

    [Fact]
    public async Task What_is_edited_is_found_by_its_new_text_at_once_and_no_longer_by_the_old()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(Ships, Ana, "the blue door");
        await FollowAsync();

        await ApplyAsync(Writes.Edit(Ships, Ana, seq, "the red door", Next()));

        Assert.Equal([seq], await FindAsync(Ana, "red"));
        Assert.Empty(await FindAsync(Ana, "blue"));
        Assert.Equal("the red door", Assert.Single(await ReadAsync(Ana, seq)).Text);
    }

    [Fact]
    public async Task What_is_deleted_is_gone_from_the_index_at_once()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(Ships, Ana, "the blue door");
        await FollowAsync();
        Assert.NotEmpty(await ReadAsync(Ana, seq));

        await ApplyAsync(Writes.Delete(Ships, Ana, seq, mayDeleteOthers: false, Next()));

        Assert.Empty(await FindAsync(Ana, "door"));
        Assert.Empty(await ReadAsync(Ana, seq));
    }

    [Fact]
    public async Task What_is_edited_or_deleted_before_the_index_comes_to_it_stays_so()
    {
        await AddPlaceAsync();
        var (edited, deleted) = (await PostAsync(Ships, Ana, "the blue door"), await PostAsync(Ships, Ana, "the blue boat"));
        await ApplyAsync(Writes.Edit(Ships, Ana, edited, "the red door", Next()));
        await ApplyAsync(Writes.Delete(Ships, Ana, deleted, mayDeleteOthers: false, Next()));

        await FollowAsync();

        Assert.Equal([edited], await FindAsync(Ana, "red"));
        Assert.Empty(await FindAsync(Ana, "blue"));

        // And when all of it is history again.
        await Index.ForgetAsync(None);
        while (await Index.IndexHistoryAsync(10, None))
        {
            // Until none is left.
        }

        Assert.Equal([edited], await FindAsync(Ana, "red"));
        Assert.Empty(await FindAsync(Ana, "blue"));
    }

    [Fact]
    public async Task Edits_and_deletions_while_the_index_is_at_it_leave_nothing_of_before()
    {
        await AddPlaceAsync();
        var other = OpenAnother();
        for (var round = 0; round < 30; round++)
        {
            var (edited, deleted) = (await PostAsync(Ships, Ana, $"before{round}"), await PostAsync(Ships, Ana, $"before{round}"));
            await Task.WhenAll(
                Task.Run(() => other.Get<ISearchIndex>().IndexNextAsync(Ships, 100, None)),
                Task.Run(() => Stores.Log.ChangeAsync(Writes.Edit(Ships, Ana, edited, $"after{round}", Next()), None)),
                Task.Run(() => Stores.Log.ChangeAsync(Writes.Delete(Ships, Ana, deleted, mayDeleteOthers: false, Next()), None)));
            await FollowAsync();

            Assert.Equal([edited], await FindAsync(Ana, $"after{round}"));
            Assert.Empty(await FindAsync(Ana, $"before{round}"));
        }
    }
}

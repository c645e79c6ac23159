using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Messages;

namespace Parley.Compliance;

public abstract class MessageStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    [Fact]
    public async Task Pages_are_ascending_and_know_what_is_on_either_side()
    {
        var (ana, channel) = await AddPlaceAsync();
        var elsewhere = await AddChannelAsync(await AddWorkspaceAsync(ana), "elsewhere", ChannelVisibility.Public, ana);
        await PostAsync(elsewhere, ana, "not here");
        // 1 created, 2 joined, then messages 3 to 5, an edit at 6, messages 7 and 8.
        await PostAsync(channel, ana, "3");
        await PostAsync(channel, ana, "4");
        await PostAsync(channel, ana, "5");
        await ApplyAsync(Writes.Edit(channel, ana, 5, "5!", Next()));
        await PostAsync(channel, ana, "7");
        await PostAsync(channel, ana, "8");

        Assert.Equal("… 7 8", await PageAsync(null, null, 2));
        Assert.Equal("3 4 5 7 8", await PageAsync(null, null, 5));
        Assert.Equal("3 4 5 7 8", await PageAsync(null, null, 50));
        Assert.Equal("… 5 7 …", await PageAsync(before: 8, null, 2));
        Assert.Equal("3 4 5 …", await PageAsync(before: 6, null, 3));
        Assert.Equal("3 …", await PageAsync(before: 4, null, 3));
        Assert.Equal(" …", await PageAsync(before: 3, null, 3));
        Assert.Equal("… 7 8", await PageAsync(before: 100, null, 2));
        Assert.Equal("3 4 …", await PageAsync(null, after: 0, 2));
        Assert.Equal("… 5 7 …", await PageAsync(null, after: 4, 2));
        Assert.Equal("… 7 8", await PageAsync(null, after: 5, 2));
        Assert.Equal("… ", await PageAsync(null, after: 8, 2));

        async Task<string> PageAsync(long? before, long? after, int limit)
        {
            var page = await Stores.Messages.ReadAsync(channel, new MessageWindow(before, after, limit), None);
            Assert.Equal(await Stores.Log.FindHeadAsync(channel, None), new LogPosition(page.Head, page.Epoch));
            return $"{(page.HasOlder ? "… " : "")}{string.Join(' ', page.Messages.Select(message => message.Seq))}{(page.HasNewer ? " …" : "")}";
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(29)]
    [InlineData(64)]
    public async Task A_moment_stands_after_every_message_before_it(int count)
    {
        var (ana, channel) = await AddPlaceAsync();
        var posted = new List<MessageDto>();
        for (var number = 0; number < count; number++)
        {
            var seq = await PostAsync(channel, ana, $"{number}");
            posted.Add((await Stores.Messages.FindAsync(channel, seq, ana, None))!);
            if (number % 5 == 1)
            {
                // An event between the messages that is none.
                await ApplyAsync(Writes.Edit(channel, ana, seq, "!", Next()));
            }
        }

        foreach (var message in posted)
        {
            Assert.Equal(posted.TakeWhile(one => one.Seq != message.Seq).Select(one => one.Seq), await BeforeAsync(message.PostedAt));
            Assert.Equal(posted.TakeWhile(one => one.Seq <= message.Seq).Select(one => one.Seq), await BeforeAsync(message.PostedAt.AddMilliseconds(1)));
        }

        Assert.Empty(await BeforeAsync(DateTimeOffset.MinValue));
        Assert.Equal(posted.Select(one => one.Seq), await BeforeAsync(DateTimeOffset.MaxValue));

        async Task<IEnumerable<long>> BeforeAsync(DateTimeOffset at)
        {
            var last = await Stores.Messages.FindSeqBeforeAsync(channel, at, None);
            return posted.Select(one => one.Seq).Where(seq => seq <= last);
        }
    }

    [Fact]
    public async Task A_moment_in_a_channel_without_messages_is_its_head()
    {
        var (_, channel) = await AddPlaceAsync();

        Assert.Equal(2, await Stores.Messages.FindSeqBeforeAsync(channel, Next(), None));
    }

    [Fact]
    public async Task A_channel_without_messages_gives_an_empty_page_with_its_head()
    {
        var (_, channel) = await AddPlaceAsync();

        var page = await Stores.Messages.ReadAsync(channel, new MessageWindow(null, null, 50), None);

        Assert.Empty(page.Messages);
        Assert.Equal((false, false, 2L), (page.HasOlder, page.HasNewer, page.Head));
    }

    [Fact]
    public async Task A_message_is_what_it_became()
    {
        var (ana, channel) = await AddPlaceAsync();
        var (id, at, editedAt, deletedAt) = (NewId(), Next(), Next(), Next());
        const string text = "Zwölf Boxkämpfer 🥊 \u202e \\ \" \n end";
        await Stores.Log.PostAsync([Writes.Post(channel, ana, text, id, at)], None);
        var posted = new MessageDto { ChannelId = channel, Seq = 3, AuthorId = ana, Text = text, PostedAt = at, ClientMessageId = id };

        Assert.Equal(posted, await Stores.Messages.FindAsync(channel, 3, default, None));
        await ApplyAsync(Writes.Edit(channel, ana, 3, "edited", editedAt));
        Assert.Equal(posted with { Text = "edited", EditedAt = editedAt }, await Stores.Messages.FindAsync(channel, 3, default, None));
        await ApplyAsync(Writes.Delete(channel, ana, 3, mayDeleteOthers: false, deletedAt));
        Assert.Equal(posted with { Text = "", EditedAt = editedAt, DeletedAt = deletedAt }, await Stores.Messages.FindAsync(channel, 3, default, None));
        Assert.Single((await Stores.Messages.ReadAsync(channel, new MessageWindow(null, null, 50), None)).Messages);
    }

    [Fact]
    public async Task What_a_message_said_before_is_kept_in_order_and_given_out_until_it_is_deleted()
    {
        var (ana, channel) = await AddPlaceAsync();
        var (postedAt, firstAt, secondAt) = (Next(), Next(), Next());
        await Stores.Log.PostAsync([Writes.Post(channel, ana, "one", NewId(), postedAt)], None);
        Assert.Empty((await Stores.Messages.ListVersionsAsync(channel, 3, None))!);
        await ApplyAsync(Writes.Edit(channel, ana, 3, "two", firstAt));
        await ApplyAsync(Writes.Edit(channel, ana, 3, "three", secondAt));

        Assert.Equal([("one", postedAt), ("two", firstAt)], (await Stores.Messages.ListVersionsAsync(channel, 3, None))!.Select(version => (version.Text, version.WrittenAt)));
        await ApplyAsync(Writes.Delete(channel, ana, 3, mayDeleteOthers: false, Next()));
        Assert.Empty((await Stores.Messages.ListVersionsAsync(channel, 3, None))!);
        Assert.Null(await Stores.Messages.ListVersionsAsync(channel, 4, None));
        Assert.Null(await Stores.Messages.ListVersionsAsync(NewId(), 3, None));
    }

    [Fact]
    public async Task Of_many_versions_the_last_ones_are_given_out()
    {
        var (ana, channel) = await AddPlaceAsync();
        await PostAsync(channel, ana, "0");
        var at = DateTimeOffset.MinValue;
        for (var number = 1; number <= Limits.MessageVersions + 2; number++)
        {
            var now = Next();
            at = number == 2 ? now : at;
            await ApplyAsync(Writes.Edit(channel, ana, 3, $"{number}", now));
        }

        var versions = (await Stores.Messages.ListVersionsAsync(channel, 3, None))!;
        Assert.Equal(Enumerable.Range(2, Limits.MessageVersions).Select(number => $"{number}"), versions.Select(version => version.Text));
        Assert.Equal(at, versions[0].WrittenAt);
    }

    [Fact]
    public async Task Only_a_message_is_found()
    {
        var (_, channel) = await AddPlaceAsync();

        Assert.Null(await Stores.Messages.FindAsync(channel, 1, default, None));
        Assert.Null(await Stores.Messages.FindAsync(channel, 99, default, None));
        Assert.Null(await Stores.Messages.FindAsync(NewId(), 1, default, None));
    }

    private async Task<(Guid Ana, Guid Channel)> AddPlaceAsync()
    {
        var ana = await AddAccountAsync("ana");
        return (ana, await AddChannelAsync(await AddWorkspaceAsync(ana), "ships", ChannelVisibility.Public, ana));
    }
}

using Parley.Contracts;
using Parley.Modules.Files;

namespace Parley.Compliance;

public abstract class FileStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private const long Plenty = 1_000;

    private Guid? _channelId;

    [Fact]
    public async Task A_file_is_uploading_until_its_content_is_there()
    {
        var file = await AddAsync();
        Assert.Equal(file, await Stores.Files.FindAsync(file.Id, None));

        Assert.True(await Stores.Files.CompleteAsync(file.Id, 12, Plenty, None));

        Assert.Equal(file with { State = FileState.Uploaded, Bytes = 12 }, await Stores.Files.FindAsync(file.Id, None));
        Assert.Null(await Stores.Files.FindAsync(NewId(), None));
    }

    [Fact]
    public async Task A_workspace_takes_files_until_it_is_full_and_again_when_some_are_gone()
    {
        var (first, second, third) = (await AddAsync(), await AddAsync(), await AddAsync());

        Assert.True(await Stores.Files.CompleteAsync(first.Id, 600, Plenty, None));
        Assert.False(await Stores.Files.CompleteAsync(second.Id, 401, Plenty, None));
        Assert.Equal(FileState.Removed, (await Stores.Files.FindAsync(second.Id, None))!.State);

        Assert.True(await Stores.Files.DiscardAsync(first.Id, first.UploaderId, None));
        await PurgeAsync();
        Assert.True(await Stores.Files.CompleteAsync(third.Id, Plenty, Plenty, None));
        Assert.False(await Stores.Files.CompleteAsync((await AddAsync()).Id, Plenty + 1, Plenty, None));
    }

    [Fact]
    public async Task Only_its_uploader_describes_a_file_and_only_once_it_is_whole()
    {
        var file = await AddAsync();
        Assert.Null(await Stores.Files.DescribeAsync(file.Id, file.UploaderId, "A cat", None));
        await Stores.Files.CompleteAsync(file.Id, 12, Plenty, None);

        Assert.Null(await Stores.Files.DescribeAsync(file.Id, NewId(), "A dog", None));
        Assert.Equal("A cat", (await Stores.Files.DescribeAsync(file.Id, file.UploaderId, "A cat", None))?.Alt);
        Assert.Equal("A cat", (await Stores.Files.FindAsync(file.Id, None))?.Alt);
        Assert.Null((await Stores.Files.DescribeAsync(file.Id, file.UploaderId, alt: null, None))?.Alt);
    }

    [Fact]
    public async Task Only_its_uploader_discards_a_file_and_only_once()
    {
        var file = await AddAsync();

        Assert.False(await Stores.Files.DiscardAsync(file.Id, NewId(), None));
        Assert.True(await Stores.Files.DiscardAsync(file.Id, file.UploaderId, None));
        Assert.False(await Stores.Files.DiscardAsync(file.Id, file.UploaderId, None));
    }

    [Fact]
    public async Task What_was_removed_or_abandoned_is_taken_until_it_is_forgotten_a_few_at_a_time()
    {
        var (abandoned, discarded) = (await AddAsync(), await AddAsync());
        var before = Next();
        var fresh = await AddAsync();
        await Stores.Files.DiscardAsync(discarded.Id, discarded.UploaderId, None);

        Assert.Single(await Stores.Files.TakeRemovedAsync(before, limit: 1, None));
        var taken = await Stores.Files.TakeRemovedAsync(before, limit: 10, None);
        Assert.Equal([abandoned.Id, discarded.Id], taken.Order());

        await Stores.Files.ForgetAsync(taken, None);
        await OpenAnother().Files.ForgetAsync(taken, None);
        Assert.Empty(await Stores.Files.TakeRemovedAsync(before, limit: 10, None));
        Assert.Equal(fresh, await Stores.Files.FindAsync(fresh.Id, None));
    }

    private async Task<StoredFile> AddAsync()
    {
        var channelId = _channelId ??= await NewChannelAsync();
        var file = new StoredFile
        {
            Id = NewId(),
            ChannelId = channelId,
            UploaderId = NewId(),
            Name = "Übersicht 猫.png",
            MediaType = "image/png",
            Bytes = 0,
            Width = 640,
            Height = 480,
            State = FileState.Uploading,
            UploadedAt = Next(),
        };
        await Stores.Files.AddAsync(file, None);
        return file;
    }

    private async Task PurgeAsync()
    {
        await Stores.Files.ForgetAsync(await Stores.Files.TakeRemovedAsync(DateTimeOffset.UnixEpoch, limit: 10, None), None);
    }

    private async Task<Guid> NewChannelAsync()
    {
        var owner = await AddAccountAsync("owner");
        return await AddChannelAsync(await AddWorkspaceAsync(owner), "ships", ChannelVisibility.Public, owner);
    }
}

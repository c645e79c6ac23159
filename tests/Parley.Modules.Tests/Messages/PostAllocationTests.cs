using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Parley.Compliance;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;
using Parley.Modules.Mentions;
using Parley.Modules.Messages;
using Parley.Modules.Tests.Channels.Log;
using Parley.Modules.Tests.Mentions;
using Parley.Storage.Sqlite;

namespace Parley.Modules.Tests.Messages;

[Collection(nameof(Alone))]
public sealed class PostAllocationTests
{
    private const int AtOnce = 50;
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    /// <summary>
    /// From the request's record to the committed message and its hint, with a text of 100 characters. Measured: 1,820 bytes, of which the event is
    /// some 370 twice (its two halves, and whole for the fan-out). Microsoft.Data.Sqlite's commands made it 6,400 more.
    /// </summary>
    [Fact]
    public async Task A_post_costs_the_garbage_collector_little()
    {
        const int most = 1_900;
        var folder = Directory.CreateTempSubdirectory("parley-post-").FullName;
        await using (var stores = new Stores(services => services.AddSqliteStorage(Path.Combine(folder, "parley.db"))))
        {
            var (author, channel) = await PrepareAsync(stores);
            var bus = new RecordingBus();
            using var committer = new GroupCommitter(stores.Log, bus, Options.Create(new ChannelLogOptions()), LogMeters.New(), LogMeters.Limits(), TimeProvider.System, NullLogger<GroupCommitter>.Instance);
            await committer.StartAsync(default);
            var post = new PostMessage(
                new ChannelLog(stores.Log, committer, bus, TimeProvider.System),
                new ChannelAccess(stores.Channels),
                stores.Messages,
                stores.Files,
                new MentionResolver(stores.Mentions, new NobodyPresent()),
                new NoFollower(),
                LogMeters.Mentions(),
                TimeProvider.System);
            await AllocatedPerPostAsync(post, channel, author, posts: 500);

            var allocated = await AllocatedPerPostAsync(post, channel, author, posts: 2_000);

            await committer.StopAsync(default);
            Assert.InRange(allocated, 400, most);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(Guid Author, Guid Channel)> PrepareAsync(Stores stores)
    {
        stores.Migrator.Migrate();
        var author = Guid.CreateVersion7(At);
        var account = new Account { Id = author, Username = "ana", DisplayName = "Ana", Email = null, PasswordHash = "", IsServerAdmin = false, CreatedAt = At };
        await stores.Accounts.CreateAsync(account, null, At, default);
        var workspace = Guid.CreateVersion7(At);
        await stores.Workspaces.CreateAsync(workspace, "Northwind", author, At, default);
        var channel = Writes.Create(workspace, "ships", ChannelVisibility.Public, [author], At);
        await stores.Log.CreateAsync(channel, default);
        return (author, channel.Id);
    }

    private static async Task<long> AllocatedPerPostAsync(PostMessage post, Guid channel, Guid author, int posts)
    {
        var text = new string('a', 100);
        var requests = Enumerable.Range(0, posts).Select(_ => new PostMessageRequest { Text = text, ClientMessageId = Guid.CreateVersion7(At) }).ToArray();
        var running = new Task<PostMessageOutcome>[AtOnce];
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var first = 0; first < posts; first += AtOnce)
        {
            for (var index = 0; index < AtOnce; index++)
            {
                running[index] = post.RunAsync(channel, author, requests[first + index], default);
            }

            foreach (var one in running)
            {
                Assert.IsType<PostMessageOutcome.Posted>(await one);
            }
        }

        return (GC.GetTotalAllocatedBytes(precise: true) - before) / posts;
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Parley.Compliance;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;
using Parley.Modules.Mentions;
using Parley.Modules.Messages;
using Parley.Modules.Tests.Channels.Log;
using Parley.Modules.Tests.Messages;
using Parley.Storage.Sqlite;

namespace Parley.Modules.Tests.Mentions;

/// <summary>
/// R10: unread and mention counts against a recount, after 100,000 random operations in all. The recount knows only what was asked for; a device of each person that
/// never asks the server, but hears every event and every marker, counts too. The browser's client has the same test of its own (web/tests/core/mentions).
/// </summary>
public sealed class CountProperties
{
    private const int Operations = 12_500;

    // Where there is memory to write to, a commit costs no sync.
    private static readonly string Folder = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Counts_equal_a_recount_whatever_happened(int seed)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, $"parley-counts-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}")).FullName;
        await using (var stores = new Stores(services => services.AddSqliteStorage(Path.Combine(folder, "parley.db"))))
        {
            var present = new PresentSome();
            var bus = new RecordingBus();
            using var committer = new GroupCommitter(stores.Log, bus, Options.Create(new ChannelLogOptions()), LogMeters.New(), LogMeters.Limits(), TimeProvider.System, NullLogger<GroupCommitter>.Instance);
            await committer.StartAsync(default);
            var log = new ChannelLog(stores.Log, committer, bus, TimeProvider.System);
            var resolver = new MentionResolver(stores.Mentions, present);
            var post = new PostMessage(log, new ChannelAccess(stores.Channels), stores.Messages, stores.Files, resolver, new NoFollower(), LogMeters.Mentions(), TimeProvider.System);
            var change = new ChangeMessage(log, stores.Messages, resolver, new NoFollower(), LogMeters.Mentions(), TimeProvider.System);
            var run = new CountRun(new Random(seed), stores, log, post, change, present);
            await run.PrepareAsync();

            for (var done = 0; done < Operations;)
            {
                done += await run.ActAsync();
                if (run.IsCheckDue)
                {
                    await run.CheckAsync();
                }
            }

            await run.CheckAsync();
            await committer.StopAsync(default);
            Assert.InRange(run.Mentioned, Operations / 50, Operations);
        }

        Directory.Delete(folder, recursive: true);
    }
}

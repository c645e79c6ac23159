using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Parley.Compliance;
using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Modules.Tests.Channels.Log;

internal enum StepKind
{
    Post = 0,
    Repost = 1,
    Edit = 2,
    Delete = 3,
    Join = 4,
    AddOther = 5,
    Leave = 6,
    Archive = 7,
    Restore = 8,
    Rename = 9,
    RemoveFromWorkspace = 10,
    ReturnToWorkspace = 11,
    React = 12,
    TakeBack = 13,
}

internal readonly record struct Step(StepKind Kind, int Channel, int Actor, int Pick);

/// <summary>What is done at once, one array of steps per task, and which calls of the store fail how.</summary>
internal sealed record Plan(Step[][] Tasks, Fault[] Faults, int BatchPosts);

/// <summary>
/// People who do things in three channels at the same time on one or more nodes, while the store fails as the plan says; who hears of no answer
/// tries again. Then <see cref="LogCheck"/> looks at what is left.
/// </summary>
internal sealed class LogRun : IAsyncDisposable
{
    private const int People = 4;
    private static readonly string[] Names = ["ships", "boats", "tides"];
    private static readonly string[] Emoji = ["👍", "🎉"];
    private static readonly DateTimeOffset Base = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static long _milliseconds;

    private readonly Plan _plan;
    private readonly Node[] _nodes;
    private readonly List<MessageDraft> _drafts = [];
    private int _calls;

    private LogRun(Plan plan, Stores[] stores)
    {
        _plan = plan;
        Stores = stores[0];
        _nodes = [.. stores.Select(one => new Node(new FaultyStore(one.Log, NextFault, Attempts), plan.BatchPosts, Bus))];
    }

    public Stores Stores { get; }

    public Guid WorkspaceId { get; private set; }

    /// <summary>The first one owns the workspace.</summary>
    public List<Guid> AccountIds { get; } = [];

    public List<NewChannel> Channels { get; } = [];

    public List<Attempt> Attempts { get; } = [];

    public RecordingBus Bus { get; } = new();

    public static async Task<LogRun> RunAsync(Plan plan, Stores[] stores)
    {
        var run = new LogRun(plan, stores);
        await run.PrepareAsync();
        await Task.WhenAll(plan.Tasks.Select((steps, index) => Task.Run(async () =>
        {
            foreach (var step in steps)
            {
                await run.StepAsync(run._nodes[index % run._nodes.Length], step);
            }
        })));
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    private async Task PrepareAsync()
    {
        for (var index = 0; index < People; index++)
        {
            var at = Now();
            var id = Guid.CreateVersion7(at);
            AccountIds.Add(id);
            await Stores.Accounts.CreateAsync(
                new() { Id = id, Username = $"person-{id:N}", DisplayName = "", Email = null, PasswordHash = "", IsServerAdmin = false, CreatedAt = at }, null, at, default);
        }

        WorkspaceId = Guid.CreateVersion7(Now());
        await Stores.Workspaces.CreateAsync(WorkspaceId, "Northwind", AccountIds[0], Now(), default);
        foreach (var accountId in AccountIds.Skip(1))
        {
            await Stores.Workspaces.AddMemberAsync(WorkspaceId, accountId, WorkspaceRole.Member, Now(), default);
        }

        foreach (var name in Names)
        {
            Channels.Add(Writes.Create(WorkspaceId, name, ChannelVisibility.Public, AccountIds[..2], Now()));
            Assert.IsType<CreateChannelOutcome.Created>(await Stores.Log.CreateAsync(Channels[^1], default));
        }

        foreach (var node in _nodes)
        {
            await node.StartAsync();
        }
    }

    private async Task StepAsync(Node node, Step step)
    {
        var channel = Channels[step.Channel % Channels.Count].Id;
        var actor = AccountIds[step.Actor % People];
        var other = AccountIds[step.Pick % People];

        // Those who were there from the start: most of what the others try ends at not being members.
        var editor = AccountIds[step.Actor % 2];
        switch (step.Kind)
        {
            case StepKind.Post:
                var draft = Writes.Post(channel, actor, $"text {step.Pick}", Guid.CreateVersion7(Now()), Now());
                Remember(draft);
                await PostAsync(node, draft);
                break;
            case StepKind.Repost when Recall(step.Pick) is { } earlier:
                await PostAsync(node, earlier);
                break;
            case StepKind.Repost:
                break;
            case StepKind.Edit:
                await ChangeAsync(node, Writes.Edit(channel, editor, await PickSeqAsync(channel, step.Pick), $"text {step.Pick % 3}", Now()));
                break;
            case StepKind.Delete:
                await ChangeAsync(node, Writes.Delete(channel, editor, await PickSeqAsync(channel, step.Pick), mayDeleteOthers: step.Pick % 2 == 0, Now()));
                break;
            case StepKind.React:
                await ChangeAsync(node, Writes.React(channel, actor, await PickSeqAsync(channel, step.Pick), Emoji[step.Pick % Emoji.Length], Now()));
                break;
            case StepKind.TakeBack:
                await ChangeAsync(node, Writes.TakeBack(channel, editor, await PickSeqAsync(channel, step.Pick), Emoji[step.Pick % Emoji.Length], Now()));
                break;
            case StepKind.Join:
                await ChangeAsync(node, Writes.Add(channel, actor, actor, Now()));
                break;
            case StepKind.AddOther:
                await ChangeAsync(node, Writes.Add(channel, actor, other, Now()));
                break;
            case StepKind.Leave:
                await ChangeAsync(node, Writes.Remove(channel, actor, actor, Now()));
                break;
            case StepKind.Archive:
                await ChangeAsync(node, Writes.Update(channel, actor, new ChannelUpdated { Archived = true }, Now()));
                break;
            case StepKind.Restore:
                await ChangeAsync(node, Writes.Update(channel, actor, new ChannelUpdated { Archived = false }, Now()));
                break;
            case StepKind.Rename:
                await ChangeAsync(node, Writes.Update(channel, actor, new ChannelUpdated { Name = $"Name-{step.Pick % 4}" }, Now()));
                break;
            case StepKind.RemoveFromWorkspace:
                await AgainAsync(() => node.Log.RemoveFromWorkspaceAsync(WorkspaceId, other, actor, default));
                break;
            case StepKind.ReturnToWorkspace:
                await Stores.Workspaces.AddMemberAsync(WorkspaceId, other, WorkspaceRole.Member, Now(), default);
                break;
            default:
                throw new InvalidOperationException($"Unknown step {step}.");
        }
    }

    private static async Task PostAsync(Node node, MessageDraft draft)
    {
        await AgainAsync(() => node.Log.PostAsync(draft));
    }

    private static async Task ChangeAsync(Node node, ChannelChange change)
    {
        await AgainAsync(() => node.Log.ChangeAsync(change, default));
    }

    /// <summary>As a client does that gets no answer.</summary>
    private static async Task<T> AgainAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (IOException)
            {
                // Whether it happened is unknown.
            }
        }
    }

    /// <returns>Mostly one of the two events after the first three, so that the same messages are met again and again; at times one that is no message.</returns>
    private async Task<long> PickSeqAsync(Guid channelId, int pick)
    {
        var head = (await Stores.Log.FindHeadAsync(channelId, default))!.Head;
        return pick < 20 || head <= 3 ? (pick % head) + 1 : 4 + (pick / 2 % Math.Min(head - 3, 2));
    }

    private void Remember(MessageDraft draft)
    {
        lock (_drafts)
        {
            _drafts.Add(draft);
        }
    }

    private MessageDraft? Recall(int pick)
    {
        lock (_drafts)
        {
            return _drafts.Count == 0 ? null : _drafts[pick % _drafts.Count];
        }
    }

    private Fault NextFault()
    {
        return _plan.Faults[Interlocked.Increment(ref _calls) % _plan.Faults.Length];
    }

    /// <summary>A time that nothing else has.</summary>
    private static DateTimeOffset Now()
    {
        return Base.AddMilliseconds(Interlocked.Increment(ref _milliseconds));
    }

    /// <summary>One server's writer of the log.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private readonly GroupCommitter _committer;

        public Node(IChannelLogStore store, int batchPosts, RecordingBus bus)
        {
            _committer = new GroupCommitter(store, bus, Options.Create(new ChannelLogOptions { BatchPosts = batchPosts }), LogMeters.New(), LogMeters.Limits(), TimeProvider.System, NullLogger<GroupCommitter>.Instance);
            Log = new ChannelLog(store, _committer, bus, TimeProvider.System);
        }

        public ChannelLog Log { get; }

        public Task StartAsync()
        {
            return _committer.StartAsync(default);
        }

        public async ValueTask DisposeAsync()
        {
            await _committer.StopAsync(default);
            _committer.Dispose();
        }
    }
}

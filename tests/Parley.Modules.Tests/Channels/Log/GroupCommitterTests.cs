using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Parley.Compliance;
using Parley.Modules.Api;
using Parley.Modules.Channels.Log;
using Parley.Testing;

namespace Parley.Modules.Tests.Channels.Log;

public sealed class GroupCommitterTests : IAsyncDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly Guid ChannelId = Guid.CreateVersion7(At);
    private static readonly Guid Ana = Guid.CreateVersion7(At);

    private readonly GatedStore _store = new();
    private readonly RecordingBus _bus = new();
    private readonly SignallingTime _time = new(At);
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterReadings _measured;
    private readonly GroupCommitter _committer;

    public GroupCommitterTests()
    {
        var options = new ChannelLogOptions { BatchPosts = 3, QueuedPosts = 16 };
        var meters = _services.GetRequiredService<IMeterFactory>();
        _measured = new MeterReadings(meters);
        _committer = new GroupCommitter(
            _store, _bus, Options.Create(options), new ChannelLogMetrics(meters), new LimitMetrics(meters), _time, NullLogger<GroupCommitter>.Instance);
    }

    [Fact]
    public async Task What_comes_while_a_batch_is_committed_makes_the_next_ones()
    {
        await _committer.StartAsync(default);
        var first = _committer.PostAsync(Draft("a"));
        var batch = await NextAsync();
        var others = new[] { "b", "c", "d", "e" }.Select(text => _committer.PostAsync(Draft(text))).ToArray();
        batch.Post(firstSeq: 1);

        var second = await NextAsync();
        second.Post(firstSeq: 2);
        var third = await NextAsync();
        third.Post(firstSeq: 5);

        Assert.Equal(["a"], batch.Texts);
        Assert.Equal(["b", "c", "d"], second.Texts);
        Assert.Equal(["e"], third.Texts);
        Assert.Equal(new PostOutcome.Posted(1), await first);
        Assert.Equal([2, 3, 4, 5], (await Task.WhenAll(others)).Select(outcome => ((PostOutcome.Posted)outcome).Seq));
        Assert.Equal([1, 2, 3, 4, 5], _bus.Hints.Select(hint => hint.Head));
        Assert.Equal((5, 3, 5), (Posts("committed"), Commits("committed"), _measured.Sum("parley.log.batch.size")));
        Assert.Equal((5, 3), (_measured.Count("parley.log.post.duration"), _measured.Count("parley.log.commit.duration")));
    }

    [Fact]
    public async Task The_same_message_twice_is_never_in_one_batch_and_nothing_overtakes_more_than_it_must()
    {
        var twice = Draft("twice");
        var posts = new[] { twice, twice, Draft("other"), twice }.Select(_committer.PostAsync).ToArray();
        await _committer.StartAsync(default);

        var first = await NextAsync();
        first.Post(firstSeq: 1);
        var second = await NextAsync();
        second.Answer.SetResult([new PostOutcome.Repeated(twice.ToMessage(1))]);
        var third = await NextAsync();
        third.Answer.SetResult([new PostOutcome.Repeated(twice.ToMessage(1))]);

        Assert.Equal(["twice", "other"], first.Texts);
        Assert.Equal(["twice"], second.Texts);
        Assert.Equal(["twice"], third.Texts);
        await Task.WhenAll(posts);
        Assert.Equal([1, 2], _bus.Hints.Select(hint => hint.Head));
    }

    [Fact]
    public async Task A_batch_that_fails_fails_its_posts_and_the_next_one_goes_on()
    {
        await _committer.StartAsync(default);
        var failing = _committer.PostAsync(Draft("a"));
        var batch = await NextAsync();
        var next = _committer.PostAsync(Draft("b"));
        batch.Answer.SetException(new IOException("The test's database is away."));
        (await NextAsync()).Post(firstSeq: 1);

        await Assert.ThrowsAsync<IOException>(() => failing);
        Assert.Equal(new PostOutcome.Posted(1), await next);
        Assert.Single(_bus.Hints);
        Assert.Equal((1, 1), (Posts("failed"), Posts("committed")));
        Assert.Equal((1, 1), (Commits("failed"), Commits("committed")));
    }

    [Fact]
    public async Task A_batch_that_is_not_answered_in_time_fails_with_all_that_wait_behind_it_and_the_next_one_goes_on()
    {
        var twice = Draft("twice");
        List<Task<PostOutcome>> posts = [_committer.PostAsync(twice), _committer.PostAsync(twice)];
        await _committer.StartAsync(default);
        var unanswered = await NextAsync();
        posts.Add(_committer.PostAsync(Draft("behind")));
        await _time.TimersSetAsync(1);

        _time.Advance(TimeSpan.FromSeconds(1.5));
        foreach (var post in posts)
        {
            await Assert.ThrowsAsync<IOException>(() => post);
        }

        unanswered.Post(firstSeq: 1);
        var next = _committer.PostAsync(Draft("next"));
        var batch = await NextAsync();
        batch.Post(firstSeq: 2);

        Assert.Equal(["next"], batch.Texts);
        Assert.Equal(new PostOutcome.Posted(2), await next);
        Assert.Equal([2], _bus.Hints.Select(hint => hint.Head));
        Assert.Equal((3, 1, 1), (Posts("failed"), Posts("committed"), Commits("failed")));
        Assert.Equal((4, 4.5), (_measured.Count("parley.log.post.duration"), _measured.Sum("parley.log.post.duration")));
    }

    [Fact]
    public async Task What_waits_is_committed_before_the_end_and_nothing_comes_after_it()
    {
        await _committer.StartAsync(default);
        var first = _committer.PostAsync(Draft("a"));
        var batch = await NextAsync();
        var second = _committer.PostAsync(Draft("b"));
        var stopping = _committer.StopAsync(default);
        await Assert.ThrowsAsync<IOException>(() => _committer.PostAsync(Draft("too late")));
        batch.Post(firstSeq: 1);
        (await NextAsync()).Post(firstSeq: 2);

        await stopping;
        Assert.Equal([new PostOutcome.Posted(1), new PostOutcome.Posted(2)], await Task.WhenAll(first, second));
    }

    [Fact]
    public async Task More_than_may_wait_is_refused_and_not_stored()
    {
        var waiting = Enumerable.Range(0, 16).Select(index => _committer.PostAsync(Draft($"{index}"))).ToArray();
        await Assert.ThrowsAsync<LogIsFullException>(() => _committer.PostAsync(Draft("too many")));
        Assert.Equal((16, 1, 1), (_measured.Read("parley.log.queue.depth"), Posts("failed"), _measured.Sum("parley.limits.refusals{limit=posts}")));
        await _committer.StartAsync(default);

        var stored = new List<string>();
        while (stored.Count < waiting.Length)
        {
            var batch = await NextAsync();
            batch.Post(stored.Count + 1);
            stored.AddRange(batch.Texts);
        }

        await Task.WhenAll(waiting);
        Assert.Equal(Enumerable.Range(0, 16).Select(index => $"{index}"), stored);
    }

    public async ValueTask DisposeAsync()
    {
        await _committer.StopAsync(default);
        _committer.Dispose();
        _measured.Dispose();
        await _services.DisposeAsync();
    }

    private double Posts(string outcome) => _measured.Sum($"parley.log.posts{{outcome={outcome}}}");

    private double Commits(string outcome) => _measured.Sum($"parley.log.commits{{outcome={outcome}}}");

    private static MessageDraft Draft(string text)
    {
        return Writes.Post(ChannelId, Ana, text, Guid.CreateVersion7(At), At);
    }

    private async Task<GatedStore.Batch> NextAsync()
    {
        return await _store.Batches.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
    }
}

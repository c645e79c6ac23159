using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Jobs;
using Parley.Storage.Relational;

namespace Parley.Compliance;

public abstract class JobStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly string[] Kinds = ["count", "send"];

    [Fact]
    public async Task A_job_is_taken_once_due_by_one_worker_and_done_when_it_says_so()
    {
        var job = NewJob("count", key: null, payload: "five");
        Assert.True(await Stores.Jobs.EnqueueAsync(job, None));
        Assert.Empty(await TakeAsync(job.DueAt.AddMilliseconds(-1)));
        Assert.Empty(await Stores.Jobs.TakeAsync(["other"], NewLease(job.DueAt), 10, None));

        var run = Assert.Single(await TakeAsync(job.DueAt));

        Assert.Equal((job.Id, "count", "five", 1, job.EnqueuedAt), (run.Id, run.Kind, run.Payload, run.Attempt, run.EnqueuedAt));
        Assert.Empty(await TakeAsync(job.DueAt));
        Assert.Equal(JobState.Running, (await Stores.Jobs.FindAsync(job.Id, None))!.State);
        var at = Next();
        Assert.True(await Stores.Jobs.CompleteAsync(run.Complete(at), None));
        Assert.True(await Stores.Jobs.CompleteAsync(run.Complete(Next()), None));
        var done = await Stores.Jobs.FindAsync(job.Id, None);
        Assert.Equal((JobState.Done, at, 1), (done!.State, done.FinishedAt, done.Attempts));
        Assert.Empty(await TakeAsync(job.DueAt.AddYears(1)));
    }

    [Fact]
    public async Task Of_one_kind_and_key_there_is_one_job_whatever_became_of_it()
    {
        Assert.True(await Stores.Jobs.EnqueueAsync(NewJob("count", "today"), None));
        Assert.False(await Stores.Jobs.EnqueueAsync(NewJob("count", "today"), None));
        Assert.True(await Stores.Jobs.EnqueueAsync(NewJob("send", "today"), None));
        Assert.True(await Stores.Jobs.EnqueueAsync(NewJob("count", key: null), None));
        Assert.True(await Stores.Jobs.EnqueueAsync(NewJob("count", key: null), None));
        foreach (var run in await TakeAsync(Next()))
        {
            await Stores.Jobs.CompleteAsync(run.Complete(Next()), None);
        }

        Assert.False(await Stores.Jobs.EnqueueAsync(NewJob("count", "today"), None));
    }

    [Fact]
    public async Task Many_workers_that_take_at_the_same_time_share_the_jobs_and_none_gets_anothers()
    {
        const int jobs = 120;
        for (var index = 0; index < jobs; index++)
        {
            await Stores.Jobs.EnqueueAsync(NewJob("count", key: null), None);
        }

        var now = Next();
        var nodes = new[] { Stores, OpenAnother(), OpenAnother(), OpenAnother() };
        var taken = await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            List<Guid> mine = [];
            while (await node.Jobs.TakeAsync(Kinds, NewLease(now), 3, None) is { Count: > 0 } some)
            {
                mine.AddRange(some.Select(run => run.Id));
            }

            return mine;
        })));

        // Who finds all that is due locked by others goes empty-handed, and looks again.
        List<Guid> all = [.. taken.SelectMany(mine => mine)];
        all.AddRange((await TakeAsync(now, jobs)).Select(run => run.Id));
        Assert.Equal(jobs, all.Count);
        Assert.Equal(jobs, all.Distinct().Count());
    }

    [Fact]
    public async Task A_job_whose_worker_is_gone_is_anothers_when_its_lease_ends_and_the_first_one_changes_nothing_any_more()
    {
        await Stores.Jobs.EnqueueAsync(NewJob("count", key: null), None);
        var now = Next();
        var gone = Assert.Single(await TakeAsync(now));
        Assert.Empty(await TakeAsync(now + Lease - TimeSpan.FromMilliseconds(1)));

        var second = Assert.Single(await TakeAsync(now + Lease));

        Assert.Equal((gone.Id, 2), (second.Id, second.Attempt));
        Assert.False(await Stores.Jobs.RenewAsync(gone.Id, new JobLease(gone.LeaseId, now, now + Lease), None));
        Assert.False(await Stores.Jobs.CompleteAsync(gone.Complete(Next()), None));
        Assert.False(await Stores.Jobs.FailAsync(gone, "late", Next(), Next(), None));
        await Stores.Jobs.ReleaseAsync(gone, Next(), None);
        Assert.Equal((JobState.Running, 2), await StateAsync(gone.Id));
        Assert.True(await Stores.Jobs.CompleteAsync(second.Complete(Next()), None));
        Assert.False(await Stores.Jobs.CompleteAsync(gone.Complete(Next()), None));
    }

    [Fact]
    public async Task A_lease_that_is_renewed_goes_on()
    {
        await Stores.Jobs.EnqueueAsync(NewJob("count", key: null), None);
        var now = Next();
        var run = Assert.Single(await TakeAsync(now));

        Assert.True(await Stores.Jobs.RenewAsync(run.Id, new JobLease(run.LeaseId, now, now + Lease + Lease), None));

        Assert.Empty(await TakeAsync(now + Lease));
        Assert.Single(await TakeAsync(now + Lease + Lease));
    }

    [Fact]
    public async Task What_is_stored_with_a_completion_is_stored_when_the_job_is_still_ones_own_and_else_not()
    {
        var ana = await AddAccountAsync("ana");
        await Stores.SignIns.AddAsync(NewSignIn(ana, Next()), [1], None);
        await Stores.Jobs.EnqueueAsync(NewJob("count", key: null), None);
        var now = Next();
        var gone = Assert.Single(await TakeAsync(now));
        var second = Assert.Single(await TakeAsync(now + Lease));

        await Assert.ThrowsAsync<LeaseLostException>(() => Stores.SignIns.PurgeAsync(now, 10, gone.Complete(now), None));
        Assert.NotNull(await Stores.SignIns.FindByTokenAsync([1], None));

        Assert.Equal(1, await Stores.SignIns.PurgeAsync(now, 10, second.Complete(now), None));
        Assert.Null(await Stores.SignIns.FindByTokenAsync([1], None));
        Assert.Equal((JobState.Done, 2), await StateAsync(second.Id));
    }

    [Fact]
    public async Task What_is_enqueued_in_anothers_transaction_is_there_exactly_when_that_is_committed()
    {
        var database = Stores.Get<Database>();
        var (kept, gone) = (NewJob("count", key: null), NewJob("count", key: null));

        await database.WriteAsync(session => JobSql.EnqueueAsync(session, kept), None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync<bool>(
            async session =>
            {
                await JobSql.EnqueueAsync(session, gone);
                throw new InvalidOperationException("The rest of the transaction failed.");
            },
            None));

        Assert.NotNull(await Stores.Jobs.FindAsync(kept.Id, None));
        Assert.Null(await Stores.Jobs.FindAsync(gone.Id, None));
    }

    [Fact]
    public async Task A_job_that_failed_is_due_again_later_and_says_why()
    {
        await Stores.Jobs.EnqueueAsync(NewJob("count", key: null), None);
        var now = Next();
        var run = Assert.Single(await TakeAsync(now));

        Assert.True(await Stores.Jobs.FailAsync(run, "TimeoutException: too late", now, now.AddSeconds(5), None));

        var waiting = await Stores.Jobs.FindAsync(run.Id, None);
        Assert.Equal((JobState.Waiting, now.AddSeconds(5), "TimeoutException: too late"), (waiting!.State, waiting.DueAt, waiting.LastError));
        Assert.Empty(await TakeAsync(now.AddSeconds(4)));
        Assert.Equal(2, Assert.Single(await TakeAsync(now.AddSeconds(5))).Attempt);
    }

    [Fact]
    public async Task A_dead_job_stays_so_until_someone_retries_it_and_no_other_is_changed_by_that()
    {
        await Stores.Jobs.EnqueueAsync(NewJob("count", key: null), None);
        var now = Next();
        var run = Assert.Single(await TakeAsync(now));
        await Stores.Jobs.FailAsync(run, "no", now, retryAt: null, None);
        var dead = await Stores.Jobs.FindAsync(run.Id, None);
        Assert.Equal((JobState.Dead, now, 1), (dead!.State, dead.FinishedAt, dead.Attempts));
        Assert.Empty(await TakeAsync(now.AddYears(1)));

        var retried = await Stores.Jobs.RetryAsync(run.Id, now.AddDays(1), None);

        Assert.Equal((JobState.Waiting, 0, now.AddDays(1), null), (retried!.State, retried.Attempts, retried.DueAt, retried.FinishedAt));
        Assert.Equal(retried, await Stores.Jobs.RetryAsync(run.Id, now.AddDays(2), None));
        var again = Assert.Single(await TakeAsync(now.AddDays(1)));
        Assert.Equal(JobState.Running, (await Stores.Jobs.RetryAsync(run.Id, now.AddDays(2), None))!.State);
        await Stores.Jobs.CompleteAsync(again.Complete(Next()), None);
        Assert.Equal(JobState.Done, (await Stores.Jobs.RetryAsync(run.Id, now.AddDays(2), None))!.State);
        Assert.Null(await Stores.Jobs.RetryAsync(NewId(), now, None));
    }

    [Fact]
    public async Task A_job_that_is_given_back_is_due_at_once_and_the_attempt_does_not_count()
    {
        await Stores.Jobs.EnqueueAsync(NewJob("count", key: null), None);
        var now = Next();
        var run = Assert.Single(await TakeAsync(now));

        await Stores.Jobs.ReleaseAsync(run, now, None);

        Assert.Equal(1, Assert.Single(await TakeAsync(now)).Attempt);
    }

    [Fact]
    public async Task The_list_is_newest_first_by_pages_and_by_state()
    {
        List<NewJob> jobs = [];
        for (var index = 0; index < 5; index++)
        {
            jobs.Add(NewJob("count", key: null));
            await Stores.Jobs.EnqueueAsync(jobs[^1], None);
        }

        await Stores.Jobs.TakeAsync(Kinds, NewLease(Next()), 2, None);
        Guid[] newest = [.. jobs.Select(job => job.Id).Reverse()];

        Assert.Equal(newest[..3], (await Stores.Jobs.ListAsync(null, null, 3, None)).Select(job => job.Id));
        Assert.Equal(newest[3..], (await Stores.Jobs.ListAsync(null, newest[2], 3, None)).Select(job => job.Id));
        Assert.Equal(newest[..3], (await Stores.Jobs.ListAsync(JobState.Waiting, null, 10, None)).Select(job => job.Id));
        Assert.Equal(newest[4..], (await Stores.Jobs.ListAsync(JobState.Running, newest[3], 10, None)).Select(job => job.Id));
        Assert.Empty(await Stores.Jobs.ListAsync(JobState.Dead, null, 10, None));
        Assert.Equal([(JobState.Waiting, 3), (JobState.Running, 2)], (await Stores.Jobs.CountAsync(None)).OrderBy(count => count.State).Select(count => (count.State, count.Jobs)));
    }

    [Fact]
    public async Task Finished_jobs_are_removed_after_their_time_and_no_others()
    {
        var now = Next();
        for (var index = 0; index < 6; index++)
        {
            await Stores.Jobs.EnqueueAsync(NewJob("count", key: null), None);
        }

        var runs = await TakeAsync(Next(), 5);
        var self = Assert.Single(await TakeAsync(Next()));
        var (oldDone, newDone, oldDead, newDead, running) = (runs[0], runs[1], runs[2], runs[3], runs[4]);
        await Stores.Jobs.CompleteAsync(oldDone.Complete(now.AddDays(-8)), None);
        await Stores.Jobs.CompleteAsync(newDone.Complete(now.AddDays(-6)), None);
        await Stores.Jobs.FailAsync(oldDead, "no", now.AddDays(-31), retryAt: null, None);
        await Stores.Jobs.FailAsync(newDead, "no", now.AddDays(-29), retryAt: null, None);

        Assert.Equal(1, await Stores.Jobs.PurgeAsync(now.AddDays(-7), now.AddDays(-30), 1, self.Complete(now), None));
        Assert.Equal((JobState.Running, 1), await StateAsync(self.Id));
        Assert.Equal(1, await Stores.Jobs.PurgeAsync(now.AddDays(-7), now.AddDays(-30), 2, self.Complete(now), None));

        Assert.Equal((JobState.Done, 1), await StateAsync(self.Id));
        Guid[] left = [newDone.Id, newDead.Id, running.Id, self.Id];
        Assert.Equal(left.Order(), (await Stores.Jobs.ListAsync(null, null, 10, None)).Select(job => job.Id).Order());
    }

    private Task<IReadOnlyList<JobRun>> TakeAsync(DateTimeOffset now, int limit = 10)
    {
        return Stores.Jobs.TakeAsync(Kinds, NewLease(now), limit, None);
    }

    private async Task<(JobState, int)> StateAsync(Guid jobId)
    {
        var job = await Stores.Jobs.FindAsync(jobId, None);
        return (job!.State, job.Attempts);
    }

    private JobLease NewLease(DateTimeOffset now)
    {
        return new JobLease(NewId(), now, now + Lease);
    }

    private NewJob NewJob(string kind, string? key, string payload = "")
    {
        var at = Next();
        return new NewJob { Id = NewId(), Kind = kind, Key = key, Payload = payload, EnqueuedAt = at, DueAt = at };
    }

    private StoredSignIn NewSignIn(Guid accountId, DateTimeOffset expiresAt)
    {
        return new StoredSignIn { Id = NewId(), AccountId = accountId, Kind = SignInKind.Device, Name = null, CreatedAt = expiresAt, LastUsedAt = expiresAt, ExpiresAt = expiresAt };
    }
}

using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Jobs;

public sealed class JobTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [OnEachDatabase]
    public async Task Sign_ins_and_invites_that_expired_long_ago_are_removed_and_those_that_hold_stay(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        using var device = await world.SignInAsync("owner");
        var lasting = await world.Owner.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "for good" }, default);
        using var bot = new Person(world.Owner.Account, lasting.Token, world.Server.Address);
        await world.Owner.Client.CreateInviteAsync(world.WorkspaceId, new CreateInviteRequest(), default);
        Assert.Equal((3, 1), (await world.Server.CountAsync("sign_ins"), await world.Server.CountAsync("invites")));

        // Expired, and kept for those who wonder.
        world.Server.Clock.Advance(TimeSpan.FromDays(35));
        await TurnIsDoneAsync(world, bot);
        Assert.Equal((3, 1), (await world.Server.CountAsync("sign_ins"), await world.Server.CountAsync("invites")));

        world.Server.Clock.Advance(TimeSpan.FromDays(30));
        await TurnIsDoneAsync(world, bot);
        Assert.Equal((1, 0), (await world.Server.CountAsync("sign_ins"), await world.Server.CountAsync("invites")));
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_dead_job_is_found_by_its_state_and_is_done_after_a_retry_which_may_be_repeated(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await TurnIsDoneAsync(world);
        await world.BreakAsync("UPDATE jobs SET state = 3, attempts = 8, last_error = 'IOException: no' WHERE kind = 'sign-ins.purge'");

        var dead = Assert.Single((await ListAsync(world.Owner, "?state=dead")).Jobs);
        Assert.Equal(("sign-ins.purge", JobState.Dead, 8, "IOException: no"), (dead.Kind, dead.State, dead.Attempts, dead.LastError));

        var first = await world.Owner.Http.CallAsync("POST", $"/api/v1/admin/jobs/{dead.Id}/retry");
        var second = await world.Owner.Http.CallAsync("POST", $"/api/v1/admin/jobs/{dead.Id}/retry");
        Assert.Equal((200, JobState.Waiting), (first.Status, first.Read(ParleyJson.Context.JobDto).State));
        Assert.Equal(200, second.Status);

        await WaitUntilAsync("the job to be done", async () => (await FindAsync(world, dead.Id)).State == JobState.Done);
        Assert.Equal((1, null), ((await FindAsync(world, dead.Id)).Attempts, (await FindAsync(world, dead.Id)).LastError));
        var done = await world.Owner.Http.CallAsync("POST", $"/api/v1/admin/jobs/{dead.Id}/retry");
        Assert.Equal((200, JobState.Done), (done.Status, done.Read(ParleyJson.Context.JobDto).State));
    }

    [Theory]
    [OnEachDatabase]
    public async Task The_list_goes_by_pages(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await TurnIsDoneAsync(world);

        var all = await ListAsync(world.Owner, "");
        var first = await ListAsync(world.Owner, "?limit=4");
        var second = await ListAsync(world.Owner, $"?limit=4&cursor={first.Cursor}");

        Assert.Equal(7, all.Jobs.Count);
        Assert.Equal(all.Jobs, [.. first.Jobs, .. second.Jobs]);
        Assert.Null(second.Cursor);
    }

    [Theory]
    [OnEachDatabase("?state=dying", "state")]
    [OnEachDatabase("?state=", "state")]
    [OnEachDatabase("?state=3", "state")]
    [OnEachDatabase("?limit=0", "limit")]
    [OnEachDatabase("?limit=1001", "limit")]
    [OnEachDatabase("?cursor=*", "limit")]
    [OnEachDatabase("?cursor=bm90IGFuIGlk", "limit")]
    public async Task A_list_that_there_is_not_is_refused(DatabaseKind kind, string query, string field)
    {
        await using var world = await World.CreateAsync(kind);

        var answer = await world.Owner.Http.CallAsync("GET", $"/api/v1/admin/jobs{query}");

        Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
        Assert.Contains(field, answer.Problem!.Errors!.Keys);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_job_that_is_not_there_is_not_found_by_an_admin_and_forbidden_to_anyone_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.AdminAsync("ana");
        var unknown = $"/api/v1/admin/jobs/{Person.NewClientMessageId()}";

        foreach (var (method, path) in new[] { ("GET", unknown), ("POST", $"{unknown}/retry") })
        {
            var byAdmin = await world.Owner.Http.CallAsync(method, path);
            var byAna = await ana.Http.CallAsync(method, path);
            Assert.Equal((404, ErrorCodes.NotFound, 403, ErrorCodes.Forbidden), (byAdmin.Status, byAdmin.Code, byAna.Status, byAna.Code));
        }

        Assert.Equal(404, (await world.Owner.Http.CallAsync("GET", "/api/v1/admin/jobs/not-an-id")).Status);
    }

    /// <summary>Waits until what recurs was done in its present turn.</summary>
    private static Task TurnIsDoneAsync(World world, Person? admin = null)
    {
        return WaitUntilAsync("the turn to be done", async () =>
        {
            var now = world.Server.Clock.GetUtcNow();
            return (await ListAsync(admin ?? world.Owner, "?state=done")).Jobs.Where(job => now - job.EnqueuedAt < TimeSpan.FromHours(1)).Select(job => job.Kind).Distinct().Count() == 7;
        });
    }

    private static async Task<JobPage> ListAsync(Person admin, string query)
    {
        var answer = await admin.Http.CallAsync("GET", $"/api/v1/admin/jobs{query}");
        Assert.Equal(200, answer.Status);
        return answer.Read(ParleyJson.Context.JobPage);
    }

    private static async Task<JobDto> FindAsync(World world, Guid jobId)
    {
        return (await world.Owner.Http.CallAsync("GET", $"/api/v1/admin/jobs/{jobId}")).Read(ParleyJson.Context.JobDto);
    }

    private static async Task WaitUntilAsync(string what, Func<Task<bool>> isSo)
    {
        var since = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, $"Waited for {what}.");
            await looks.WaitForNextTickAsync();
        }
    }
}

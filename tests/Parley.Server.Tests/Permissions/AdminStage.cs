using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Permissions;

/// <summary>A server with jobs to look after.</summary>
internal sealed class AdminStage
{
    private readonly Guid _jobId;

    private AdminStage(Guid jobId)
    {
        _jobId = jobId;
    }

    public IReadOnlyDictionary<string, Func<Actor, Task<Answer>>> Tries => new Dictionary<string, Func<Actor, Task<Answer>>>
    {
        ["See the jobs"] = actor => actor.CallAsync("GET", "/api/v1/admin/jobs"),
        ["See a job"] = actor => actor.CallAsync("GET", $"/api/v1/admin/jobs/{_jobId}"),
        ["Retry a job"] = actor => actor.CallAsync("POST", $"/api/v1/admin/jobs/{_jobId}/retry"),
    };

    public static async Task<AdminStage> CreateAsync(World world)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await looks.WaitForNextTickAsync())
        {
            var page = (await world.Owner.Http.CallAsync("GET", "/api/v1/admin/jobs")).Read(ParleyJson.Context.JobPage);
            if (page.Jobs.Count > 0)
            {
                return new AdminStage(page.Jobs[0].Id);
            }
        }

        throw new InvalidOperationException("No worker enqueued what recurs.");
    }
}

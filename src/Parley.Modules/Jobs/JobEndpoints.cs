using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Jobs;

/// <summary>The queue as server administrators see it.</summary>
internal static class JobEndpoints
{
    private static readonly Problem ForAdmins = Problem.Forbidden("Server administrators look after the jobs.");

    public static void Map(IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/admin/jobs");
        jobs.MapGet("", ListAsync).WithName("listJobs")
            .WithSummary("Background work, newest first; with state, such as dead, only what is in it.")
            .Answers<JobPage>(200).Fails(400, 403);
        jobs.MapGet("/{jobId:guid}", FindAsync).WithName("getJob")
            .WithSummary("One piece of background work.")
            .Answers<JobDto>(200).Fails(403, 404);
        jobs.MapPost("/{jobId:guid}/retry", RetryAsync).WithName("retryJob")
            .WithSummary("Let a dead job run again, with all of its attempts. Any other stays as it is.")
            .Answers<JobDto>(200).Fails(403, 404);
    }

    private static async Task<IResult> ListAsync(string? state, string? cursor, int? limit, Caller caller, IJobStore store, CancellationToken cancellationToken)
    {
        if (!caller.IsServerAdmin)
        {
            return ForAdmins;
        }

        JobState? only = null;
        if (state is not null)
        {
            if (ParseState(state) is not { } known)
            {
                return Problem.Invalid("state", "must be waiting, running, done or dead.");
            }

            only = known;
        }

        Guid before = default;
        if (Page.Parse(cursor, limit) is not { } page || (page.After is not null && !Guid.TryParse(page.After, out before)))
        {
            return Page.Invalid;
        }

        var jobs = await store.ListAsync(only, page.After is null ? null : before, page.Limit + 1, cancellationToken);
        var next = page.NextCursor(jobs, job => job.Id.ToString());
        return TypedResults.Ok(new JobPage { Jobs = jobs, Cursor = next });
    }

    private static async Task<IResult> FindAsync(Guid jobId, Caller caller, IJobStore store, CancellationToken cancellationToken)
    {
        return !caller.IsServerAdmin ? ForAdmins : Answer(await store.FindAsync(jobId, cancellationToken));
    }

    private static async Task<IResult> RetryAsync(Guid jobId, Caller caller, IJobStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        return !caller.IsServerAdmin ? ForAdmins : Answer(await store.RetryAsync(jobId, time.GetUtcNow(), cancellationToken));
    }

    private static IResult Answer(JobDto? job)
    {
        return job is null ? Problem.NotFound : TypedResults.Ok(job);
    }

    private static JobState? ParseState(string state)
    {
        return state switch
        {
            "waiting" => JobState.Waiting,
            "running" => JobState.Running,
            "done" => JobState.Done,
            "dead" => JobState.Dead,
            _ => null,
        };
    }
}

using Parley.Contracts;

namespace Parley.Client;

// Background work, for server administrators.
public sealed partial class ParleyClient
{
    /// <summary>Background work, newest first.</summary>
    /// <param name="state">Only what is in it; null: all.</param>
    /// <param name="cursor">From the page before; null: the first page.</param>
    /// <param name="limit">How many; null: the server's own number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ParleyException"><see cref="ErrorCodes.Forbidden"/>.</exception>
    public Task<JobPage> ReadJobsAsync(JobState? state, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        var only = state is null ? "" : $"&state={state.Value.ToString().ToLowerInvariant()}";
        return GetAsync(Page("api/v1/admin/jobs", cursor, limit, only), ParleyJson.Context.JobPage, cancellationToken);
    }

    /// <exception cref="ParleyException"><see cref="ErrorCodes.Forbidden"/>, <see cref="ErrorCodes.NotFound"/>.</exception>
    public Task<JobDto> ReadJobAsync(Guid jobId, CancellationToken cancellationToken)
    {
        return GetAsync($"api/v1/admin/jobs/{jobId}", ParleyJson.Context.JobDto, cancellationToken);
    }

    /// <summary>Lets a dead job run again; any other stays as it is.</summary>
    /// <exception cref="ParleyException"><see cref="ErrorCodes.Forbidden"/>, <see cref="ErrorCodes.NotFound"/>.</exception>
    public Task<JobDto> RetryJobAsync(Guid jobId, CancellationToken cancellationToken)
    {
        return _wire.SendAsync<object, JobDto>(
            _options.Token, HttpMethod.Post, $"api/v1/admin/jobs/{jobId}/retry", body: null, bodyType: null, ParleyJson.Context.JobDto, repeat: false, cancellationToken);
    }
}

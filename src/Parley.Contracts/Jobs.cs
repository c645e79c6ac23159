using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>Where a piece of background work stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>It runs once it is due: for the first time, or again after it failed.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting = 0,

    [JsonStringEnumMemberName("running")]
    Running = 1,

    [JsonStringEnumMemberName("done")]
    Done = 2,

    /// <summary>It failed as often as it may, and waits for someone who looks into it.</summary>
    [JsonStringEnumMemberName("dead")]
    Dead = 3,
}

/// <summary>A piece of background work.</summary>
public sealed record JobDto
{
    public required Guid Id { get; init; }

    /// <summary>What it does, such as <c>sign-ins.purge</c>.</summary>
    public required string Kind { get; init; }

    public required JobState State { get; init; }

    /// <summary>How often it was begun.</summary>
    public required int Attempts { get; init; }

    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>When it may be begun; while it runs, when another worker may take it should its own be gone.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was done or given up; null before.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public required string? LastError { get; init; }
}

/// <summary>The answer to <c>GET /api/v1/admin/jobs</c>, newest first.</summary>
public sealed record JobPage
{
    public required IReadOnlyList<JobDto> Jobs { get; init; }

    /// <summary>Of the next page; null: this is the last one.</summary>
    public required string? Cursor { get; init; }
}

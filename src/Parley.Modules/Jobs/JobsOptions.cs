using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Jobs;

/// <summary>Keys <c>Parley:Jobs:*</c>.</summary>
public sealed class JobsOptions
{
    public const string Section = "Parley:Jobs";

    /// <summary>Jobs that one worker runs at the same time.</summary>
    [Range(1, 256)]
    public int AtOnce { get; set; } = 4;

    /// <summary>How often a worker with nothing to do looks for work.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After this time without a sign of its worker another one takes a job. A worker that lives gives a sign every third of it. Longer than clocks of nodes differ.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a job is begun before it is dead. With the pauses below, 8 are some ten minutes: longer than a database or a network is usually away.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 8;

    /// <summary>The pause after the first failure, half of it by chance; it doubles with each.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Days that a job that is done can be looked at. At least as long as anything recurs.</summary>
    [Range(1, 365)]
    public int DoneDays { get; set; } = 7;

    /// <summary>Days that a dead one waits for someone.</summary>
    [Range(1, 3_650)]
    public int DeadDays { get; set; } = 30;
}

[OptionsValidator]
internal sealed partial class JobsOptionsValidator : IValidateOptions<JobsOptions>;

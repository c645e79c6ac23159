using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Parley.Server.Stopping;

/// <summary>Keys <c>Parley:Stop:*</c>: how a node leaves.</summary>
internal sealed class StopOptions
{
    public const string Section = "Parley:Stop";

    /// <summary>How long a node that is not ready any more serves on, for load balancers to notice. On Kubernetes some 5 s; 0: there is none.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Delay { get; set; } = TimeSpan.Zero;

    /// <summary>Over this time a gateway closes its connections, evenly, so that other nodes take them one after the other. A gateway of 10,000 wants a minute or more.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00")]
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>For the whole stop; then what is left is given up. Below the time after which the process is killed: Kubernetes gives 30 s unless told otherwise.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(25);
}

[OptionsValidator]
internal sealed partial class StopOptionsValidator : IValidateOptions<StopOptions>;

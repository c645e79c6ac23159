using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Channels.Log;

/// <summary>Keys <c>Parley:Log:*</c>.</summary>
public sealed class ChannelLogOptions
{
    public const string Section = "Parley:Log";

    /// <summary>Posts in one transaction at most. Past 256 the gain was within the noise of our measurements, on both databases.</summary>
    [Range(1, 4_096)]
    public int BatchPosts { get; set; } = 256;

    /// <summary>Posts that may wait for their transaction; more are answered 503. At 10,000 posts a second this is a second and a half of waiting.</summary>
    [Range(16, 1_000_000)]
    public int QueuedPosts { get; set; } = 16_384;
}

[OptionsValidator]
internal sealed partial class ChannelLogOptionsValidator : IValidateOptions<ChannelLogOptions>;

using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Api;
using Parley.Modules.Channels.Log;
using Parley.Modules.Mentions;

namespace Parley.Modules.Tests.Channels.Log;

/// <summary>Meters that nobody reads, for a log whose measurements are not what is tested.</summary>
internal static class LogMeters
{
    private static readonly IMeterFactory Factory = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    public static ChannelLogMetrics New() => new(Factory);

    public static LimitMetrics Limits() => new(Factory);

    public static MentionMetrics Mentions() => new(Factory);
}

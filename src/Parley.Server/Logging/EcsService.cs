using System.Diagnostics;
using Parley.Server.Commands;
using Parley.Server.Configuration;

namespace Parley.Server.Logging;

/// <summary>Which program of which node writes a line, and in which request.</summary>
internal sealed class EcsService(RolesSetting roles, TimeProvider time)
{
    private readonly string[] _roles = roles.ToString().Split(',', StringSplitOptions.TrimEntries);

    /// <param name="dataset">Which stream the line is of.</param>
    public EcsDocument Begin(string dataset)
    {
        var document = new EcsDocument(time.GetUtcNow());
        document.Set("event.dataset", dataset);
        document.Set("service.name", "parley");
        document.Set("service.version", VersionCommand.Version);

        // In a pod this is the pod's name.
        document.Set("service.node.name", Environment.MachineName);
        document.Set("service.node.roles", _roles);
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            document.Set("trace.id", activity.TraceId.ToHexString());
            document.Set("span.id", activity.SpanId.ToHexString());
        }

        return document;
    }
}

using System.Collections.Concurrent;
using Parley.Modules.Audit;

namespace Parley.Testing;

/// <summary>The stream of a server's audit events, kept for a test to read.</summary>
public sealed class AuditEvents : IAuditStream
{
    private readonly ConcurrentQueue<AuditEvent> _events = new();

    public IReadOnlyCollection<AuditEvent> All => _events;

    public void Write(AuditEvent audited)
    {
        _events.Enqueue(audited);
    }
}

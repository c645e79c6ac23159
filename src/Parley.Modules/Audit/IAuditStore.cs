namespace Parley.Modules.Audit;

/// <summary>The table of what was done. Rows are added, and never changed or removed: the database refuses that.</summary>
public interface IAuditStore
{
    /// <exception cref="IOException">The database did not answer.</exception>
    Task AppendAsync(AuditEvent audited, CancellationToken cancellationToken);
}

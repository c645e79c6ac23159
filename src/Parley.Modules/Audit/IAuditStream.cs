namespace Parley.Modules.Audit;

/// <summary>Audit events on their way out of the node, to where nobody with rights in Parley's database can change them. Safe to call from several threads.</summary>
public interface IAuditStream
{
    void Write(AuditEvent audited);
}

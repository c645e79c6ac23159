using Microsoft.Extensions.Diagnostics.HealthChecks;
using Parley.Storage.Relational;

namespace Parley.Server.Health;

/// <summary>Whether the database answers a small question within two seconds.</summary>
internal sealed class DatabaseHealth(Database database, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.ReadAsync(session => session.FindAsync("SELECT 1", row => row.Int(0)), cancellationToken).WaitAsync(Patience, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever it is, such as a database that is being dropped: what the database says is not for everyone.
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}

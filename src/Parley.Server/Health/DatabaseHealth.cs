using Microsoft.Extensions.Diagnostics.HealthChecks;
using Parley.Modules.Accounts;

namespace Parley.Server.Health;

/// <summary>Whether the database answers a small question within two seconds.</summary>
internal sealed class DatabaseHealth(IAccountStore accounts, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await accounts.AnyAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}

using Parley.Cli.Load.Measuring;
using Parley.Client;

namespace Parley.Cli.Load;

/// <summary>The measured calls over REST: each once, timed from when it was due, repeated only where the server asked for a pause.</summary>
internal sealed class LoadCalls(Measurements measurements)
{
    private const int Attempts = 5;

    // A server that asks for more is one that this account should leave alone.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <returns>null: it failed, and the fault is counted.</returns>
    public async Task<TAnswer?> RunAsync<TAnswer>(
        LatencySeries series, TimeSpan due, LoadAccount account, Func<ParleyClient, Task<TAnswer>> call, CancellationToken cancellationToken)
        where TAnswer : class
    {
        for (var attempt = 1; ; attempt++)
        {
            await measurements.Clock.WaitUntilAsync(account.NotBefore, cancellationToken);
            try
            {
                var answer = await call(account.Client);
                series.Record(due, measurements.Clock.Now);
                return answer;
            }
            catch (ParleyException asked) when (asked is { Status: 429 or 503, RetryAfter: { } wait } && wait <= LongestWait && attempt < Attempts)
            {
                measurements.CountWait(wait);
                account.NotBefore = measurements.Clock.Now + wait;
            }
            catch (ParleyException failure)
            {
                measurements.Faults.Add($"{series.Name}: {KindOf(failure)}");
                return null;
            }
        }
    }

    private static string KindOf(ParleyException failure)
    {
        return failure.Status is { } status ? $"{status} {failure.Code}".TrimEnd() : "no answer";
    }
}

using System.Diagnostics.Metrics;

namespace Parley.Modules.Api;

/// <summary>The meter <c>parley.limits</c>: what was refused because there was too much of it.</summary>
public sealed class LimitMetrics
{
    public const string MeterName = "parley.limits";

    private readonly Counter<long> _refusals;

    public LimitMetrics(IMeterFactory meters)
    {
        _refusals = meters.Create(MeterName)
            .CreateCounter<long>("parley.limits.refusals", "{request}", "Requests refused because there were too many, by limit: sign_ins, profile, search, posts.");
    }

    /// <param name="limit">One of few names that the program gives.</param>
    public void Refused(string limit) => _refusals.Add(1, new KeyValuePair<string, object?>("limit", limit));
}

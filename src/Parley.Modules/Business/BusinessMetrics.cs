using System.Diagnostics.Metrics;
using Parley.Contracts;

namespace Parley.Modules.Business;

/// <summary>The meter <c>parley.business</c>: what was counted last. Nothing before the first count.</summary>
internal sealed class BusinessMetrics
{
    public const string MeterName = "parley.business";

    private volatile BusinessCounts? _counts;

    public BusinessMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("parley.business.accounts", () => Of(counts => [new(counts.Accounts)]), "{account}", "People with an account.");
        meter.CreateObservableGauge("parley.business.active", () => Of(Active), "{account}", "People who used a device, within: day, week.");
        meter.CreateObservableGauge("parley.business.workspaces", () => Of(counts => [new(counts.Workspaces)]), "{workspace}", "Workspaces.");
        meter.CreateObservableGauge("parley.business.sign_ins", () => Of(SignIns), "{sign_in}", "Sign-ins that have not ended, by kind: device, access_token.");
        meter.CreateObservableGauge("parley.business.channels", () => Of(Channels), "{channel}", "Channels that are not archived, by visibility: public, private, direct.");
    }

    public void Counted(BusinessCounts counts)
    {
        _counts = counts;
    }

    private IEnumerable<Measurement<long>> Of(Func<BusinessCounts, IEnumerable<Measurement<long>>> measure)
    {
        return _counts is { } counts ? measure(counts) : [];
    }

    private static IEnumerable<Measurement<long>> Active(BusinessCounts counts)
    {
        return [new(counts.ActiveInDay, Tag("within", "day")), new(counts.ActiveInWeek, Tag("within", "week"))];
    }

    private static IEnumerable<Measurement<long>> SignIns(BusinessCounts counts)
    {
        return [new(counts.Devices, Tag("kind", "device")), new(counts.AccessTokens, Tag("kind", "access_token"))];
    }

    private static IEnumerable<Measurement<long>> Channels(BusinessCounts counts)
    {
        return Enum.GetValues<ChannelVisibility>().Select(visibility =>
            new Measurement<long>(counts.Channels.GetValueOrDefault(visibility), Tag("visibility", visibility.ToString().ToLowerInvariant())));
    }

    private static KeyValuePair<string, object?> Tag(string label, string value) => new(label, value);
}

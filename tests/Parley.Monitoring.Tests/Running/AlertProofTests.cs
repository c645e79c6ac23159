namespace Parley.Monitoring.Tests.Running;

/// <summary>The alerts of a cluster that is broken: the right one is told, to whom it should, no other page is, and it ends by itself when the fault does.</summary>
public sealed class AlertProofTests(MonitoredCluster monitored)
{
    /// <summary>What people notice of a fault may be told before its cause is known, and a blink of it may remain as a ticket for the budget. Whatever else is told is a mistake.</summary>
    public static TheoryData<string, string[], string[]> Faults => new()
    {
        { Fault.GatewaysKilled, ["ParleyUnavailable"], ["ParleyNodeDown", "ParleyAvailabilityBudgetBurn", "ParleyDeliverySlow", "ParleyResumeSlow"] },
        { Fault.DatabaseSlowed, ["ParleyDeliverySlow", "ParleyResumeSlow"], ["ParleyDeliverySlow", "ParleyResumeSlow", "ParleyRequestsFailing", "ParleyDatabasePoolFull"] },
        { Fault.BusKilled, ["ParleyDeliverySlow"], ["ParleyDeliverySlow", "ParleyResumeSlow", "ParleyGapReads"] },
        {
            Fault.DatabaseStopped, ["ParleyPostsFailing", "ParleyUnavailable", "ParleyCommitsFailing", "ParleyDeliverySlow", "ParleyResumeSlow"],
            ["ParleyPostsFailing", "ParleyAvailabilityBudgetBurn", "ParleyRequestsFailing", "ParleyDeliverySlow", "ParleyResumeSlow", "ParleyNodeUnfit", "ParleyJobsFailing"]
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_told_by_its_own_alert_and_by_what_people_notice_of_it_and_ends(string fault, string[] pages, string[] tickets)
    {
        var (alert, receiver) = Fault.Expected[fault];

        var seen = await monitored.SeeAsync(fault, TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine($"{fault}: told after {seen.FirstTold.Begin.TotalSeconds:N1} s, over {seen.FirstTold.End.TotalSeconds:N1} s after mending; fired: {string.Join(", ", seen.Fired)}; told: {string.Join(", ", seen.Told.Where(one => one.IsFiring).Select(one => $"{one.Alert} ({one.Receiver})").Distinct())}");
        Assert.Contains(new Notification(receiver, alert, IsFiring: true), seen.Told);
        Assert.Contains(new Notification(receiver, alert, IsFiring: false), seen.Told);
        Assert.Empty(ToldTo("page", seen).Except([.. pages, alert]));
        Assert.Empty(ToldTo("ticket", seen).Except([.. tickets, alert]));
        Assert.Empty(ToldTo("heartbeat", seen).Concat(ToldTo("nobody", seen)));
        Assert.Empty(seen.After);
    }

    private static IEnumerable<string> ToldTo(string receiver, FaultRecord seen)
    {
        return seen.Told.Where(one => one.Receiver == receiver && one.IsFiring).Select(one => one.Alert).Distinct();
    }
}

using System.Security.Cryptography;
using Parley.Cli.Verify.Faults;
using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Verify.Local;

/// <summary>A run against a cluster that is started for it, with a nemesis.</summary>
internal static class LocalVerification
{
    // On a busy machine a node that has just become ready may still find its database slow.
    private static readonly TimeSpan FirstCallWithin = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(
        LocalClusterOptions options, NemesisOptions nemesis, VerifyRunOptions run, Journal journal, ParleyTerminal terminal, CancellationToken cancellationToken)
    {
        var progress = new ProgressLine(terminal);
        progress.Say($"starting PostgreSQL and {options.Nodes.Count} nodes, bus {options.Bus}, seed {nemesis.Seed}");
        await using var cluster = await LocalCluster.StartAsync(options, terminal.Time, cancellationToken);
        using var owner = await SignUpAsync(cluster.Proxy.Address, terminal.Time, cancellationToken);
        var clock = new RunClock(terminal.Time);
        var withFaults = run with { Meanwhile = new Nemesis(cluster, nemesis, journal, clock, progress, terminal.Time).RunAsync };
        await new VerifyRun(owner, journal, clock, withFaults, terminal, progress).RunAndReadAsync(cancellationToken);
    }

    private static async Task<ParleyClient> SignUpAsync(Uri server, TimeProvider time, CancellationToken cancellationToken)
    {
        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = server, Time = time });
        var signedIn = await new Patience(time, FirstCallWithin).RunAsync(() => anonymous.SignUpAsync(NewAccount(), cancellationToken), cancellationToken);
        return new ParleyClient(new ParleyClientOptions { Server = server, Time = time, Token = signedIn.Token });
    }

    // By another name each time: an attempt whose answer is lost may have made the account.
    private static SignUpRequest NewAccount()
    {
        string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return new SignUpRequest { Username = $"verify-{Random()[..8]}", Password = Random(), WorkspaceName = "Verify" };
    }
}

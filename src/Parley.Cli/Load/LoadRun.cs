using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Parley.Cli.Load.Measuring;
using Parley.Cli.Load.Reports;
using Parley.Cli.Load.Scenarios;
using Parley.Cli.Load.Streams;
using Parley.Client;

namespace Parley.Cli.Load;

/// <summary>One run from its first call to its report: sets up, lets the scenario play, closes, takes away what it made.</summary>
internal sealed class LoadRun(LoadOptions options, IReadOnlyList<Threshold> thresholds, string? token, X509Certificate2? authority, ParleyTerminal terminal)
{
    private const int RunBytes = 4;
    private const int HttpConnections = 256;

    // Cleaning up goes on after Ctrl-C, but not for ever.
    private static readonly TimeSpan RemoveWithin = TimeSpan.FromSeconds(30);

    private readonly ProgressLine _progress = new(terminal);

    public async Task<LoadReport> RunAsync(CancellationToken cancellationToken)
    {
        var startedAt = terminal.Time.GetUtcNow();
        var runBytes = RandomNumberGenerator.GetBytes(RunBytes);
        var run = Convert.ToHexStringLower(runBytes);
        using var http = NewHttp();

        // One attempt: a repeat would hide what is measured.
        using var anyone = new ParleyClient(new ParleyClientOptions { Server = options.Server, Http = http, Time = terminal.Time, Attempts = 1 });
        var about = await ReadServerAsync(anyone, cancellationToken);
        var target = await ResolveAsync(anyone.Server, cancellationToken);
        var (owner, signedIn) = await LoadPeople.SignInAsync(anyone, token, terminal, cancellationToken);
        var site = new LoadSite(owner, options, run, NullIfEmpty(terminal.Variable(LoadPeople.PasswordVariable)), _progress, terminal);
        Func<IReadOnlyList<string>, LoadReport> report;
        IReadOnlyList<string> left = [];
        try
        {
            await site.MakeAsync(cancellationToken);
            var play = await PlayAsync(site, target, BinaryPrimitives.ReadUInt32BigEndian(runBytes), cancellationToken);
            report = leftBehind => play(new RunFacts
            {
                Run = run,
                ServerVersion = about,
                StartedAt = startedAt,
                IsInterrupted = cancellationToken.IsCancellationRequested,
                LeftBehind = leftBehind,
            });
        }
        finally
        {
            left = options.Keep ? [] : await RemoveAsync(site);
            if (signedIn)
            {
                await SignOutAsync(owner);
            }

            _progress.End();
        }

        return report(left);
    }

    private async Task<Func<RunFacts, LoadReport>> PlayAsync(LoadSite site, StreamTarget target, uint run, CancellationToken cancellationToken)
    {
        var clock = new LoadClock(terminal.Time);
        var measurements = new Measurements(clock);
        var self = new SelfCheck(clock);
        var loop = new OpenLoop(clock, self);
        using var stopping = new CancellationTokenSource();
        var random = new Random(options.Seed);
        var world = new ConnectionWorld
        {
            Target = target,
            Measurements = measurements,
            Run = run,
            Backoff = Backoff.ForStreams(new Random(random.Next()), new EventStreamOptions()),
            Stopping = stopping.Token,
        };
        var fleet = new Fleet(
            [.. Enumerable.Range(0, options.Connections).Select(number => new LoadConnection(number, site.Accounts[number % site.Accounts.Count], world))], loop, clock, stopping);
        var sampler = new Sampler(measurements, Sampler.IntervalOf(options.PlannedTime), Show);
        var stage = new LoadStage
        {
            Options = options,
            Run = run,
            Site = site,
            Fleet = fleet,
            Loop = loop,
            Calls = new LoadCalls(measurements),
            Measurements = measurements,
            Self = self,
            Random = random,
            Enter = sampler.Enter,
        };
        using var watching = new CancellationTokenSource();
        self.Begin();
        var watch = Task.WhenAll(sampler.RunAsync(watching.Token), self.ProbeAsync(watching.Token));
        SelfCheckResult selfResult;
        try
        {
            await LoadScenarios.Of(options.Scenario).RunAsync(stage, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The summary says how far it came.
            sampler.Enter("stopping");
        }
        finally
        {
            measurements.End();
            selfResult = self.Result();
            await watching.CancelAsync();
            await watch;
            await fleet.EndAsync();
        }

        return facts => ReportBuilder.Build(options, facts, measurements, fleet, selfResult, sampler.Samples, thresholds);
    }

    private void Show(Sample sample)
    {
        if (terminal.IsInteractive)
        {
            var main = sample.Latencies.TryGetValue(LoadScenarios.MainSeriesOf(options.Scenario), out var latency) ? $", p99 {Durations.Show(latency.P99)}" : "";
            _progress.Show(() => $"{options.Scenario}, {sample.Phase}: {sample.Connected:N0} connections, {sample.PostsPerSecond:N0} messages/s, "
                + $"{sample.DeliveriesPerSecond:N0} deliveries/s{main}, {sample.ErrorsPerSecond:N0} errors/s");
        }
    }

    private async Task<string> ReadServerAsync(ParleyClient anyone, CancellationToken cancellationToken)
    {
        try
        {
            var about = await anyone.ReadServerAsync(cancellationToken);
            return about.IsEmpty
                ? throw new CommandException("this server has no account yet: make its first one in a browser, or fill it with parley seed")
                : about.Version;
        }
        catch (ParleyException refused) when (refused.Status is >= 300 and < 400)
        {
            throw new CommandException($"{options.Server} answers {refused.Status}: redirects are not followed, give the address that it leads to", ExitCodes.Usage);
        }
    }

    private async Task<StreamTarget> ResolveAsync(Uri server, CancellationToken cancellationToken)
    {
        try
        {
            return await StreamTarget.ResolveAsync(server, authority, cancellationToken);
        }
        catch (SocketException unknown)
        {
            throw new CommandException($"{server.DnsSafeHost}: {unknown.Message}");
        }
    }

    private HttpClient NewHttp()
    {
        var handler = new SocketsHttpHandler
        {
            // The load goes where it was sent, and nowhere else.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxConnectionsPerServer = HttpConnections,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = StreamTarget.PolicyOf(authority) },
        };
        var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("parley-load");
        return http;
    }

    private async Task<IReadOnlyList<string>> RemoveAsync(LoadSite site)
    {
        using var patience = new CancellationTokenSource(RemoveWithin, terminal.Time);
        return await site.RemoveAsync(patience.Token);
    }

    private async Task SignOutAsync(ParleyClient owner)
    {
        using var patience = new CancellationTokenSource(RemoveWithin, terminal.Time);
        try
        {
            await owner.SignOutAsync(patience.Token);
        }
        catch (Exception failure) when (failure is ParleyException or OperationCanceledException)
        {
            await terminal.Error.WriteLineAsync($"parley: the run's own sign-in could not be ended: {failure.Message}");
        }
    }

    private static string? NullIfEmpty(string? text)
    {
        return string.IsNullOrEmpty(text) ? null : text;
    }
}

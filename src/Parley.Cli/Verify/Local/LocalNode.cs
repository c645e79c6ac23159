using System.Net.Sockets;

namespace Parley.Cli.Verify.Local;

/// <summary>One process of the server, always at the same address.</summary>
internal sealed class LocalNode(int number, LocalNodeOptions options, LocalService service, Uri address, HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);

    // Read by the proxy while the nemesis writes.
    private volatile bool _isLeaving;

    public int Number => number;

    /// <summary>Its way to the database.</summary>
    public required TcpProxy ToDatabase { get; init; }

    /// <summary>Its way to the broker; null: the bus has none.</summary>
    public required TcpProxy? ToBroker { get; init; }

    /// <summary>As <c>--roles</c> has them.</summary>
    public string Roles => options.Roles;

    public Uri Address => address;

    /// <summary>Where it says that it is ready: on its management port, when it is given one.</summary>
    private Uri Health => new(options.Environment.TryGetValue("Parley__ManagementPort", out var port) ? new Uri($"http://127.0.0.1:{port}/") : address, "health/ready");

    /// <summary>Whether it should be there: nobody has killed or stopped it.</summary>
    public bool IsMeantToRun { get; private set; }

    /// <summary>Nothing new is to be sent to it, though it serves on.</summary>
    public bool IsLeaving => _isLeaving;

    public bool IsRunning => service.IsRunning;

    public int ExitCode => service.ExitCode;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        service.Start();
        IsMeantToRun = true;
        _isLeaving = false;
        await service.BecomesReadyAsync(IsReadyAsync, ReadyWithin, startsAgain: false, cancellationToken);
    }

    public Task KillAsync()
    {
        IsMeantToRun = false;
        return service.KillAsync();
    }

    public Task PauseAsync()
    {
        return service.SignalAsync("STOP");
    }

    public Task ContinueAsync()
    {
        return service.SignalAsync("CONT");
    }

    /// <summary>Off the proxy's list, and then SIGTERM, as Kubernetes does it.</summary>
    /// <returns>The exit code; null: it did not end in time, and was killed.</returns>
    public async Task<int?> StopAsync()
    {
        var leave = options.Leave;
        IsMeantToRun = false;
        _isLeaving = true;
        await Task.Delay(leave.PreStop, time);
        await service.SignalAsync("TERM");
        if (await service.EndsWithinAsync(leave.Grace - leave.PreStop))
        {
            return service.ExitCode;
        }

        await service.KillAsync();
        return null;
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(Health, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}

using System.Diagnostics;
using Parley.Bench.Results;

namespace Parley.Bench.FanOut;

/// <summary>Reads the page of a server for Prometheus each second, until it is stopped.</summary>
internal sealed class MetricsReader : IAsyncDisposable
{
    // Of what the load is about: a page without it would be one of a server that measures nothing.
    private const string Measured = "parley_realtime_deliveries_total";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly HttpClient _client = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Figures _took = new();
    private readonly Task _work;
    private string _last = "";

    /// <param name="port">The management port.</param>
    public MetricsReader(int port)
    {
        _work = ReadAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
    }

    /// <returns>The last page and the median time.</returns>
    /// <exception cref="InvalidOperationException">The server was not measured.</exception>
    public async Task<MetricsPageReads> StopAsync()
    {
        await _stop.CancelAsync();
        await _work;
        return _last.Contains(Measured, StringComparison.Ordinal)
            ? new MetricsPageReads(_last.Length, _took.Median)
            : throw new InvalidOperationException($"The server's metrics have no {Measured}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _client.Dispose();
    }

    private async Task ReadAsync(Uri page)
    {
        using var ticks = new PeriodicTimer(Every, TimeProvider.System);
        try
        {
            while (await ticks.WaitForNextTickAsync(_stop.Token))
            {
                var start = Stopwatch.GetTimestamp();
                _last = await _client.GetStringAsync(page, _stop.Token);
                _took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It was stopped.
        }
    }
}

/// <param name="Bytes">Of the last page; it is ASCII.</param>
/// <param name="Milliseconds">How long one took to be read.</param>
internal sealed record MetricsPageReads(int Bytes, double Milliseconds);

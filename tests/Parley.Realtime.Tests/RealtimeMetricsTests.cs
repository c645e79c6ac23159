using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Realtime.Feeds;
using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests;

/// <summary>What a server and its clients seldom show, measured by the engine alone.</summary>
public sealed class RealtimeMetricsTests : IDisposable
{
    private static readonly Guid Channel = EngineWorld.Id(1);
    private static readonly Guid Ana = EngineWorld.Id(100);

    private readonly EngineWorld _world = new();

    public RealtimeMetricsTests()
    {
        _world.Log.Join(Channel, Ana);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_resume_that_a_fault_ends_has_failed()
    {
        _world.Ports.OnFollowedRead = _ => throw new InvalidOperationException("The test's fault.");

        _world.Connect(Ana, "e1", (Channel, 1));

        Assert.Equal((1, 0), (_world.Meters["parley.realtime.resumes{outcome=failed}"], _world.Meters.Count("parley.realtime.resume.duration")));
        Assert.Equal(1, _world.Meters["parley.realtime.closes{reason=server_fault}"]);
    }

    [Fact]
    public void What_waits_for_clients_and_for_the_slowest_of_them()
    {
        var (quick, slow) = (_world.Connect(Ana), _world.Connect(Ana));
        quick.Take();
        slow.Take();

        _world.Hint(_world.Log.Post(Channel, textBytes: 1_000));
        quick.Take();
        var waiting = slow.Connection.PendingBytes;

        Assert.InRange(waiting, 1_000, 2_000);
        Assert.Equal((waiting, waiting), (_world.Meters.Read("parley.realtime.queue.size"), _world.Meters.Read("parley.realtime.queue.largest")));
        Assert.Equal(1, _world.Meters.Read("parley.realtime.feeds"));
    }

    [Fact]
    public void By_how_much_a_channel_was_ahead_at_a_look()
    {
        _world.Connect(Ana);
        for (var lost = 0; lost < 3; lost++)
        {
            _world.Log.Post(Channel);
        }

        Look();
        Look();

        Assert.Equal((1, 3), (_world.Meters.Count("parley.realtime.heads.lag"), _world.Meters["parley.realtime.heads.lag"]));
        Assert.Equal(1, _world.Meters["parley.realtime.gap_reads"]);
    }

    [Theory]
    [InlineData("hint")]
    [InlineData("log")]
    public void How_long_an_event_took_by_its_own_time_once_for_all_of_its_readers(string source)
    {
        var at = _world.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        _world.Connect(Ana);
        _world.Connect(Ana);
        var json = $$$"""{"type":"message.posted","channelId":"{{{Channel}}}","seq":2,"at":"{{{at}}}","actorId":"{{{Ana}}}","data":{"text":"\"at\":\"2001-01-01"}}""";
        _world.Log.Add(Channel, Encoding.UTF8.GetBytes(json));
        var logged = Assert.Single(_world.Log.Read(new EventRange(Channel, 1, 1)));
        _world.Time.Advance(TimeSpan.FromSeconds(0.75));

        if (source == "hint")
        {
            _world.Hint(logged);
        }
        else
        {
            _world.HintHead(logged);
        }

        var name = $"parley.realtime.delivery.duration{{source={source}}}";
        Assert.Equal((1, 0.75), (_world.Meters.Count(name), _world.Meters[name]));
        Assert.Equal(2, _world.Meters["parley.realtime.deliveries"]);
    }

    [Fact]
    public void Measuring_a_delivery_allocates_nothing_while_somebody_reads_the_meter()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new RealtimeMetrics(services.GetRequiredService<IMeterFactory>());
        var factory = services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == factory)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        long measured = 0;
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => measured++);
        listener.Start();
        var json = Encoding.UTF8.GetBytes($$"""{"type":"message.posted","channelId":"{{Channel}}","seq":2,"at":"2026-03-04T05:06:07.089Z"}""");
        var now = new DateTimeOffset(2026, 3, 4, 5, 6, 8, TimeSpan.Zero);
        metrics.Delivered(1, now - EventTime.Of(json), isFromLog: false);
        measured = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var delivery = 0; delivery < 1_000; delivery++)
        {
            metrics.Delivered(1, now - EventTime.Of(json), isFromLog: false);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1_000, measured);
    }

    private void Look()
    {
        _ = _world.Scheduler.Start(() => _world.Hub.Heads.PollAsync(TestContext.Current.CancellationToken));
        _world.Scheduler.RunAll();
    }
}

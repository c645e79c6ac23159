using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Parley.Contracts;
using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests;

public sealed class RealtimeServicesTests
{
    private static readonly Guid Channel = EngineWorld.Id(1);
    private static readonly Guid Ana = EngineWorld.Id(100);

    private readonly ModelLog _log = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_host_runs_the_loops_and_closes_the_connections_when_it_stops()
    {
        _log.Join(Channel, Ana);
        using var host = Host(_ => { });
        await host.StartAsync(TestContext.Current.CancellationToken);
        var hub = host.Services.GetRequiredService<EventStreamHub>();
        var (server, stream) = Duplex.Pair();
        await using var client = new HubClient(stream, hub.RunAsync(server, socket: null, Ana.ToString()));
        _log.Post(Channel);
        await client.SendAsync(new ConnectFrame { Epoch = "e1", Cursors = new Dictionary<Guid, long> { [Channel] = 1 } });
        await client.ReceiveAsync(FrameTypes.Ready);
        await client.ReceiveAsync("message.posted");
        await client.SendAsync($$"""{"type":"watch-presence","accountIds":["{{Ana}}"]}""");
        await client.ReceiveAsync(FrameTypes.Presence);

        // Its hint is lost; the poll of the heads finds it. The presence loop tells of the connection itself.
        _log.Post(Channel);
        _time.Advance(TimeSpan.FromSeconds(1));
        string?[] types = [await client.ReceiveTypeAsync(), await client.ReceiveTypeAsync()];
        Assert.Equal(["message.posted", FrameTypes.Presence], types.Order());

        var stopped = host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CloseCodes.ServerStopping, await client.ReceiveCloseAsync());
        await client.CloseAsync();
        await stopped;
        await client.EndedAsync();
    }

    [Fact]
    public void The_in_process_bus_is_there_unless_another_one_is()
    {
        using var alone = Host(_ => { });
        Assert.IsType<InProcessHintBus>(alone.Services.GetRequiredService<IHintBus>());

        var bus = new DirectBus();
        using var withBus = Host(services => services.AddSingleton<IHintBus>(bus));
        Assert.Same(bus, withBus.Services.GetRequiredService<IHintBus>());
    }

    [Fact]
    public async Task Options_that_cannot_work_stop_the_start()
    {
        using var range = Host(services => services.Configure<RealtimeOptions>(options => options.RingEvents = 0));
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => range.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(nameof(RealtimeOptions.RingEvents), wrong.Message, StringComparison.Ordinal);

        using var sum = Host(services => services.Configure<RealtimeOptions>(options => options.RingBytes = options.PendingBytes));
        await Assert.ThrowsAsync<OptionsValidationException>(() => sum.StartAsync(TestContext.Current.CancellationToken));

        using var silence = Host(services => services.Configure<RealtimeOptions>(options => options.PingAfter = options.SilenceTimeout));
        await Assert.ThrowsAsync<OptionsValidationException>(() => silence.StartAsync(TestContext.Current.CancellationToken));
    }

    private IHost Host(Action<IServiceCollection> configure)
    {
        var ports = new ModelPorts(_log) { IsPrompt = true };
        ports.Adjust = (_, followed) => followed with { AnnouncedIn = [Channel], PresenceOf = [Channel] };
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IConnectionGate>(ports);
        builder.Services.AddSingleton<IEventReader>(ports);
        configure(builder.Services);
        builder.Services.AddRealtime();
        return builder.Build();
    }
}

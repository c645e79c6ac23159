using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Parley.Contracts;
using Parley.Realtime.Connections;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Tests.Support;

/// <summary>The engine over a model log, on the test's own thread and clock: nothing happens that the test does not start.</summary>
internal sealed class EngineWorld : IDisposable
{
    public EngineWorld(RealtimeOptions? options = null, DirectBus? bus = null)
    {
        Options = options ?? new RealtimeOptions();
        Bus = bus ?? new DirectBus();
        Ports = new ModelPorts(Log) { IsPrompt = true };
        Hub = new EventStreamHub(Ports, Ports, Bus, Options, Time, Meters, NullLoggerFactory.Instance, Scheduler);
    }

    public RealtimeOptions Options { get; }

    public FakeTimeProvider Time { get; } = new();

    public ModelLog Log { get; } = new();

    public ModelPorts Ports { get; }

    public DirectBus Bus { get; }

    public TestMeters Meters { get; } = new();

    public SteppedScheduler Scheduler { get; } = new();

    public EventStreamHub Hub { get; }

    /// <summary>Whether clients take what is for them in the worst portions.</summary>
    public bool SocketsAreOftenFull { get; init; }

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>Opens a connection of the account and lets it catch up.</summary>
    public TestConnection Connect(Guid accountId, string? epoch = null, params (Guid ChannelId, long Seq)[] cursors)
    {
        var client = Open();
        Send(client, new ConnectFrame
        {
            Token = accountId.ToString(),
            Epoch = epoch,
            Cursors = cursors.ToDictionary(one => one.ChannelId, one => one.Seq),
        });
        Scheduler.RunAll();
        return client;
    }

    public TestConnection Open()
    {
        var writer = new RecordingWriter(Time) { IsOftenFull = SocketsAreOftenFull };
        return new TestConnection(Hub.Open(writer, input: null, cookieToken: null), writer);
    }

    public Task Send(TestConnection client, ConnectFrame connect)
    {
        return Send(client, JsonSerializer.SerializeToUtf8Bytes(connect, ParleyJsonContext.Default.ConnectFrame));
    }

    public Task Send(TestConnection client, ReadOnlyMemory<byte> json)
    {
        var sent = Scheduler.Start(() => Hub.HandleAsync(client.Connection, json).AsTask());
        Scheduler.RunAll();
        return sent;
    }

    public void End(TestConnection client)
    {
        var ended = Scheduler.Start(() => Hub.EndAsync(client.Connection));
        Scheduler.RunAll();
        Assert.True(ended.IsCompletedSuccessfully, "The connection did not end.");
    }

    public void Hint(LoggedEvent logged)
    {
        Bus.Publish(new ChannelHint(logged.ChannelId, logged.Seq, logged));
        Scheduler.RunAll();
    }

    public void HintHead(LoggedEvent logged)
    {
        Bus.Publish(new ChannelHint(logged.ChannelId, logged.Seq, Event: null));
        Scheduler.RunAll();
    }

    public void HintJoined(LoggedEvent joined)
    {
        Bus.Publish(new AccountHint.Joined(joined.SubjectId, joined.ChannelId, joined.Seq));
        Scheduler.RunAll();
    }

    public void Advance(TimeSpan time)
    {
        Time.Advance(time);
        Scheduler.RunAll();
    }

    public void Dispose()
    {
        Hub.Dispose();
        Meters.Dispose();
    }
}

internal sealed record TestConnection(Connection Connection, RecordingWriter Writer)
{
    /// <summary>Takes what waits, in short: <c>ready</c>, <c>reset:7</c>, <c>5</c> for an event, the type of anything else.</summary>
    public IReadOnlyList<string> Take()
    {
        return [.. Writer.TakeAll().Select(Short)];
    }

    private static string Short(SentFrame frame)
    {
        if (frame.Opcode == SentFrame.Close)
        {
            return $"close:{frame.CloseCode}";
        }

        if (frame.Opcode == SentFrame.Ping)
        {
            return "(ping)";
        }

        var json = frame.Parse();
        var type = json.GetProperty("type").GetString()!;
        return type switch
        {
            FrameTypes.ChannelReset => $"reset:{json.GetProperty("head").GetInt64()}",
            _ when json.TryGetProperty("seq", out var seq) && type != FrameTypes.ReadMarker => seq.GetRawText(),
            _ => type,
        };
    }
}

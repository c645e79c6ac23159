using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Realtime.Feeds;
using Parley.Realtime.Frames;
using Parley.Realtime.Ports;

namespace Parley.Microbenchmarks;

/// <summary>What is done once per message: its event is encoded, gets its seq, and becomes a frame. The baseline writes the same through a document.</summary>
public class EventBenchmarks
{
    private EncodedEvent _encoded = null!;
    private LoggedEvent _logged = null!;
    private byte[] _json = [];

    [GlobalSetup]
    public void Prepare()
    {
        _encoded = Samples.Encode();
        _logged = Samples.Logged(58);
        _json = _logged.Json.ToArray();
    }

    [Benchmark(Baseline = true)]
    public byte[] EncodeByDocument()
    {
        var posted = new ChannelEventDto
        {
            Type = ChannelEventTypes.MessagePosted,
            ChannelId = Samples.ChannelId,
            Seq = 58,
            At = Samples.At,
            ActorId = Samples.AuthorId,
            Data = JsonSerializer.SerializeToElement(Samples.Data, ParleyJson.Context.MessagePosted),
        };
        return JsonSerializer.SerializeToUtf8Bytes(posted, ParleyJson.Context.ChannelEventDto);
    }

    [Benchmark]
    public object Encode()
    {
        return Samples.Encode();
    }

    [Benchmark]
    public byte[] PutSeq()
    {
        return _encoded.WithSeq(58);
    }

    [Benchmark]
    public object FrameText()
    {
        return Frame.Text(_json);
    }

    [Benchmark]
    public object FrameEvent()
    {
        return FramedEvent.Of(_logged).Frame;
    }
}

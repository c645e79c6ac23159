using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Parley.Contracts;
using Parley.Realtime.Frames;

namespace Parley.Microbenchmarks;

/// <summary>What REST and the event stream read and write: a page of 50 messages, a client's frames.</summary>
public class JsonBenchmarks
{
    private static readonly byte[] Ping = "{\"type\":\"ping\",\"n\":41}"u8.ToArray();

    private readonly MessagePage _page = Samples.Page(50);
    private byte[] _connect = [];

    [GlobalSetup]
    public void Prepare()
    {
        var cursors = Enumerable.Range(1, 20).ToDictionary(number => new Guid(number, 0, 0, new byte[8]), number => (long)number);
        _connect = JsonSerializer.SerializeToUtf8Bytes(new ConnectFrame { Token = "parley_si_token", Epoch = "1", Cursors = cursors }, ParleyJson.Context.ConnectFrame);
    }

    [Benchmark]
    public byte[] WriteMessagePage()
    {
        return JsonSerializer.SerializeToUtf8Bytes(_page, ParleyJson.Context.MessagePage);
    }

    [Benchmark]
    public object? ReadConnectWith20Cursors()
    {
        return JsonSerializer.Deserialize(_connect, ParleyJson.Context.ConnectFrame);
    }

    [Benchmark]
    public string? FindTypeOfPing()
    {
        return ClientFrame.TypeOf(Ping);
    }
}

using System.Text;
using System.Text.Json;
using Parley.Cli.Load.Streams;
using Parley.Contracts;

namespace Parley.Cli.Tests.Load.Streams;

public sealed class EventFrameTests
{
    private static readonly Guid ChannelId = Guid.Parse("0198f2ab-0000-7000-8000-000000000001");
    private static readonly Guid StampId = Guid.Parse("0198f2ab-0000-8000-8000-000000000002");

    [Theory]
    [InlineData("""{"type":"message.posted","channelId":"ID","seq":42,"at":"2026-11-22T17:00:00.000Z","actorId":"ID","data":{"text":"SID a \"b\" {"}}""")]
    [InlineData("""{"data":{"clientMessageId":"ID","files":[{"seq":1}],"text":"SID"},"later":{"type":"x","seq":7},"seq":42,"channelId":"ID","type":"message.posted"}""")]
    public void A_posted_message_is_read_whatever_the_order_of_its_fields(string json)
    {
        var frame = Read(json);

        Assert.Equal((EventFrameKind.Event, ChannelId, 42L, StampId), (frame.Kind, frame.ChannelId, frame.Seq, frame.StampId));
    }

    [Fact]
    public void What_the_server_writes_is_read()
    {
        var data = JsonSerializer.SerializeToElement(new MessagePosted { Text = $"{StampId} Übung 🚀" }, ParleyJson.Context.MessagePosted);
        var posted = new ChannelEventDto { Type = ChannelEventTypes.MessagePosted, ChannelId = ChannelId, Seq = 7, At = DateTimeOffset.UnixEpoch, ActorId = ChannelId, Data = data };

        var frame = EventFrame.Read(JsonSerializer.SerializeToUtf8Bytes(posted, ParleyJson.Context.ChannelEventDto));

        Assert.Equal((EventFrameKind.Event, ChannelId, 7L, StampId), (frame.Kind, frame.ChannelId, frame.Seq, frame.StampId));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"ahoy\"")]
    [InlineData("\"as long as thirty-six characters may be\"")]
    [InlineData("\"\\u0053ID\"")]
    [InlineData("{\"text\":\"SID\"}")]
    [InlineData("null")]
    public void A_text_that_begins_with_no_id_is_a_message_all_the_same(string text)
    {
        var frame = Read($$$"""{"type":"message.posted","channelId":"ID","data":{"text":{{{text}}}},"seq":42}""");

        Assert.Equal((EventFrameKind.Event, ChannelId, 42L, Guid.Empty), (frame.Kind, frame.ChannelId, frame.Seq, frame.StampId));
    }

    [Theory]
    [InlineData(EventFrameKind.Event, """{"type":"member.joined","channelId":"ID","seq":3,"data":{"accountId":"ID"}}""")]
    [InlineData(EventFrameKind.Event, """{"type":"of.a.later.version","channelId":"ID","seq":3}""")]
    [InlineData(EventFrameKind.Other, """{"type":"read-marker","channelId":"ID","seq":3}""")]
    [InlineData(EventFrameKind.Other, """{"type":"presence","isSnapshot":true,"accounts":{"ID":"online"}}""")]
    [InlineData(EventFrameKind.Other, """{"type":"typing","channelId":"ID","accountId":"ID"}""")]
    [InlineData(EventFrameKind.Other, """{"type":"me.changed"}""")]
    [InlineData(EventFrameKind.Pong, """{"type":"pong","n":1}""")]
    [InlineData(EventFrameKind.Ready, """{"type":"ready","connectionId":"ID","accountId":"ID","epoch":"e","heads":{"ID":5}}""")]
    [InlineData(EventFrameKind.Reset, """{"type":"channel.reset","channelId":"ID","head":5}""")]
    public void Every_frame_is_of_its_kind(object kind, string json)
    {
        Assert.Equal(kind, Read(json).Kind);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"message.posted","seq":"1"}""")]
    [InlineData("""{"type":"message.posted","seq":1.5}""")]
    [InlineData("""{"type":"message.posted","channelId":"nobody"}""")]
    [InlineData("""{"type":"message.posted","channelId":null}""")]
    [InlineData("""{"type":"message.posted""")]
    public void What_is_no_frame_is_said(string json)
    {
        Assert.ThrowsAny<JsonException>(() => Read(json));
    }

    [Fact]
    public void Reading_a_frame_allocates_nothing()
    {
        var bytes = Encoding.UTF8.GetBytes($$$"""{"type":"message.posted","channelId":"{{{ChannelId}}}","seq":42,"data":{"text":"{{{StampId}}} t"}}""");
        EventFrame.Read(bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 1_000; time++)
        {
            EventFrame.Read(bytes);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static EventFrame Read(string json)
    {
        return EventFrame.Read(Encoding.UTF8.GetBytes(json.Replace("SID", StampId.ToString(), StringComparison.Ordinal).Replace("ID", ChannelId.ToString(), StringComparison.Ordinal)));
    }
}

using System.Text;
using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Messages;

namespace Parley.Modules.Tests.Channels;

public sealed class EncodedEventTests
{
    private static readonly Guid Channel = Guid.Parse("0193b7c2-5d4e-7f01-8a2b-3c4d5e6f7a8b");
    private static readonly DateTimeOffset At = new(2026, 11, 22, 18, 0, 0, 7, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(long.MaxValue)]
    public void An_event_is_written_as_the_protocol_says_with_its_seq(long seq)
    {
        var json = Encoding.UTF8.GetString(Encode("\"seq\":0 שלום").WithSeq(seq));

        Assert.Equal(
            $$$"""{"type":"message.posted","channelId":"{{{Channel}}}","seq":{{{seq}}},"at":"2026-11-22T18:00:00.007Z","actorId":"{{{Channel}}}","data":{"text":"\"seq\":0 שלום"}}""",
            json);
    }

    [Theory]
    [InlineData(7, "ahoy")]
    [InlineData(long.MaxValue, "שלום 😀")]
    public void Written_to_a_buffer_it_is_the_same_whatever_was_encoded_before(long seq, string text)
    {
        Encode(new string('x', 100_000));
        var encoded = Encode(text);
        var buffer = new byte[encoded.MaxBytes];

        var length = encoded.Write(seq, buffer);

        Assert.Equal(encoded.WithSeq(seq), buffer[..length]);
        Assert.Equal(text, JsonDocument.Parse(buffer.AsMemory(0, length)).RootElement.GetProperty("data").GetProperty("text").GetString());
    }

    [Fact]
    public void A_message_of_a_hundred_bytes_and_the_head_of_its_frame_are_less_than_three_hundred()
    {
        Assert.InRange(Encode(new string('x', 100)).WithSeq(1_000_000_000).Length + 4, 100, 300);
    }

    [Fact]
    public void A_deleted_messages_event_keeps_all_but_its_text()
    {
        var stored = Encode("a secret").WithSeq(42);

        var redacted = ChangeMessage.WithoutText(stored);

        Assert.Equal(Encode("").WithSeq(42), redacted);
        Assert.Equal("", JsonDocument.Parse(redacted).RootElement.GetProperty("data").GetProperty("text").GetString());
    }

    [Fact]
    public void An_event_of_an_earlier_version_with_a_client_message_id_is_read_and_loses_its_text_alone()
    {
        var stored = Encoding.UTF8.GetBytes(
            $$$"""{"type":"message.posted","channelId":"{{{Channel}}}","seq":42,"at":"2026-11-22T18:00:00.007Z","actorId":"{{{Channel}}}","data":{"text":"a secret","clientMessageId":"{{{Channel}}}"}}""");

        var read = JsonSerializer.Deserialize(stored, ParleyJson.Context.ChannelEventDto)!;
        var redacted = ChangeMessage.WithoutText(stored);

        Assert.Equal(new MessagePosted { Text = "a secret" }, read.Data.Deserialize(ParleyJson.Context.MessagePosted));
        Assert.Equal(Encoding.UTF8.GetString(stored).Replace("a secret", "", StringComparison.Ordinal), Encoding.UTF8.GetString(redacted));
    }

    private static EncodedEvent Encode(string text)
    {
        var data = new MessagePosted { Text = text };
        return EncodedEvent.Create(ChannelEventTypes.MessagePosted, Channel, At, Channel, data, ParleyJson.Context.MessagePosted);
    }
}

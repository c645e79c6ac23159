using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Realtime.Ports;

namespace Parley.Microbenchmarks;

/// <summary>A message as people write it, in the shapes that it takes on its way.</summary>
internal static class Samples
{
    public const string Text = "The build is green again: it was the clock of the second machine, which ran three minutes late. 🎉";

    public static readonly Guid ChannelId = new("019a0000-0000-7000-8000-000000000001");
    public static readonly Guid AuthorId = new("019a0000-0000-7000-8000-000000000002");
    public static readonly Guid ClientMessageId = new("019a0000-0000-7000-8000-000000000003");
    public static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero);

    public static MessagePosted Data { get; } = new() { Text = Text };

    public static EncodedEvent Encode()
    {
        return EncodedEvent.Create(ChannelEventTypes.MessagePosted, ChannelId, At, AuthorId, Data, ParleyJson.Context.MessagePosted);
    }

    public static LoggedEvent Logged(long seq)
    {
        return new LoggedEvent(ChannelId, seq, Encode().WithSeq(seq), EventEffect.None, Guid.Empty);
    }

    public static MessagePage Page(int messages)
    {
        return new MessagePage
        {
            Messages =
            [
                .. Enumerable.Range(1, messages).Select(seq => new MessageDto
                {
                    ChannelId = ChannelId, Seq = seq, AuthorId = AuthorId, Text = Text, PostedAt = At, ClientMessageId = ClientMessageId,
                }),
            ],
            HasOlder = true,
            HasNewer = false,
            Head = messages,
            Epoch = "1",
        };
    }
}

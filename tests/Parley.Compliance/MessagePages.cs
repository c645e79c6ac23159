using System.Buffers;
using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.Messages;

namespace Parley.Compliance;

public static class MessagePages
{
    /// <summary>A page as clients read it. Its bytes, every time, are those that the contract's own serializer writes.</summary>
    public static async Task<MessagePage> ReadAsync(this IMessageStore store, Guid channelId, MessageWindow window, CancellationToken cancellationToken, Guid viewerId = default)
    {
        var json = new ArrayBufferWriter<byte>();
        await store.WritePageAsync(channelId, window, viewerId, json, cancellationToken);
        var page = JsonSerializer.Deserialize(json.WrittenSpan, ParleyJson.Context.MessagePage)!;
        Assert.Equal(JsonSerializer.Serialize(page, ParleyJson.Context.MessagePage), System.Text.Encoding.UTF8.GetString(json.WrittenSpan));
        return page;
    }
}

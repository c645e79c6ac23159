using System.Globalization;
using Parley.Contracts;

namespace Parley.Client;

// Messages, read markers and the log itself.
public sealed partial class ParleyClient
{
    /// <summary>
    /// Posts a message. When no answer comes, or 429 or 5xx, it is sent again with the same id, which makes one message however often it arrives.
    /// </summary>
    /// <param name="clientMessageId">
    /// New for each message: <c>Guid.CreateVersion7(time.GetUtcNow())</c>. A caller that outlives a crash of its own stores it before the call
    /// and repeats the call with it.
    /// </param>
    /// <exception cref="ParleyException">
    /// <see cref="ParleyException.IsTransient"/>: whether the message was stored is unknown, and the call may be repeated with the same id.
    /// Otherwise nothing happened: <see cref="ErrorCodes.MessageEmpty"/>, <see cref="ErrorCodes.MessageTooLong"/>, <see cref="ErrorCodes.NotAMember"/>,
    /// <see cref="ErrorCodes.NotFound"/>, <see cref="ErrorCodes.ChannelArchived"/>.
    /// </exception>
    public Task<MessageDto> PostMessageAsync(Guid channelId, string text, Guid clientMessageId, CancellationToken cancellationToken)
    {
        var request = new PostMessageRequest { Text = text, ClientMessageId = clientMessageId };
        return SendAsync(
            HttpMethod.Post,
            $"api/v1/channels/{channelId}/messages",
            request,
            ParleyJson.Context.PostMessageRequest,
            ParleyJson.Context.MessageDto,
            cancellationToken,
            repeat: true);
    }

    /// <summary>The channel's newest messages, ascending by seq.</summary>
    /// <param name="limit">1 to <see cref="Limits.PageSize"/>; null: <see cref="Limits.DefaultPageSize"/>.</param>
    public Task<MessagePage> ReadMessagesAsync(Guid channelId, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(Page($"api/v1/channels/{channelId}/messages", cursor: null, limit), ParleyJson.Context.MessagePage, cancellationToken);
    }

    /// <summary>The newest messages with a seq below <paramref name="before"/>, ascending.</summary>
    public Task<MessagePage> ReadMessagesBeforeAsync(Guid channelId, long before, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(Page($"api/v1/channels/{channelId}/messages", cursor: null, limit, $"&before={before}"), ParleyJson.Context.MessagePage, cancellationToken);
    }

    /// <summary>The oldest messages with a seq above <paramref name="after"/>, ascending.</summary>
    public Task<MessagePage> ReadMessagesAfterAsync(Guid channelId, long after, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(Page($"api/v1/channels/{channelId}/messages", cursor: null, limit, $"&after={after}"), ParleyJson.Context.MessagePage, cancellationToken);
    }

    /// <summary>The oldest messages that were posted at a moment or later, ascending.</summary>
    public Task<MessagePage> ReadMessagesSinceAsync(Guid channelId, DateTimeOffset since, int? limit, CancellationToken cancellationToken)
    {
        var from = Uri.EscapeDataString(since.ToString("O", CultureInfo.InvariantCulture));
        return GetAsync(Page($"api/v1/channels/{channelId}/messages", cursor: null, limit, $"&since={from}"), ParleyJson.Context.MessagePage, cancellationToken);
    }

    public Task<MessageDto> ReadMessageAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        return GetAsync($"api/v1/channels/{channelId}/messages/{seq}", ParleyJson.Context.MessageDto, cancellationToken);
    }

    /// <summary>What an edited message said before, oldest first.</summary>
    public Task<MessageVersionList> ReadMessageVersionsAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        return GetAsync($"api/v1/channels/{channelId}/messages/{seq}/versions", ParleyJson.Context.MessageVersionList, cancellationToken);
    }

    public Task<MessageDto> EditMessageAsync(Guid channelId, long seq, string text, CancellationToken cancellationToken)
    {
        var request = new EditMessageRequest { Text = text };
        return SendAsync(
            HttpMethod.Patch, $"api/v1/channels/{channelId}/messages/{seq}", request, ParleyJson.Context.EditMessageRequest, ParleyJson.Context.MessageDto, cancellationToken);
    }

    public Task DeleteMessageAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, $"api/v1/channels/{channelId}/messages/{seq}", cancellationToken);
    }

    /// <param name="emoji">One emoji of Unicode.</param>
    public Task AddReactionAsync(Guid channelId, long seq, string emoji, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Put, $"api/v1/channels/{channelId}/messages/{seq}/reactions/{Uri.EscapeDataString(emoji)}", cancellationToken);
    }

    public Task RemoveReactionAsync(Guid channelId, long seq, string emoji, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, $"api/v1/channels/{channelId}/messages/{seq}/reactions/{Uri.EscapeDataString(emoji)}", cancellationToken);
    }

    /// <summary>What is pinned to the channel, the newest pin first.</summary>
    public Task<PinnedMessageList> ReadPinsAsync(Guid channelId, CancellationToken cancellationToken)
    {
        return GetAsync($"api/v1/channels/{channelId}/pins", ParleyJson.Context.PinnedMessageList, cancellationToken);
    }

    public Task PinMessageAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Put, $"api/v1/channels/{channelId}/pins/{seq}", cancellationToken);
    }

    public Task UnpinMessageAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, $"api/v1/channels/{channelId}/pins/{seq}", cancellationToken);
    }

    /// <summary>Which messages the account saved for later, in all workspaces.</summary>
    public Task<SavedMessageRefList> ReadSavedMessageRefsAsync(CancellationToken cancellationToken)
    {
        return GetAsync("api/v1/me/saved-messages", ParleyJson.Context.SavedMessageRefList, cancellationToken);
    }

    public Task<SavedMessagePage> ReadSavedMessagesAsync(Guid workspaceId, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(Page($"api/v1/workspaces/{workspaceId}/saved-messages", cursor, limit), ParleyJson.Context.SavedMessagePage, cancellationToken);
    }

    public Task SaveMessageAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Put, $"api/v1/channels/{channelId}/messages/{seq}/saved", cancellationToken);
    }

    public Task RemoveSavedMessageAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, $"api/v1/channels/{channelId}/messages/{seq}/saved", cancellationToken);
    }

    /// <summary>What waits in the account's composers, of all workspaces.</summary>
    public Task<DraftList> ReadDraftsAsync(CancellationToken cancellationToken)
    {
        return GetAsync("api/v1/me/drafts", ParleyJson.Context.DraftList, cancellationToken);
    }

    /// <param name="channelId">The channel.</param>
    /// <param name="threadSeq">The root of the thread; null: the channel itself.</param>
    /// <param name="text">In place of what was there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<DraftDto> PutDraftAsync(Guid channelId, long? threadSeq, string text, CancellationToken cancellationToken)
    {
        return SendAsync(
            HttpMethod.Put,
            DraftPath(channelId, threadSeq),
            new PutDraftRequest { Text = text },
            ParleyJson.Context.PutDraftRequest,
            ParleyJson.Context.DraftDto,
            cancellationToken);
    }

    public Task DeleteDraftAsync(Guid channelId, long? threadSeq, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, DraftPath(channelId, threadSeq), cancellationToken);
    }

    /// <summary>Messages of the workspace that mention the caller, in channels that the caller is a member of, newest first.</summary>
    /// <param name="cursor">Of an earlier page; null: the first.</param>
    public Task<MentionPage> ReadMentionsAsync(Guid workspaceId, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(Page($"api/v1/workspaces/{workspaceId}/mentions", cursor, limit), ParleyJson.Context.MentionPage, cancellationToken);
    }

    /// <returns>The read marker as it is stored.</returns>
    public Task<ReadMarkerDto> MoveReadMarkerAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        var request = new ReadMarkerDto { Seq = seq };
        return SendAsync(
            HttpMethod.Put, $"api/v1/channels/{channelId}/read-marker", request, ParleyJson.Context.ReadMarkerDto, ParleyJson.Context.ReadMarkerDto, cancellationToken, repeat: true);
    }

    /// <summary>The channel's log: all events with a seq above <paramref name="after"/>, ascending.</summary>
    /// <param name="limit">1 to <see cref="Limits.PageSize"/>; null: <see cref="Limits.DefaultPageSize"/>.</param>
    public Task<ChannelEventPage> ReadEventsAsync(Guid channelId, long after, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(Page($"api/v1/channels/{channelId}/events", cursor: null, limit, $"&after={after}"), ParleyJson.Context.ChannelEventPage, cancellationToken);
    }

    private static string DraftPath(Guid channelId, long? threadSeq)
    {
        return $"api/v1/channels/{channelId}/draft{(threadSeq is null ? "" : $"?threadSeq={threadSeq}")}";
    }
}

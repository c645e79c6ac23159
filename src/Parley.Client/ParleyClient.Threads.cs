using Parley.Contracts;

namespace Parley.Client;

// Threads, and what the account is in them.
public sealed partial class ParleyClient
{
    /// <summary>Posts a reply; for the rest as <see cref="PostMessageAsync"/>.</summary>
    /// <param name="threadSeq">The seq of the thread's root.</param>
    /// <param name="alsoInChannel">Whether the channel shows it too.</param>
    /// <exception cref="ParleyException">
    /// As there, and <see cref="ErrorCodes.NoSuchThread"/>, <see cref="ErrorCodes.NotARoot"/>, <see cref="ErrorCodes.MessageDeleted"/>.
    /// </exception>
    public Task<MessageDto> PostReplyAsync(
        Guid channelId, long threadSeq, string text, Guid clientMessageId, bool alsoInChannel, CancellationToken cancellationToken)
    {
        var request = new PostMessageRequest { Text = text, ClientMessageId = clientMessageId, ThreadSeq = threadSeq, AlsoInChannel = alsoInChannel ? true : null };
        return SendAsync(
            HttpMethod.Post,
            $"api/v1/channels/{channelId}/messages",
            request,
            ParleyJson.Context.PostMessageRequest,
            ParleyJson.Context.MessageDto,
            cancellationToken,
            repeat: true);
    }

    /// <summary>The thread that a message is in, with its newest replies.</summary>
    /// <param name="seq">Of the root, or of a reply.</param>
    /// <param name="limit">1 to <see cref="Limits.PageSize"/>; null: <see cref="Limits.DefaultPageSize"/>.</param>
    public Task<ThreadPage> ReadThreadAsync(Guid channelId, long seq, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(Page(ThreadPath(channelId, seq), cursor: null, limit), ParleyJson.Context.ThreadPage, cancellationToken);
    }

    /// <summary>The newest replies with a seq below <paramref name="before"/>, ascending.</summary>
    public Task<ThreadPage> ReadThreadBeforeAsync(Guid channelId, long seq, long before, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(Page(ThreadPath(channelId, seq), cursor: null, limit, $"&before={before}"), ParleyJson.Context.ThreadPage, cancellationToken);
    }

    /// <summary>The oldest replies with a seq above <paramref name="after"/>, ascending.</summary>
    public Task<ThreadPage> ReadThreadAfterAsync(Guid channelId, long seq, long after, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(Page(ThreadPath(channelId, seq), cursor: null, limit, $"&after={after}"), ParleyJson.Context.ThreadPage, cancellationToken);
    }

    public Task<ThreadStateDto> FollowThreadAsync(Guid channelId, long threadSeq, CancellationToken cancellationToken)
    {
        return FollowAsync(HttpMethod.Put, channelId, threadSeq, cancellationToken);
    }

    public Task<ThreadStateDto> UnfollowThreadAsync(Guid channelId, long threadSeq, CancellationToken cancellationToken)
    {
        return FollowAsync(HttpMethod.Delete, channelId, threadSeq, cancellationToken);
    }

    /// <returns>What the thread is to the account now.</returns>
    public Task<ThreadStateDto> MoveThreadReadMarkerAsync(Guid channelId, long threadSeq, long seq, CancellationToken cancellationToken)
    {
        var request = new ReadMarkerDto { Seq = seq };
        return SendAsync(
            HttpMethod.Put,
            $"{ThreadPath(channelId, threadSeq)}/read-marker",
            request,
            ParleyJson.Context.ReadMarkerDto,
            ParleyJson.Context.ThreadStateDto,
            cancellationToken,
            repeat: true);
    }

    /// <summary>Every thread that the account follows, compactly.</summary>
    public Task<FollowedThreadsDto> ReadFollowedThreadsAsync(CancellationToken cancellationToken)
    {
        return GetAsync("api/v1/me/threads", ParleyJson.Context.FollowedThreadsDto, cancellationToken);
    }

    /// <summary>The threads that the account follows in a workspace, the last replied to first.</summary>
    /// <param name="cursor">Of an earlier page; null: the first one.</param>
    /// <param name="limit">1 to <see cref="Limits.PageSize"/>; null: <see cref="Limits.DefaultPageSize"/>.</param>
    public Task<ThreadList> ListThreadsAsync(Guid workspaceId, bool onlyUnread, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(
            Page($"api/v1/workspaces/{workspaceId}/threads", cursor, limit, onlyUnread ? "&unread=true" : ""), ParleyJson.Context.ThreadList, cancellationToken);
    }

    private Task<ThreadStateDto> FollowAsync(HttpMethod method, Guid channelId, long threadSeq, CancellationToken cancellationToken)
    {
        return _wire.SendAsync<object, ThreadStateDto>(
            _options.Token, method, $"{ThreadPath(channelId, threadSeq)}/follow", body: null, bodyType: null, ParleyJson.Context.ThreadStateDto, repeat: true, cancellationToken);
    }

    private static string ThreadPath(Guid channelId, long seq)
    {
        return $"api/v1/channels/{channelId}/messages/{seq}/thread";
    }
}

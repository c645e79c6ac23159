using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;
using Parley.Modules.Mentions;

namespace Parley.Modules.Messages;

/// <summary>Posts a message. Membership and idempotency are decided inside the log's transaction; a success costs no other query, unless the text calls someone.</summary>
internal sealed class PostMessage(IChannelLog log, IChannelAccess access, MentionResolver mentions, TimeProvider time)
{
    public async Task<PostMessageOutcome> RunAsync(Guid channelId, Guid authorId, PostMessageRequest request, CancellationToken cancellationToken)
    {
        if (MessageText.Check(request.Text) is { } problem)
        {
            return new PostMessageOutcome.Refused(problem);
        }

        if (request.ClientMessageId == Guid.Empty)
        {
            return new PostMessageOutcome.Refused(Problem.Invalid("clientMessageId", "must be a UUID of your own making, not the empty one."));
        }

        var mentioned = await mentions.ResolveAsync(channelId, authorId, request.Text, before: null, cancellationToken);
        var now = time.GetUtcNow();
        var data = new MessagePosted { Text = request.Text, Mentions = mentioned?.Wire };
        var draft = new MessageDraft
        {
            ChannelId = channelId,
            AuthorId = authorId,
            ClientMessageId = request.ClientMessageId,
            Text = request.Text,
            At = now,
            Event = EncodedEvent.Create(ChannelEventTypes.MessagePosted, channelId, now, authorId, data, ParleyJson.Context.MessagePosted),
            Mentions = mentioned,
        };
        return await log.PostAsync(draft) switch
        {
            PostOutcome.Posted(var seq) => new PostMessageOutcome.Posted(draft.ToMessage(seq)),
            PostOutcome.Repeated(var message) => new PostMessageOutcome.Repeated(message),
            PostOutcome.Archived => new PostMessageOutcome.Refused(Problem.ChannelArchived),
            PostOutcome.NotAMember => new PostMessageOutcome.Refused(await WhyNotAsync(channelId, authorId, cancellationToken)),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }

    /// <summary>Whoever may see the channel hears that joining it would help; to others it does not exist.</summary>
    private async Task<Problem> WhyNotAsync(Guid channelId, Guid authorId, CancellationToken cancellationToken)
    {
        return await access.FindAsync(authorId, channelId, cancellationToken) switch
        {
            null => Problem.NotFound,
            { ArchivedAt: not null } => Problem.ChannelArchived,
            _ => Problem.NotAMember,
        };
    }
}

internal abstract record PostMessageOutcome
{
    public sealed record Posted(MessageDto Message) : PostMessageOutcome;

    public sealed record Repeated(MessageDto Message) : PostMessageOutcome;

    public sealed record Refused(Problem Problem) : PostMessageOutcome;
}

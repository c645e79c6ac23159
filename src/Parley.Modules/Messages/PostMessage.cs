using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;
using Parley.Modules.Files;
using Parley.Modules.Mentions;

namespace Parley.Modules.Messages;

/// <summary>
/// Posts a message. Membership and idempotency are decided inside the log's transaction; a success costs no other query, but for a reply, whose event names
/// the author of the root, for files, which the event describes, and where the text calls someone.
/// </summary>
internal sealed class PostMessage(
    IChannelLog log, IChannelAccess access, IMessageStore messages, IFileStore files, MentionResolver mentions, IMessageFollower follower, MentionMetrics metrics, TimeProvider time)
{
    private static readonly Problem NoSuchThread = Problem.Create(
        400, ErrorCodes.NoSuchThread, "There is no such thread", "threadSeq must be the seq of a message in this channel.");

    private static readonly Problem NotARoot = Problem.Create(
        400, ErrorCodes.NotARoot, "That message is a reply itself", "threadSeq must be the seq of the thread's root, which a reply names as its own threadSeq.");

    private static readonly Problem NoSuchFile = Problem.Create(
        400, ErrorCodes.NoSuchFile, "A file is not there", "fileIds must name files that you uploaded to this channel, each once, and that are in no message yet.");

    // Stands for one that is not the author's, or named twice: no file has this id, and the transaction refuses it.
    private static readonly FileDto NoFile = new() { Id = Guid.Empty, Name = "", MediaType = "", Bytes = 0 };

    public async Task<PostMessageOutcome> RunAsync(Guid channelId, Guid authorId, PostMessageRequest request, CancellationToken cancellationToken)
    {
        if (MessageText.Check(request.Text, mayBeEmpty: request.FileIds is { Count: > 0 }) is { } problem)
        {
            return new PostMessageOutcome.Refused(problem);
        }

        if (request.ClientMessageId == Guid.Empty)
        {
            return new PostMessageOutcome.Refused(Problem.Invalid("clientMessageId", "must be a UUID of your own making, not the empty one."));
        }

        if (request is { ThreadSeq: null, AlsoInChannel: true })
        {
            return new PostMessageOutcome.Refused(Problem.Invalid("alsoInChannel", "must come with threadSeq: what is no reply is in the channel."));
        }

        if (request.FileIds is { Count: > Limits.FilesPerMessage })
        {
            return new PostMessageOutcome.Refused(Problem.Invalid("fileIds", $"must be at most {Limits.FilesPerMessage} files."));
        }

        var posted = request.FileIds is { Count: > 0 } fileIds ? await DescribeAsync(fileIds, channelId, authorId, cancellationToken) : null;
        var mentioned = await mentions.ResolveAsync(channelId, authorId, request.Text, before: null, cancellationToken);
        var now = time.GetUtcNow();
        var reply = request.ThreadSeq is { } threadSeq ? new ReplyTo(threadSeq, request.AlsoInChannel ?? false) : null;
        var data = new MessagePosted { Text = request.Text, Files = posted, Mentions = mentioned?.Wire };
        if (reply is not null)
        {
            // Who wrote a message never changes; whether it may be replied to is decided in the transaction.
            var root = await messages.FindAsync(channelId, reply.ThreadSeq, authorId, cancellationToken);
            data = data with { ThreadSeq = reply.ThreadSeq, AlsoInChannel = reply.AlsoInChannel ? true : null, RootAuthorId = root?.AuthorId };
        }

        var draft = new MessageDraft
        {
            ChannelId = channelId,
            AuthorId = authorId,
            ClientMessageId = request.ClientMessageId,
            Text = request.Text,
            At = now,
            Reply = reply,
            Files = posted,
            Event = EncodedEvent.Create(ChannelEventTypes.MessagePosted, channelId, now, authorId, data, ParleyJson.Context.MessagePosted),
            Mentions = mentioned,
        };
        var outcome = await log.PostAsync(draft);
        if (outcome is PostOutcome.Posted(var postedSeq))
        {
            metrics.Recorded(mentioned?.Wire);
            follower.Written(channelId, postedSeq, request.Text);
        }

        return outcome switch
        {
            PostOutcome.Posted(var seq) => new PostMessageOutcome.Posted(draft.ToMessage(seq)),
            PostOutcome.Repeated(var message) => new PostMessageOutcome.Repeated(message),
            PostOutcome.Archived => new PostMessageOutcome.Refused(Problem.ChannelArchived),
            PostOutcome.NoSuchFile => new PostMessageOutcome.Refused(NoSuchFile),
            PostOutcome.NoSuchThread => new PostMessageOutcome.Refused(NoSuchThread),
            PostOutcome.NotARoot => new PostMessageOutcome.Refused(NotARoot),
            PostOutcome.RootDeleted => new PostMessageOutcome.Refused(Problem.MessageDeleted),
            PostOutcome.NotAMember => new PostMessageOutcome.Refused(await WhyNotAsync(channelId, authorId, cancellationToken)),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }

    /// <summary>What a file is never changes; whether it may be posted is decided in the transaction, which knows a repeat of a message that is deleted by now, too.</summary>
    private async Task<IReadOnlyList<FileDto>> DescribeAsync(IReadOnlyList<Guid> fileIds, Guid channelId, Guid authorId, CancellationToken cancellationToken)
    {
        var found = await files.FindAsync(fileIds, cancellationToken);
        var own = found.Where(file => file.State is FileState.Uploaded or FileState.Posted && file.ChannelId == channelId && file.UploaderId == authorId).ToDictionary(file => file.Id);
        return [.. fileIds.Select(fileId => own.Remove(fileId, out var file) ? file.ToDto() : NoFile)];
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

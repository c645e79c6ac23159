using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Avatars;
using Parley.Modules.Files;

namespace Parley.Modules.CustomEmoji;

/// <summary>Gives a workspace an emoji of its own.</summary>
internal sealed class AddEmoji(
    ICustomEmojiStore store, [FromKeyedServices(CustomEmojiModule.Blobs)] IBlobStore blobs, EmojiChanges changes, TimeProvider time)
{
    private static readonly Problem TooLarge = Problem.Create(
        413, ErrorCodes.FileTooLarge, "The picture is too large", $"An emoji has at most {Limits.EmojiBytes} bytes: make it smaller first.");

    private static readonly Problem NotAPicture = Problem.Create(
        400,
        ErrorCodes.EmojiInvalid,
        "Not such a picture",
        $"An emoji is a whole PNG, JPEG, WebP or GIF picture of at most {Limits.EmojiPixels} by {Limits.EmojiPixels} pixels; only a GIF may move.");

    private static readonly Problem NameTaken = Problem.Conflict(
        ErrorCodes.EmojiNameTaken, "The name is taken", "The workspace has an emoji of this name: choose another name, or delete that one first.");

    private static readonly Problem TooMany = Problem.Conflict(
        ErrorCodes.LimitReached, "Enough emoji", $"A workspace has at most {Limits.CustomEmoji} emoji of its own: delete one first.");

    public async Task<AddEmojiOutcome> RunAsync(Guid workspaceId, string name, Guid creatorId, PipeReader content, CancellationToken cancellationToken)
    {
        if (EmojiName.Check(name) is { } error)
        {
            return new AddEmojiOutcome.Refused(Problem.Invalid("name", error));
        }

        if (await PictureBody.ReadAsync(content, Limits.EmojiBytes, cancellationToken) is not { } bytes)
        {
            return new AddEmojiOutcome.Refused(TooLarge);
        }

        if (Picture.TryCleanOrGif(bytes, Limits.EmojiPixels) is not { } picture)
        {
            return new AddEmojiOutcome.Refused(NotAPicture);
        }

        var hash = picture.Hash();
        if (await FindAsync(workspaceId, name, hash, cancellationToken) is { } known)
        {
            return known;
        }

        var now = time.GetUtcNow();
        var emoji = new StoredEmoji(Guid.CreateVersion7(now), workspaceId, name, creatorId, hash, picture.MediaType, now);
        await store.AddAsync(emoji, cancellationToken);
        await blobs.WriteAsync(emoji.Id, PipeReader.Create(new ReadOnlySequence<byte>(picture.Content)), Limits.EmojiBytes, cancellationToken);
        switch (await store.ShowAsync(emoji, Limits.CustomEmoji, cancellationToken))
        {
            case ShowEmojiOutcome.Shown:
                await changes.AnnounceAsync(workspaceId, cancellationToken);
                return new AddEmojiOutcome.Added(emoji);
            case ShowEmojiOutcome.NameTaken:
                // By the same request once more, or by someone else, since it was looked for.
                return await FindAsync(workspaceId, name, hash, cancellationToken) ?? new AddEmojiOutcome.Refused(NameTaken);
            case ShowEmojiOutcome.TooMany:
                return new AddEmojiOutcome.Refused(TooMany);
            case ShowEmojiOutcome.Abandoned:
                throw new IOException("The emoji was removed before it was whole.");
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other}.");
        }
    }

    /// <returns>null: the name is free.</returns>
    private async Task<AddEmojiOutcome?> FindAsync(Guid workspaceId, string name, string hash, CancellationToken cancellationToken)
    {
        var known = await store.FindAsync(workspaceId, name, cancellationToken);
        return known is null ? null : known.Hash == hash ? new AddEmojiOutcome.Known(known) : new AddEmojiOutcome.Refused(NameTaken);
    }
}

internal abstract record AddEmojiOutcome
{
    public sealed record Added(StoredEmoji Emoji) : AddEmojiOutcome;

    /// <summary>The workspace has it, with the same picture.</summary>
    public sealed record Known(StoredEmoji Emoji) : AddEmojiOutcome;

    public sealed record Refused(Problem Problem) : AddEmojiOutcome;
}

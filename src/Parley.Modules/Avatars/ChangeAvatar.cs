using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Files;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Avatars;

/// <summary>Takes a picture of an account, or takes it away, and tells whoever sees the account.</summary>
internal sealed class ChangeAvatar(IAvatarStore avatars, [FromKeyedServices(AvatarsModule.Blobs)] IBlobStore blobs, AccountChanges changes, TimeProvider time)
{
    // 128 bits of SHA-256: nobody finds another picture with the same.
    private const int HashBytes = 16;

    private static readonly Problem TooLarge = Problem.Create(
        413, ErrorCodes.FileTooLarge, "The picture is too large", $"An avatar has at most {Limits.AvatarBytes} bytes: make it smaller first.");

    private static readonly Problem NotAPicture = Problem.Create(
        400,
        ErrorCodes.AvatarInvalid,
        "Not such a picture",
        $"An avatar is a whole PNG, JPEG or WebP picture that does not move, of at most {Limits.AvatarPixels} by {Limits.AvatarPixels} pixels.");

    /// <returns>null: it is shown.</returns>
    public async Task<Problem?> SetAsync(Guid accountId, PipeReader content, CancellationToken cancellationToken)
    {
        if (await ReadAsync(content, cancellationToken) is not { } bytes)
        {
            return TooLarge;
        }

        if (Picture.TryClean(bytes, Limits.AvatarPixels) is not { } picture)
        {
            return NotAPicture;
        }

        var now = time.GetUtcNow();
        var hash = Convert.ToHexStringLower(SHA256.HashData(picture.Content.Span).AsSpan(0, HashBytes));
        if (await avatars.FindAsync(accountId, hash, accountId, cancellationToken) is not null)
        {
            return null;
        }

        var avatar = new StoredAvatar(Guid.CreateVersion7(now), accountId, hash, picture.MediaType, now);
        await avatars.AddAsync(avatar, cancellationToken);
        await blobs.WriteAsync(avatar.Id, PipeReader.Create(new ReadOnlySequence<byte>(picture.Content)), Limits.AvatarBytes, cancellationToken);
        if (!await avatars.ShowAsync(avatar, cancellationToken))
        {
            throw new IOException("The avatar was removed before it was whole.");
        }

        await changes.AnnounceAsync(accountId, cancellationToken);
        return null;
    }

    public async Task RemoveAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (await avatars.RemoveAsync(accountId, cancellationToken))
        {
            await changes.AnnounceAsync(accountId, cancellationToken);
        }
    }

    /// <returns>null: there is more than an avatar has.</returns>
    private static async Task<byte[]?> ReadAsync(PipeReader content, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await content.ReadAsync(cancellationToken);
            if (read.Buffer.Length > Limits.AvatarBytes)
            {
                content.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                content.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            content.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}

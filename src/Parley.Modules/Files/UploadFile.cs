using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Extensions.Options;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels;

namespace Parley.Modules.Files;

/// <summary>Takes a file for a channel. It is for its uploader only until a message brings it.</summary>
internal sealed class UploadFile(IFileStore files, IBlobStore blobs, IChannelAccess access, IOptions<FilesOptions> options, FileMetrics metrics, TimeProvider time)
{
    // The largest side that browsers decode.
    private const int MostPixels = 65_535;

    public async Task<UploadFileOutcome> RunAsync(FileUpload upload, Guid uploaderId, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        try
        {
            var outcome = await TakeAsync(upload, uploaderId, cancellationToken);
            if (outcome is UploadFileOutcome.Uploaded(var file))
            {
                metrics.Stored(file.Bytes, time.GetElapsedTime(began));
            }
            else
            {
                metrics.Refused();
            }

            return outcome;
        }
        catch
        {
            // The client went, or a store did not answer.
            metrics.Failed();
            throw;
        }
    }

    private async Task<UploadFileOutcome> TakeAsync(FileUpload upload, Guid uploaderId, CancellationToken cancellationToken)
    {
        switch (await access.FindAsync(uploaderId, upload.ChannelId, cancellationToken))
        {
            case null:
                return new UploadFileOutcome.Refused(Problem.NotFound);
            case { ArchivedAt: not null }:
                return new UploadFileOutcome.Refused(Problem.ChannelArchived);
            case { IsMember: false }:
                return new UploadFileOutcome.Refused(Problem.NotAMember);
        }

        if (Check(upload) is { } problem)
        {
            return new UploadFileOutcome.Refused(problem);
        }

        var now = time.GetUtcNow();
        var file = new StoredFile
        {
            Id = Guid.CreateVersion7(now),
            ChannelId = upload.ChannelId,
            UploaderId = uploaderId,
            Name = upload.Name,
            MediaType = MediaTypes.Of(await ReadHeadAsync(upload.Content, cancellationToken), upload.MediaType),
            Bytes = 0,
            Width = upload.Width,
            Height = upload.Height,
            Alt = FileAlt.OrNull(upload.Alt),
            Blur = upload.Blur,
            State = FileState.Uploading,
            UploadedAt = now,
        };
        await files.AddAsync(file, cancellationToken);
        return await TakeAsync(file, upload.Content, cancellationToken);
    }

    private async Task<UploadFileOutcome> TakeAsync(StoredFile file, PipeReader content, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await blobs.WriteAsync(file.Id, content, options.Value.MaxBytes, cancellationToken);
            return await files.CompleteAsync(file.Id, bytes, options.Value.WorkspaceBytes, cancellationToken)
                ? new UploadFileOutcome.Uploaded(file with { Bytes = bytes, State = FileState.Uploaded })
                : new UploadFileOutcome.Refused(NoRoom);
        }
        catch (BlobTooLargeException)
        {
            await files.DiscardAsync(file.Id, file.UploaderId, cancellationToken);
            return new UploadFileOutcome.Refused(TooLarge(options.Value.MaxBytes));
        }
    }

    private static Problem NoRoom { get; } = Problem.Create(
        409, ErrorCodes.LimitReached, "The workspace is full", "Its files have as many bytes as the server allows. Delete messages with large files, or ask for more room.");

    private static Problem TooLarge(long mostBytes)
    {
        return Problem.Create(413, ErrorCodes.FileTooLarge, "The file is too large", $"A file has at most {mostBytes} bytes here.");
    }

    private Problem? Check(FileUpload upload)
    {
        if (TextRules.Line(upload.Name, Limits.FileNameCharacters) is { } wrong)
        {
            return Problem.Invalid("name", wrong);
        }

        if (upload.Name.AsSpan().ContainsAny('/', '\\'))
        {
            return Problem.Invalid("name", "must be a file's name without folders, so without '/' and '\\'.");
        }

        if (upload.Width is null != upload.Height is null || upload.Width is < 1 or > MostPixels || upload.Height is < 1 or > MostPixels)
        {
            return Problem.Invalid("width", $"must come with height, and both be 1 to {MostPixels} pixels.");
        }

        if (FileAlt.Check(upload.Alt) is { } altProblem)
        {
            return altProblem;
        }

        if (upload.Blur is not null && !IsBlur(upload.Blur))
        {
            return Problem.Invalid("blur", $"must be {Limits.FileBlurBytes} bytes in Base64.");
        }

        return upload.DeclaredBytes > options.Value.MaxBytes ? TooLarge(options.Value.MaxBytes) : null;
    }

    private static bool IsBlur(string blur)
    {
        Span<byte> pixels = stackalloc byte[Limits.FileBlurBytes];
        return blur.Length == Limits.FileBlurBytes / 3 * 4 && Convert.TryFromBase64String(blur, pixels, out var length) && length == Limits.FileBlurBytes;
    }

    /// <summary>Looks at the beginning and leaves it where it is.</summary>
    private static async Task<byte[]> ReadHeadAsync(PipeReader content, CancellationToken cancellationToken)
    {
        var read = await content.ReadAtLeastAsync(MediaTypes.HeadBytes, cancellationToken);
        var head = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, MediaTypes.HeadBytes)).ToArray();
        content.AdvanceTo(read.Buffer.Start);
        return head;
    }
}

/// <param name="ChannelId">Where it is going to be posted.</param>
/// <param name="Name">As <see cref="FileDto.Name"/> has it.</param>
/// <param name="MediaType">As the uploader's system says.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Alt">As <see cref="FileDto.Alt"/> has it.</param>
/// <param name="Blur">As <see cref="FileDto.Blur"/> has it.</param>
/// <param name="DeclaredBytes">null: it is not known before it is read.</param>
/// <param name="Content">The bytes themselves.</param>
internal sealed record FileUpload(Guid ChannelId, string Name, string? MediaType, int? Width, int? Height, string? Alt, string? Blur, long? DeclaredBytes, PipeReader Content);

internal abstract record UploadFileOutcome
{
    public sealed record Uploaded(StoredFile File) : UploadFileOutcome;

    public sealed record Refused(Problem Problem) : UploadFileOutcome;
}

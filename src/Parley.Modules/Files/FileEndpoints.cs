using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels;

namespace Parley.Modules.Files;

internal static class FileEndpoints
{
    // Whatever is in a file has no origin, no script and no forms, should a browser open it as a page.
    private const string ContentPolicy = "default-src 'none'; sandbox";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/channels/{channelId:guid}/files", UploadAsync).WithName("uploadFile")
            .WithSummary("Upload a file to a channel: the body is its content. It is its uploader's until a message brings it, and is removed after a day without one.")
            .TakesContent().Answers<FileDto>(201).Fails(400, 403, 404, 409, 413);
        var files = api.MapGroup("/files");
        files.MapGet("/limits", GetLimits).WithName("getFileLimits")
            .WithSummary("How large a file may be on this server.");
        files.MapGet("/{fileId:guid}", DownloadAsync).WithName("downloadFile")
            .WithSummary("A file's content, or a part of it (Range). Pictures, sounds, films and text are to be shown; everything else is a download.")
            .AnswersContent().Fails(404);
        files.MapPatch("/{fileId:guid}", DescribeAsync).WithName("describeFile")
            .WithSummary("Say what a picture of one's own shows, before it is in a message.")
            .Answers<FileDto>(200).Fails(400, 404);
        files.MapDelete("/{fileId:guid}", DiscardAsync).WithName("discardFile")
            .WithSummary("Remove a file of one's own that is in no message.")
            .AnswersNothing().Fails(404);
    }

    private static async Task<IResult> UploadAsync(
        Guid channelId, string? name, int? width, int? height, string? alt, string? blur, Caller caller, UploadFile uploadFile, HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;

        // The operation counts; a body that is known to be too large is refused before it is read.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var upload = new FileUpload(channelId, name ?? "", request.ContentType, width, height, alt, blur, request.ContentLength, request.BodyReader);
        return await uploadFile.RunAsync(upload, caller.AccountId, cancellationToken) switch
        {
            UploadFileOutcome.Uploaded(var file) => TypedResults.Created($"/api/v1/files/{file.Id}", file.ToDto()),
            UploadFileOutcome.Refused(var problem) => problem,
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }

    private static Ok<FileLimitsDto> GetLimits(Caller caller, IOptions<FilesOptions> options)
    {
        _ = caller;
        return TypedResults.Ok(new FileLimitsDto { MaxBytes = options.Value.MaxBytes });
    }

    private static async Task<IResult> DownloadAsync(
        Guid fileId,
        Caller caller,
        IFileStore files,
        IBlobStore blobs,
        [FromServices] IBlobLinks? links,
        IChannelAccess access,
        FileMetrics metrics,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (await files.FindAsync(fileId, cancellationToken) is not { } file
            || !MaySee(file, caller.AccountId)
            || await access.FindAsync(caller.AccountId, file.ChannelId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        var isShown = MediaTypes.IsShown(file.MediaType);
        var isText = MediaTypes.IsText(file.MediaType);
        response.Headers.ContentSecurityPolicy = ContentPolicy;

        // What the page shows comes through here: it may be asked for again and in parts long after, and each time it is asked whether the caller may.
        if (links is not null && !isShown && !isText)
        {
            return TypedResults.Redirect((await links.CreateAsync(fileId, Disposition("attachment", file.Name), cancellationToken)).AbsoluteUri);
        }

        if (await blobs.OpenAsync(fileId, cancellationToken) is not { } content)
        {
            return Problem.NotFound;
        }

        // It never changes; whether the caller may still see it is asked each time.
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ContentDisposition = Disposition(isShown || isText ? "inline" : "attachment", file.Name);
        return TypedResults.Stream(
            new MeasuredContent(content, metrics, time),
            isShown ? file.MediaType : isText ? "text/plain; charset=utf-8" : MediaTypes.Unknown,
            lastModified: file.UploadedAt,
            entityTag: new EntityTagHeaderValue($"\"{file.Id:N}\""),
            enableRangeProcessing: true);
    }

    private static async Task<IResult> DescribeAsync(
        Guid fileId, JsonBody<DescribeFileRequest> body, Caller caller, IFileStore files, CancellationToken cancellationToken)
    {
        return FileAlt.Check(body.Value.Alt) is { } problem
            ? problem
            : await files.DescribeAsync(fileId, caller.AccountId, FileAlt.OrNull(body.Value.Alt), cancellationToken) is { } file ? TypedResults.Ok(file.ToDto()) : Problem.NotFound;
    }

    private static async Task<IResult> DiscardAsync(Guid fileId, Caller caller, IFileStore files, CancellationToken cancellationToken)
    {
        return await files.DiscardAsync(fileId, caller.AccountId, cancellationToken) ? TypedResults.NoContent() : Problem.NotFound;
    }

    private static bool MaySee(StoredFile file, Guid accountId)
    {
        return file.State == FileState.Posted || (file.State == FileState.Uploaded && file.UploaderId == accountId);
    }

    private static string Disposition(string kind, string name)
    {
        var disposition = new ContentDispositionHeaderValue(kind);
        disposition.SetHttpFileName(name);
        return disposition.ToString();
    }
}

using System.IO.Pipelines;

namespace Parley.Modules.Files;

/// <summary>
/// Blobs as files of a folder, spread over 65,536 folders by the random end of their ids. What is being written has another name until it is whole and on the disk;
/// what a killed node leaves of that goes with its file.
/// </summary>
/// <param name="folder">Made when it is missing. Several nodes share it only when their file systems do.</param>
public sealed class FolderBlobs(string folder) : IBlobStore
{
    private const string PartSuffix = ".part";

    public async Task<long> WriteAsync(Guid blobId, PipeReader content, long mostBytes, CancellationToken cancellationToken)
    {
        var path = PathOf(blobId);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            long written;
            await using (var part = new FileStream(path + PartSuffix, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
            {
                written = await CopyAsync(content, part, mostBytes, cancellationToken);
                part.Flush(flushToDisk: true);
            }

            File.Move(path + PartSuffix, path);
            return written;
        }
        catch
        {
            File.Delete(path + PartSuffix);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(Guid blobId, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(blobId), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task DeleteAsync(Guid blobId, CancellationToken cancellationToken)
    {
        var path = PathOf(blobId);
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(path);
            File.Delete(path + PartSuffix);
        }

        return Task.CompletedTask;
    }

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return Task.CompletedTask;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder '{folder}' cannot be made: {exception.Message} Set Parley:Blobs to folder:PATH with one that this process may write to.", exception);
        }
    }

    private static async Task<long> CopyAsync(PipeReader content, Stream target, long mostBytes, CancellationToken cancellationToken)
    {
        var copied = 0L;
        while (true)
        {
            var read = await content.ReadAsync(cancellationToken);
            copied += read.Buffer.Length;
            if (copied > mostBytes)
            {
                throw new BlobTooLargeException(mostBytes);
            }

            foreach (var segment in read.Buffer)
            {
                await target.WriteAsync(segment, cancellationToken);
            }

            content.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return copied;
            }
        }
    }

    private string PathOf(Guid blobId)
    {
        var name = blobId.ToString("N");
        return Path.Combine(folder, name[^2..], name[^4..^2], name);
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Parley.Bench.Processes;
using Parley.Bench.Results;
using Parley.Bench.World;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Bench;

/// <summary>One large file up and down again, and what the server's memory grows by meanwhile.</summary>
internal sealed class FilesBenchmark : IBenchmark
{
    private const string Growth = "growth of RSS, MB";
    private const long Large = 1L << 30;
    private const long Small = 1L << 27;

    // What the server compiles and keeps for any file at all is none of what this one costs.
    private const long WarmUp = 20L << 20;

    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(50);

    public string Name => "files";

    public string Description => "Upload and download of 1 GB: what the server's memory grows by, with a folder and with S3.";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var bytes = context.IsQuick ? Small : Large;
        var report = context.StartReport(
            this,
            "Large files",
            $"A file of {bytes >> 20} MiB is uploaded and downloaded over HTTP, after one of {WarmUp >> 20} MiB that warms up. The server's resident memory is read every {SampleEvery.TotalMilliseconds} ms; its " +
            "growth is the largest value less the one before. One process with SQLite; S3 is s3rver, another process on the same machine. A new server for each round.");
        var table = report.AddTable("Memory and speed");
        for (var round = 0; round < context.Rounds; round++)
        {
            context.Progress($"round {round + 1} of {context.Rounds}, folder");
            var folder = Directory.CreateTempSubdirectory("parley-bench-files-").FullName;
            await MeasureAsync(table, "folder", [("Parley:Blobs", $"folder:{folder}")], bytes, cancellationToken);
            Directory.Delete(folder, recursive: true);

            context.Progress($"round {round + 1} of {context.Rounds}, S3");
            var s3 = await S3Server.SharedAsync();
            await MeasureAsync(table, "S3", s3.Settings(s3.NewPrefix()), bytes, cancellationToken);
        }

        report.Judge(Targets.FileMemory, table.Subjects.Max(subject => table.Find(subject, Growth)!.Median));
        await context.FinishAsync(report);
    }

    private static async Task MeasureAsync(Measurements table, string subject, (string Key, string Value)[] settings, long bytes, CancellationToken cancellationToken)
    {
        using var database = BenchDatabase.Create(DatabaseKind.Sqlite);
        var world = await BenchWorld.CreateAsync(database, accounts: 1, channels: 1, channelsEach: 1, cancellationToken);
        await using var server = await ServerProcess.StartAsync(database.Setting, "http://127.0.0.1:0", settings);
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", world.Accounts[0].Token);
        await DownloadAsync(http, await UploadAsync(http, world.Channels[0].Id, WarmUp, cancellationToken), WarmUp, cancellationToken);

        using var memory = new MemoryWatch(server.Id, SampleEvery);
        var began = Stopwatch.GetTimestamp();
        var fileId = await UploadAsync(http, world.Channels[0].Id, bytes, cancellationToken);
        var uploaded = Stopwatch.GetElapsedTime(began);
        var afterUpload = memory.Growth;
        began = Stopwatch.GetTimestamp();
        await DownloadAsync(http, fileId, bytes, cancellationToken);
        var downloaded = Stopwatch.GetElapsedTime(began);
        await memory.EndAsync();

        table.Add(subject, Growth, memory.Growth / 1e6);
        table.Add(subject, "of that by the upload, MB", afterUpload / 1e6);
        table.Add(subject, "RSS before, MB", memory.Before / 1e6);
        table.Add(subject, "upload, MB/s", bytes / 1e6 / uploaded.TotalSeconds);
        table.Add(subject, "download, MB/s", bytes / 1e6 / downloaded.TotalSeconds);
    }

    private static async Task<Guid> UploadAsync(HttpClient http, Guid channelId, long bytes, CancellationToken cancellationToken)
    {
        using var content = new GeneratedContent(bytes);
        using var answer = await http.PostAsync($"/api/v1/channels/{channelId}/files?name=large.bin", content, cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.StatusCode == HttpStatusCode.Created && JsonSerializer.Deserialize(body, ParleyJson.Context.FileDto) is { } file && file.Bytes == bytes
            ? file.Id
            : throw new InvalidOperationException($"The upload was answered {(int)answer.StatusCode}.");
    }

    private static async Task DownloadAsync(HttpClient http, Guid fileId, long bytes, CancellationToken cancellationToken)
    {
        await using var body = await http.GetStreamAsync($"/api/v1/files/{fileId}", cancellationToken);
        var buffer = new byte[128 * 1024];
        var read = 0L;
        for (int taken; (taken = await body.ReadAsync(buffer, cancellationToken)) > 0; read += taken)
        {
            if (buffer[0] != GeneratedContent.At(read) || buffer[taken - 1] != GeneratedContent.At(read + taken - 1))
            {
                throw new InvalidOperationException($"The file is another one at byte {read}.");
            }
        }

        if (read != bytes)
        {
            throw new InvalidOperationException($"The download ended after {read} of {bytes} bytes.");
        }
    }

    /// <summary>Bytes that can be told by where they stand, made as they are sent.</summary>
    private sealed class GeneratedContent(long bytes) : HttpContent
    {
        // A prime, so that parts of a file differ.
        private const int Period = 251;

        public static byte At(long position)
        {
            return (byte)(position % Period);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var pattern = new byte[Period * 521];
            for (var index = 0; index < pattern.Length; index++)
            {
                pattern[index] = At(index);
            }

            for (var sent = 0L; sent < bytes; sent += pattern.Length)
            {
                await stream.WriteAsync(pattern.AsMemory(0, (int)Math.Min(pattern.Length, bytes - sent)));
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes;
            return true;
        }
    }
}

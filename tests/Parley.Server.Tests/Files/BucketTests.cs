using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Contracts;
using Parley.Modules.Files;
using Parley.Modules.Jobs;
using Parley.Testing;

namespace Parley.Server.Tests.Files;

public sealed class BucketTests
{
    [Theory]
    [OnEachDatabase]
    public async Task Files_are_kept_in_a_bucket_and_come_back_whole_and_in_parts(DatabaseKind kind)
    {
        var s3 = await S3Server.SharedAsync();
        await using var world = await World.CreateAsync(kind, s3.Settings(s3.NewPrefix()));
        var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 3_000_000).Select(number => (char)('a' + (number % 23)))));

        var file = await UploadAsync(world, "notes.txt", "text/plain", content);
        var whole = await world.Owner.Http.CallAsync("GET", $"/api/v1/files/{file.Id}");
        var part = await world.Owner.Http.CallAsync("GET", $"/api/v1/files/{file.Id}", null, ("Range", "bytes=2500000-2500009"));

        Assert.Equal((200, Encoding.ASCII.GetString(content)), (whole.Status, whole.Body));
        Assert.Equal((206, Encoding.ASCII.GetString(content, 2_500_000, 10), "bytes 2500000-2500009/3000000"), (part.Status, part.Body, part.Header("Content-Range")));
        Assert.Equal(204, (await world.Owner.Http.CallAsync("DELETE", $"/api/v1/files/{file.Id}")).Status);
        await PurgeAsync(world.Server);
        Assert.Null(await world.Server.Services.GetRequiredService<IBlobStore>().OpenAsync(file.Id, default));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Avatars_are_kept_there_too(DatabaseKind kind)
    {
        var s3 = await S3Server.SharedAsync();
        await using var world = await World.CreateAsync(kind, s3.Settings(s3.NewPrefix()));
        using var content = new ByteArrayContent(SamplePictures.Png(3, 2));

        using var answer = await world.Owner.Http.PutAsync("/api/v1/me/avatar", content);
        var url = (await world.Owner.Client.ReadMeAsync(default)).Account.AvatarUrl!;

        Assert.Equal((204, 200), ((int)answer.StatusCode, (await world.Owner.Http.CallAsync("GET", url)).Status));
    }

    [Fact]
    public async Task Only_a_download_is_sent_to_the_bucket_and_only_for_whoever_may_have_it()
    {
        var s3 = await S3Server.SharedAsync();
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite, [.. s3.Settings(s3.NewPrefix()), ("Parley:S3:Downloads", "Redirect")]);
        var page = await UploadAsync(world, "page.svg", "image/svg+xml", "<svg onload=alert(1)>"u8.ToArray());
        var text = await UploadAsync(world, "text.txt", "text/plain", "text"u8.ToArray());
        var ana = await world.MemberAsync("ana");

        // A client that does not go where it is sent.
        using var http = world.Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", world.Owner.Token);
        var sent = await http.CallAsync("GET", $"/api/v1/files/{page.Id}");

        Assert.Equal((302, "no-store"), (sent.Status, sent.Header("Cache-Control")));
        Assert.StartsWith(s3.Address.AbsoluteUri, sent.Header("Location"), StringComparison.Ordinal);
        Assert.Equal(404, (await ana.Http.CallAsync("GET", $"/api/v1/files/{page.Id}")).Status);
        Assert.Equal((200, "text"), ((await world.Owner.Http.CallAsync("GET", $"/api/v1/files/{text.Id}")).Status, (await world.Owner.Http.CallAsync("GET", $"/api/v1/files/{text.Id}")).Body));
    }

    [Fact]
    public async Task A_wrong_bucket_keeps_the_node_from_being_ready_and_is_named_in_the_log()
    {
        var s3 = await S3Server.SharedAsync();
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite, [.. s3.Settings("x"), ("Parley:Blobs", "s3:no-such-bucket")]);
        using var http = world.Anonymous();

        var ready = await http.CallAsync("GET", "/health/ready");

        Assert.Equal(503, ready.Status);
        Assert.Contains("files: Files cannot be kept where Parley:Blobs says; the log says why.", ready.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("no-such-bucket", ready.Body, StringComparison.Ordinal);
        Assert.Contains(world.Server.Logs.All, line => line.Contains("There is no bucket 'no-such-bucket'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Parley:Blobs", "s3:")]
    [InlineData("Parley:Blobs", "s3:/prefix")]
    [InlineData("Parley:Blobs", "ftp:somewhere")]
    [InlineData("Parley:S3:Endpoint", "minio")]
    [InlineData("Parley:S3:LinkLifetime", "1.00:00:00")]
    public async Task A_wrong_setting_is_refused_at_the_start(string key, string value)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => World.CreateAsync(DatabaseKind.Sqlite, (key, value)));

        Assert.Contains(key.Split(':')[^1], refused.Message, StringComparison.Ordinal);
    }

    private static async Task<FileDto> UploadAsync(World world, string name, string mediaType, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new(mediaType);
        using var answer = await world.Owner.Http.PostAsync($"/api/v1/channels/{world.GeneralId}/files?name={name}", content);
        return System.Text.Json.JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(), ParleyJson.Context.FileDto)!;
    }

    private static Task PurgeAsync(TestServer server)
    {
        var job = new JobRun { Id = Guid.Empty, Kind = "files.purge", Payload = "", Attempt = 1, EnqueuedAt = server.Clock.GetUtcNow(), LeaseId = Guid.Empty };
        return server.Services.GetServices<IJobHandler>().Single(handler => handler.Kind == job.Kind).RunAsync(job, default);
    }
}

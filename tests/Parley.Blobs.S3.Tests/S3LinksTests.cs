using System.Net;
using Parley.Testing;

namespace Parley.Blobs.S3.Tests;

public sealed class S3LinksTests
{
    private static readonly Guid Id = new("01890000-0000-7000-8000-0000000000c3");

    [Fact]
    public async Task A_link_is_a_download_for_a_short_while()
    {
        var server = await S3Server.SharedAsync();
        var bucket = server.Open(server.NewPrefix());
        await new S3Blobs(bucket).WriteAsync(Id, System.IO.Pipelines.PipeReader.Create(new MemoryStream("<script>"u8.ToArray())), 100, default);
        using var http = new HttpClient();

        var link = await new S3Links(bucket, TimeSpan.FromMinutes(1), TimeProvider.System).CreateAsync(Id, "attachment; filename=\"page.html\"", default);
        using var answer = await http.GetAsync(link);

        Assert.Equal((HttpStatusCode.OK, "<script>"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(("attachment; filename=\"page.html\"", "application/octet-stream"), (answer.Content.Headers.ContentDisposition?.ToString(), answer.Content.Headers.ContentType?.ToString()));
        using var late = await http.GetAsync(await new S3Links(bucket, TimeSpan.FromMinutes(1), new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(-1))).CreateAsync(Id, "attachment", default));
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
    }
}

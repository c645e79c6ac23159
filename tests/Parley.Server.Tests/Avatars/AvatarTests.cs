using Microsoft.Extensions.DependencyInjection;
using Parley.Contracts;
using Parley.Modules.Avatars;
using Parley.Modules.Files;
using Parley.Modules.Jobs;
using Parley.Testing;

namespace Parley.Server.Tests.Avatars;

public sealed class AvatarTests(Worlds worlds) : IClassFixture<Worlds>
{
    [Theory]
    [OnEachDatabase]
    public async Task An_avatar_is_shown_at_an_address_that_stays_the_same_as_long_as_the_picture_does(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        Assert.Equal(204, (await SetAsync(ana, SamplePictures.Webp)).Status);
        var url = await UrlAsync(ana);

        var shown = await ben.Http.CallAsync("GET", url);
        Assert.Equal(
            (200, "image/webp", "max-age=31536000, private, immutable", "default-src 'none'; sandbox", "nosniff"),
            (shown.Status, shown.Header("Content-Type"), shown.Header("Cache-Control"), shown.Header("Content-Security-Policy"), shown.Header("X-Content-Type-Options")));
        Assert.Equal(SamplePictures.Webp, await ben.Http.GetByteArrayAsync(new Uri(url, UriKind.Relative)));
        var listed = (await ben.Client.ReadMembersAsync(world.WorkspaceId, null, null, default)).Members.Single(member => member.AccountId == ana.Id);
        Assert.Equal(url, listed.AvatarUrl);

        Assert.Equal(204, (await SetAsync(ana, SamplePictures.Webp)).Status);
        Assert.Equal(url, await UrlAsync(ana));
        Assert.Equal(204, (await SetAsync(ana, SamplePictures.Jpeg)).Status);
        Assert.NotEqual(url, await UrlAsync(ana));
        Assert.Equal((404, "no-store"), await StatusAndCacheAsync(ben, url));
        Assert.Equal("image/jpeg", (await ben.Http.CallAsync("GET", await UrlAsync(ana))).Header("Content-Type"));

        for (var times = 0; times < 2; times++)
        {
            Assert.Equal(204, (await ana.Http.CallAsync("DELETE", "/api/v1/me/avatar")).Status);
            Assert.Null((await ana.Client.ReadMeAsync(default)).Account.AvatarUrl);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_no_avatar_is_refused_whatever_it_says_it_is_and_the_old_one_stays(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var cleo = await world.MemberAsync("cleo");
        await SetAsync(cleo, SamplePictures.Png(4, 4));
        var url = await UrlAsync(cleo);
        var known = await world.Server.CountAsync("avatars");
        (byte[] Content, int Status, string Code)[] cases =
        [
            ([], 400, ErrorCodes.AvatarInvalid),
            ("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(), 400, ErrorCodes.AvatarInvalid),
            ("<!doctype html><script>alert(1)</script>"u8.ToArray(), 400, ErrorCodes.AvatarInvalid),
            (SamplePictures.Png(4, 4)[..^5], 400, ErrorCodes.AvatarInvalid),
            (SamplePictures.Png(513, 4), 400, ErrorCodes.AvatarInvalid),
            ([.. SamplePictures.Png(4, 4), .. new byte[Limits.AvatarBytes]], 413, ErrorCodes.FileTooLarge),
        ];

        foreach (var (content, status, code) in cases)
        {
            foreach (var headers in new (string, string)[][] { [], [("Transfer-Encoding", "chunked")] })
            {
                var answer = await cleo.Http.SendAsync("PUT", "/api/v1/me/avatar", content, "image/png", headers);
                Assert.True(answer.Status == status && answer.Code == code, $"{content.Length} bytes, {headers.Length} headers: {answer.Status} {answer.Body}");
            }
        }

        Assert.Equal(url, await UrlAsync(cleo));
        Assert.Equal(known, await world.Server.CountAsync("avatars"));
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_avatar_that_breaks_off_on_its_way_changes_nothing(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var dana = await world.MemberAsync("dana");
        using var content = new StreamContent(new BrokenStream(SamplePictures.Png(64, 64)));
        content.Headers.ContentLength = SamplePictures.Png(64, 64).Length;

        await Assert.ThrowsAsync<HttpRequestException>(() => dana.Http.PutAsync(new Uri("/api/v1/me/avatar", UriKind.Relative), content));

        Assert.Null((await dana.Client.ReadMeAsync(default)).Account.AvatarUrl);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_worker_removes_what_is_nobodys_avatar_any_more_and_nothing_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        await SetAsync(ana, SamplePictures.Png(4, 4));
        await SetAsync(ana, SamplePictures.Png(5, 5));
        await SetAsync(ben, SamplePictures.Png(4, 4));
        var blobs = world.Server.Services.GetRequiredKeyedService<IBlobStore>(AvatarsModule.Blobs);
        var before = await world.Server.IdsAsync("SELECT id FROM avatars WHERE state = 2");

        await PurgeAsync(world);

        Assert.Null(await blobs.OpenAsync(Assert.Single(before), default));
        Assert.Equal(2, await world.Server.CountAsync("avatars"));
        foreach (var person in new[] { ana, ben })
        {
            Assert.Equal(200, (await ana.Http.CallAsync("GET", await UrlAsync(person))).Status);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Whoever_no_longer_shares_anything_with_someone_no_longer_sees_them(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await world.ChannelAsync("shared", ChannelVisibility.Private, ana);
        var (gus, leaver) = (await world.GuestAsync("gus", channel.Id), await world.MemberAsync("leaver"));
        await SetAsync(ana, SamplePictures.Png(4, 4));
        var url = await UrlAsync(ana);
        Assert.Equal(200, (await gus.Http.CallAsync("GET", url)).Status);
        Assert.Equal(200, (await leaver.Http.CallAsync("GET", url)).Status);

        await ana.Client.LeaveChannelAsync(channel.Id, default);
        await leaver.Client.LeaveWorkspaceAsync(world.WorkspaceId, default);

        var unknown = $"/api/v1/accounts/{Person.NewClientMessageId()}/avatar/{url.Split('/')[^1]}";
        foreach (var person in new[] { gus, leaver })
        {
            Assert.Equal(await person.Http.CallAsync("GET", unknown), await person.Http.CallAsync("GET", url));
            Assert.Equal(404, (await person.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/members/{ana.Id}")).Status);
        }
    }

    private static Task<Answer> SetAsync(Person person, byte[] picture)
    {
        return person.Http.SendAsync("PUT", "/api/v1/me/avatar", picture, "image/png");
    }

    private static async Task<string> UrlAsync(Person person)
    {
        return (await person.Client.ReadMeAsync(default)).Account.AvatarUrl!;
    }

    private static async Task<(int, string?)> StatusAndCacheAsync(Person person, string url)
    {
        var answer = await person.Http.CallAsync("GET", url);
        return (answer.Status, answer.Header("Cache-Control"));
    }

    private static async Task PurgeAsync(World world)
    {
        var purge = world.Server.Services.GetServices<IJobHandler>().Single(handler => handler.Kind == "avatars.purge");
        var now = world.Server.Clock.GetUtcNow();
        await purge.RunAsync(new JobRun { Id = Guid.CreateVersion7(now), Kind = purge.Kind, Payload = "", Attempt = 1, EnqueuedAt = now, LeaseId = Guid.CreateVersion7(now) }, default);
    }

    /// <summary>Gives the first half, and then the disk is gone.</summary>
    private sealed class BrokenStream(byte[] content) : MemoryStream(content, 0, content.Length / 2)
    {
        public override int Read(Span<byte> buffer)
        {
            return Position < Length ? base.Read(buffer) : throw new IOException("The disk is gone.");
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            return ValueTask.FromResult(Read(buffer.Span));
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            return CopyThenFailAsync(destination, cancellationToken);
        }

        private async Task CopyThenFailAsync(Stream destination, CancellationToken cancellationToken)
        {
            await destination.WriteAsync(ToArray(), cancellationToken);
            throw new IOException("The disk is gone.");
        }
    }
}

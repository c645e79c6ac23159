using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parley.Client;
using Parley.Contracts;
using Parley.Modules.CustomEmoji;
using Parley.Modules.Files;
using Parley.Modules.Jobs;
using Parley.Testing;

namespace Parley.Server.Tests.CustomEmoji;

public sealed class CustomEmojiTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task Everyone_of_the_workspace_hears_of_an_emoji_sees_it_and_reacts_with_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.MemberAsync("ana");
        var guest = await world.GuestAsync("gus", world.GeneralId);
        await using var owners = await Listener.StartAsync(world.Owner);
        await using var guests = await Listener.StartAsync(guest);
        var changed = new StreamFrame.EmojiChanged(world.WorkspaceId);

        var added = await AddAsync(ana, world, "ship_it+1", SamplePictures.Gif(4, 4));
        Assert.Equal(201, added.Status);
        var emoji = JsonSerializer.Deserialize(added.Body, ParleyJson.Context.CustomEmojiDto)!;
        Assert.Equal(("ship_it+1", ana.Id, added.Header("Location")), (emoji.Name, emoji.CreatorId, emoji.Url));
        foreach (var (person, listener) in new[] { (world.Owner, owners), (guest, guests) })
        {
            await listener.WaitAsync("the emoji", frames => frames.Contains(changed));
            Assert.Equal(emoji, Assert.Single((await person.Client.ReadEmojiAsync(world.WorkspaceId, default)).Emoji));
            var shown = await person.Http.CallAsync("GET", emoji.Url);
            Assert.Equal(
                (200, "image/gif", "max-age=31536000, private, immutable", "default-src 'none'; sandbox", "nosniff"),
                (shown.Status, shown.Header("Content-Type"), shown.Header("Cache-Control"), shown.Header("Content-Security-Policy"), shown.Header("X-Content-Type-Options")));
            Assert.Equal(SamplePictures.Gif(4, 4), await person.Http.GetByteArrayAsync(new Uri(emoji.Url, UriKind.Relative)));
        }

        var seq = (await ana.PostAsync(world.GeneralId, "look: :ship_it+1:")).Seq;
        await guest.Client.AddReactionAsync(world.GeneralId, seq, ":ship_it+1:", default);
        var reaction = Assert.Single((await owners.WaitForAsync(world.GeneralId, ChannelEventTypes.ReactionAdded, 1)).Select(one => one.AsReactionAdded()!));
        Assert.Equal(":ship_it+1:", reaction.Emoji);

        // Deleted, it is text where it was written, and what people reacted with is still theirs to take back.
        Assert.Equal(204, (await DeleteAsync(ana, world, "ship_it+1")).Status);
        await owners.WaitAsync("the end of the emoji", frames => frames.Count(frame => Equals(frame, changed)) == 2);
        Assert.Empty((await ana.Client.ReadEmojiAsync(world.WorkspaceId, default)).Emoji);
        Assert.Equal(404, (await ana.Http.CallAsync("GET", emoji.Url)).Status);
        Assert.Equal(404, (await DeleteAsync(ana, world, "ship_it+1")).Status);
        var refused = await ana.Http.CallAsync("PUT", $"/api/v1/channels/{world.GeneralId}/messages/{seq}/reactions/{Uri.EscapeDataString(":ship_it+1:")}");
        Assert.Equal((400, ErrorCodes.Validation), (refused.Status, refused.Code));
        await guest.Client.RemoveReactionAsync(world.GeneralId, seq, ":ship_it+1:", default);
        Assert.Null(Assert.Single((await ana.Client.ReadMessagesAsync(world.GeneralId, null, default)).Messages, message => message.Seq == seq).Reactions);
    }

    [Theory]
    [OnEachDatabase]
    public async Task The_same_again_is_no_error_and_another_picture_of_the_name_is(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben, name) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"), NewName());

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AddAsync(ana, world, name, SamplePictures.Png(8, 8))));

        Assert.Equal(1, all.Count(answer => answer.Status == 201));
        Assert.Equal(7, all.Count(answer => answer.Status == 200));
        Assert.Single(all.Select(answer => answer.Body).Distinct());
        var other = await AddAsync(ben, world, name, SamplePictures.Png(9, 9));
        Assert.Equal((409, ErrorCodes.EmojiNameTaken), (other.Status, other.Code));
        Assert.Equal(204, (await DeleteAsync(ana, world, name)).Status);
        Assert.Equal(201, (await AddAsync(ben, world, name, SamplePictures.Png(9, 9))).Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_no_emoji_is_refused_whatever_it_says_it_is(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var known = await world.Server.CountAsync("custom_emoji");
        (byte[] Content, int Status, string Code)[] cases =
        [
            ([], 400, ErrorCodes.EmojiInvalid),
            ("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(), 400, ErrorCodes.EmojiInvalid),
            ("GIF89a<script>alert(1)</script>"u8.ToArray(), 400, ErrorCodes.EmojiInvalid),
            (SamplePictures.Gif(4, 4)[..^1], 400, ErrorCodes.EmojiInvalid),
            (SamplePictures.Gif(513, 4), 400, ErrorCodes.EmojiInvalid),
            (SamplePictures.Png(4, 513), 400, ErrorCodes.EmojiInvalid),
            ([.. SamplePictures.Png(4, 4), .. new byte[Limits.EmojiBytes]], 413, ErrorCodes.FileTooLarge),
        ];
        foreach (var (content, status, code) in cases)
        {
            foreach (var headers in new (string, string)[][] { [], [("Transfer-Encoding", "chunked")] })
            {
                var answer = await ana.Http.SendAsync("PUT", PathOf(world, NewName()), content, "image/png", headers);
                Assert.True(answer.Status == status && answer.Code == code, $"{content.Length} bytes: {answer.Status} {answer.Body}");
            }
        }

        foreach (var name in (string[])["a", new string('a', 65), "Ship", "sh%20ip", "sh:ip", "%D1%88%D1%85%D1%83%D0%BD%D0%B0", "sh.ip", "smile", "+1", "tada"])
        {
            var answer = await ana.Http.SendAsync("PUT", $"/api/v1/workspaces/{world.WorkspaceId}/emoji/{name}", SamplePictures.Png(4, 4), "image/png");
            Assert.True(answer is { Status: 400, Code: ErrorCodes.Validation }, $"{name}: {answer.Status} {answer.Body}");
        }

        Assert.Equal(known, await world.Server.CountAsync("custom_emoji"));
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_emoji_is_of_its_workspace_alone(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, outsider, name) = (await world.MemberAsync("ana"), await world.OutsiderAsync("out"), NewName());
        var url = (await AddAsync(ana, world, name, SamplePictures.Png(8, 8))).Header("Location")!;
        var elsewhere = (await outsider.Client.ReadMeAsync(default)).Workspaces.Single().Id;

        Assert.Equal(404, (await outsider.Http.CallAsync("GET", url)).Status);
        Assert.Equal(404, (await outsider.Http.CallAsync("GET", url.Replace($"{world.WorkspaceId}", $"{elsewhere}", StringComparison.Ordinal))).Status);
        var channel = (await outsider.Client.ReadSyncAsync(default)).Channels[0].Channel.Id;
        var seq = (await outsider.PostAsync(channel, "hello")).Seq;
        Assert.Equal(400, (await outsider.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/messages/{seq}/reactions/{Uri.EscapeDataString($":{name}:")}")).Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_worker_removes_the_pictures_of_what_was_deleted_and_nothing_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var kept = (await AddAsync(world.Owner, world, "kept", SamplePictures.Png(4, 4))).Header("Location")!;
        await AddAsync(world.Owner, world, "gone", SamplePictures.Png(4, 4));
        await DeleteAsync(world.Owner, world, "gone");
        var removed = Assert.Single(await world.Server.IdsAsync("SELECT id FROM custom_emoji WHERE state = 2"));
        var purge = world.Server.Services.GetServices<IJobHandler>().Single(handler => handler.Kind == "emoji.purge");
        var now = world.Server.Clock.GetUtcNow();

        await purge.RunAsync(new JobRun { Id = Guid.CreateVersion7(now), Kind = purge.Kind, Payload = "", Attempt = 1, EnqueuedAt = now, LeaseId = Guid.CreateVersion7(now) }, default);

        Assert.Null(await world.Server.Services.GetRequiredKeyedService<IBlobStore>(CustomEmojiModule.Blobs).OpenAsync(removed, default));
        Assert.Equal(1, await world.Server.CountAsync("custom_emoji"));
        Assert.Equal(200, (await world.Owner.Http.CallAsync("GET", kept)).Status);
    }

    private static string NewName()
    {
        return $"emoji-{Interlocked.Increment(ref _names)}";
    }

    private static string PathOf(World world, string name)
    {
        return $"/api/v1/workspaces/{world.WorkspaceId}/emoji/{Uri.EscapeDataString(name)}";
    }

    private static Task<Answer> AddAsync(Person person, World world, string name, byte[] picture)
    {
        return person.Http.SendAsync("PUT", PathOf(world, name), picture, "image/png");
    }

    private static Task<Answer> DeleteAsync(Person person, World world, string name)
    {
        return person.Http.CallAsync("DELETE", PathOf(world, name));
    }
}

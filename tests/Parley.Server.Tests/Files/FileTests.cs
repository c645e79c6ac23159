using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Client;
using Parley.Contracts;
using Parley.Modules.Files;
using Parley.Modules.Jobs;
using Parley.Testing;

namespace Parley.Server.Tests.Files;

public sealed class FileTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. "and so on"u8];

    [Theory]
    [OnEachDatabase]
    public async Task An_uploaded_file_comes_back_as_it_was_whole_and_in_parts(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");

        var answer = await UploadAsync(ana, world.GeneralId, "name=Katze%20%E7%8C%AB.png&width=640&height=480", Png, "application/x-whatever");
        var file = answer.Read(ParleyJson.Context.FileDto);
        Assert.Equal((201, $"/api/v1/files/{file.Id}"), (answer.Status, answer.Header("Location")));
        Assert.Equal(
            ("Katze 猫.png", "image/png", (long)Png.Length, 640, 480), (file.Name, file.MediaType, file.Bytes, file.Width, file.Height));

        var whole = await ana.Http.CallAsync("GET", $"/api/v1/files/{file.Id}");
        Assert.Equal((200, "image/png", "bytes"), (whole.Status, whole.Header("Content-Type"), whole.Header("Accept-Ranges")));
        Assert.Equal("inline; filename=\"Katze _.png\"; filename*=UTF-8''Katze%20%E7%8C%AB.png", whole.Header("Content-Disposition"));
        Assert.Equal(("default-src 'none'; sandbox", "nosniff"), (whole.Header("Content-Security-Policy"), whole.Header("X-Content-Type-Options")));
        var part = await ana.Http.CallAsync("GET", $"/api/v1/files/{file.Id}", null, ("Range", "bytes=8-10"));
        Assert.Equal((206, "and", $"bytes 8-10/{Png.Length}"), (part.Status, part.Body, part.Header("Content-Range")));
        var unchanged = await ana.Http.CallAsync("GET", $"/api/v1/files/{file.Id}", null, ("If-None-Match", whole.Header("ETag")!));
        Assert.Equal(304, unchanged.Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_picture_goes_with_what_it_shows_and_may_lose_its_caption(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, bo) = (await world.MemberAsync("ana"), await world.MemberAsync("bo"));
        var blur = Convert.ToBase64String(new byte[48]);
        var file = (await UploadAsync(ana, world.GeneralId, $"name=a.png&width=6&height=4&blur={Uri.EscapeDataString(blur)}&alt=A%20boat", Png, "image/png")).Read(ParleyJson.Context.FileDto);
        Assert.Equal(("A boat", blur), (file.Alt, file.Blur));

        Assert.Equal(404, (await bo.Http.CallAsync("PATCH", $"/api/v1/files/{file.Id}", new { alt = "Mine" })).Status);
        Assert.Equal("A red boat", (await ana.Http.CallAsync("PATCH", $"/api/v1/files/{file.Id}", new { alt = " A red boat " })).Read(ParleyJson.Context.FileDto).Alt);
        var posted = (await ana.Http.CallAsync("POST", $"/api/v1/channels/{world.GeneralId}/messages", new { text = "Look", clientMessageId = Person.NewClientMessageId(), fileIds = new[] { file.Id } }))
            .Read(ParleyJson.Context.MessageDto);
        Assert.Equal(("A red boat", blur), (posted.Files![0].Alt, posted.Files[0].Blur));
        Assert.Equal(404, (await ana.Http.CallAsync("PATCH", $"/api/v1/files/{file.Id}", new { alt = "Later" })).Status);

        var path = $"/api/v1/channels/{world.GeneralId}/messages/{posted.Seq}";
        var edited = await ana.Http.CallAsync("PATCH", path, new { text = "" });
        Assert.Equal((200, ""), (edited.Status, edited.Read(ParleyJson.Context.MessageDto).Text));
        var plain = await ana.PostAsync(world.GeneralId, "only text");
        Assert.Equal((400, ErrorCodes.MessageEmpty), await CodeAsync(ana, $"/api/v1/channels/{world.GeneralId}/messages/{plain.Seq}"));
        Assert.Equal((403, ErrorCodes.Forbidden), await CodeAsync(bo, path));

        static async Task<(int, string?)> CodeAsync(Person person, string of)
        {
            var answer = await person.Http.CallAsync("PATCH", of, new { text = " " });
            return (answer.Status, answer.Code);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_could_hold_a_script_is_a_download_and_text_is_only_text(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        (string Name, string Declared, string Type, string Disposition)[] cases =
        [
            ("page.html", "text/html", "text/plain; charset=utf-8", "inline"),
            ("picture.svg", "image/svg+xml", "application/octet-stream", "attachment"),
            ("page.xhtml", "application/xhtml+xml", "application/octet-stream", "attachment"),
            ("lie.png", "image/png", "application/octet-stream", "attachment"),
            ("quote\".txt", "text/plain", "text/plain; charset=utf-8", "inline"),
        ];

        foreach (var (name, declared, type, disposition) in cases)
        {
            var uploaded = await UploadAsync(ana, world.GeneralId, $"name={Uri.EscapeDataString(name)}", "<script>alert(1)</script>"u8.ToArray(), declared);
            var answer = await ana.Http.CallAsync("GET", uploaded.Header("Location")!);
            Assert.Equal((name, type, disposition), (name, answer.Header("Content-Type"), answer.Header("Content-Disposition")!.Split(';')[0]));
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_wrong_with_an_upload_is_said_and_nothing_is_kept(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:Files:MaxBytes", "1000"));
        var before = await world.Server.CountAsync("files");
        (string Query, int Bytes, int Status, string Code)[] cases =
        [
            ("", 1, 400, ErrorCodes.Validation),
            ("name=", 1, 400, ErrorCodes.Validation),
            ("name=..%2Fetc%2Fpasswd", 1, 400, ErrorCodes.Validation),
            ("name=a%5Cb", 1, 400, ErrorCodes.Validation),
            ("name=a%00b", 1, 400, ErrorCodes.Validation),
            ($"name={new string('a', 256)}", 1, 400, ErrorCodes.Validation),
            ("name=a&width=1", 1, 400, ErrorCodes.Validation),
            ("name=a&width=0&height=1", 1, 400, ErrorCodes.Validation),
            ("name=a&width=x&height=1", 1, 400, ErrorCodes.Validation),
            ("name=a&alt=two%0Alines", 1, 400, ErrorCodes.Validation),
            ($"name=a&alt={new string('a', 501)}", 1, 400, ErrorCodes.Validation),
            ("name=a&blur=AAAA", 1, 400, ErrorCodes.Validation),
            ($"name=a&blur={new string('A', 63)}!", 1, 400, ErrorCodes.Validation),
            ($"name=a&blur={new string('A', 68)}", 1, 400, ErrorCodes.Validation),
            ("name=a", 1001, 413, ErrorCodes.FileTooLarge),
        ];

        foreach (var (query, bytes, status, code) in cases)
        {
            var answer = await UploadAsync(world.Owner, world.GeneralId, query, new byte[bytes], "text/plain");
            Assert.Equal((query, status, code), (query, answer.Status, answer.Code));
        }

        Assert.Equal(before, await world.Server.CountAsync("files"));
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_file_that_turns_out_too_large_or_breaks_off_leaves_nothing_behind(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:Files:MaxBytes", "1000000"));

        using var endless = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/channels/{world.GeneralId}/files?name=a") { Content = new StreamContent(new Unknown(2_000_000)) };
        using var refused = await world.Owner.Http.SendAsync(endless);
        Assert.Equal(413, (int)refused.StatusCode);
        using var broken = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/channels/{world.GeneralId}/files?name=a") { Content = new StreamContent(new Unknown(500_000, breaks: true)) };
        await Assert.ThrowsAnyAsync<Exception>(() => world.Owner.Http.SendAsync(broken));

        // Whoever broke off is gone before the server knows, which may still be about to note the file.
        var since = TimeProvider.System.GetTimestamp();
        do
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(30), "Waited for the files to be gone.");
            world.Server.Clock.Advance(TimeSpan.FromHours(25));
            await PurgeAsync(world);
        }
        while (await world.Server.CountAsync("files") > 0);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_full_workspace_takes_no_more_until_something_is_gone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:Files:WorkspaceBytes", "1000"));
        var first = await UploadAsync(world.Owner, world.GeneralId, "name=a", new byte[600], null);

        var refused = await UploadAsync(world.Owner, world.GeneralId, "name=b", new byte[600], null);
        Assert.Equal((409, ErrorCodes.LimitReached), (refused.Status, refused.Code));

        await world.Owner.Http.CallAsync("DELETE", first.Header("Location")!);
        await PurgeAsync(world);
        Assert.Equal(201, (await UploadAsync(world.Owner, world.GeneralId, "name=b", new byte[600], null)).Status);
        Assert.Equal(404, (await world.Owner.Http.CallAsync("GET", first.Header("Location")!)).Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_file_in_no_message_is_removed_after_a_day_with_its_content(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = (await UploadAsync(world.Owner, world.GeneralId, "name=a", [1], null)).Read(ParleyJson.Context.FileDto).Id;
        var blobs = world.Server.Services.GetRequiredService<IBlobStore>();

        world.Server.Clock.Advance(TimeSpan.FromHours(23));
        await PurgeAsync(world);
        Assert.Equal(200, (await world.Owner.Http.CallAsync("GET", $"/api/v1/files/{id}")).Status);

        world.Server.Clock.Advance(TimeSpan.FromHours(2));
        await PurgeAsync(world);
        Assert.Equal(404, (await world.Owner.Http.CallAsync("GET", $"/api/v1/files/{id}")).Status);
        Assert.Null(await blobs.OpenAsync(id, default));
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_message_brings_its_files_to_the_readers_of_the_channel_and_takes_them_with_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        var channel = await world.ChannelAsync("ships", ChannelVisibility.Private, ana);
        await using var stream = await Listener.StartAsync(ana);
        var uploaded = await UploadAsync(ana, channel.Id, "name=boat.png&width=4&height=3", Png, null);
        var file = uploaded.Read(ParleyJson.Context.FileDto);
        var address = uploaded.Header("Location")!;
        Assert.Equal(404, (await world.Owner.Http.CallAsync("GET", address)).Status);

        var posted = await PostAsync(ana, channel.Id, "", [file.Id]);

        Assert.Equal(201, posted.Status);
        Assert.Equal([file], posted.Read(ParleyJson.Context.MessageDto).Files!);
        var heard = (await stream.WaitForAsync(channel.Id, ChannelEventTypes.MessagePosted, 1))[0];
        Assert.Equal([file], heard.AsMessagePosted()!.Files!);
        Assert.Equal([file], (await world.Owner.Client.ReadMessagesAsync(channel.Id, limit: 1, default)).Messages[0].Files!);
        Assert.Equal(200, (await world.Owner.Http.CallAsync("GET", address)).Status);
        Assert.Equal(404, (await ben.Http.CallAsync("GET", address)).Status);
        Assert.Equal(404, (await ana.Http.CallAsync("DELETE", address)).Status);

        await ana.Client.DeleteMessageAsync(channel.Id, heard.Seq, default);
        Assert.Equal(404, (await ana.Http.CallAsync("GET", address)).Status);
        Assert.Null((await ana.Client.ReadMessagesAsync(channel.Id, limit: 1, default)).Messages[0].Files);
        Assert.DoesNotContain("boat.png", (await ana.Http.CallAsync("GET", $"/api/v1/channels/{channel.Id}/events?after=0")).Body, StringComparison.Ordinal);
        await PurgeAsync(world);
        Assert.Equal(0, await world.Server.CountAsync("files"));
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_message_takes_its_authors_own_files_of_this_channel_once(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        async Task<Guid> UploadedAsync(Person by, Guid to) => (await UploadAsync(by, to, "name=a", [1], null)).Read(ParleyJson.Context.FileDto).Id;
        var elsewhere = await world.ChannelAsync($"elsewhere-{kind}", ChannelVisibility.Public, ana);
        var (own, bens, others) = (await UploadedAsync(ana, world.GeneralId), await UploadedAsync(ben, world.GeneralId), await UploadedAsync(ana, elsewhere.Id));
        var head = (await ana.Client.ReadChannelAsync(world.GeneralId, default)).Head;

        foreach (var wrong in (Guid[][])[[bens], [others], [Person.NewClientMessageId()], [own, bens], [own, own]])
        {
            var refused = await PostAsync(ana, world.GeneralId, "look", wrong);
            Assert.Equal((400, ErrorCodes.NoSuchFile), (refused.Status, refused.Code));
        }

        var many = await PostAsync(ana, world.GeneralId, "look", [.. Enumerable.Range(0, Limits.FilesPerMessage + 1).Select(_ => Person.NewClientMessageId())]);
        Assert.Equal((400, ErrorCodes.Validation), (many.Status, many.Code));
        Assert.Equal(head, (await ana.Client.ReadChannelAsync(world.GeneralId, default)).Head);

        var clientMessageId = Person.NewClientMessageId();
        var first = await PostAsync(ana, world.GeneralId, "look", [own], clientMessageId);
        var again = await PostAsync(ana, world.GeneralId, "look", [own], clientMessageId);
        Assert.Equal((201, 200, first.Body), (first.Status, again.Status, again.Body));
        var another = await PostAsync(ana, world.GeneralId, "look", [own]);
        Assert.Equal((400, ErrorCodes.NoSuchFile), (another.Status, another.Code));

        // Its answer may have been lost, and the message deleted from another device: the repeat still is one.
        await ana.Client.DeleteMessageAsync(world.GeneralId, first.Read(ParleyJson.Context.MessageDto).Seq, default);
        Assert.Equal(200, (await PostAsync(ana, world.GeneralId, "look", [own], clientMessageId)).Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_reply_brings_files_too(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var root = (await ana.PostAsync(world.GeneralId, "Who has the picture?")).Seq;
        var file = (await UploadAsync(ana, world.GeneralId, "name=a.png", Png, null)).Read(ParleyJson.Context.FileDto);

        await ana.Http.CallAsync(
            "POST", $"/api/v1/channels/{world.GeneralId}/messages", new { text = "I", clientMessageId = Person.NewClientMessageId(), threadSeq = root, fileIds = new[] { file.Id } });

        var thread = await ana.Http.CallAsync("GET", $"/api/v1/channels/{world.GeneralId}/messages/{root}/thread");
        Assert.Equal([file], thread.Read(ParleyJson.Context.ThreadPage).Messages[0].Files!);
    }

    private static Task<Answer> PostAsync(Person person, Guid channelId, string text, Guid[] fileIds, Guid? clientMessageId = null)
    {
        return person.Http.CallAsync(
            "POST", $"/api/v1/channels/{channelId}/messages", new { text, clientMessageId = clientMessageId ?? Person.NewClientMessageId(), fileIds });
    }

    private static Task<Answer> UploadAsync(Person person, Guid channelId, string query, byte[] content, string? type)
    {
        return person.Http.SendAsync("POST", $"/api/v1/channels/{channelId}/files?{query}", content, type);
    }

    private static async Task PurgeAsync(World world)
    {
        var purge = world.Server.Services.GetServices<IJobHandler>().Single(handler => handler.Kind == "files.purge");
        var now = world.Server.Clock.GetUtcNow();
        await purge.RunAsync(new JobRun { Id = Guid.CreateVersion7(now), Kind = purge.Kind, Payload = "", Attempt = 1, EnqueuedAt = now, LeaseId = Guid.CreateVersion7(now) }, default);
    }

    /// <summary>Content whose length nobody knows before.</summary>
    private sealed class Unknown(int length, bool breaks = false) : Stream
    {
        private int _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_left == 0 && breaks)
            {
                throw new IOException("The disk is gone.");
            }

            var read = Math.Min(count, _left);
            _left -= read;
            Encoding.ASCII.GetBytes(new string('a', read)).CopyTo(buffer, offset);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

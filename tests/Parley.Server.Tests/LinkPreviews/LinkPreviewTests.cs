using Microsoft.Extensions.DependencyInjection;
using Parley.Client;
using Parley.Contracts;
using Parley.Modules.Files;
using Parley.Modules.Jobs;
using Parley.Modules.LinkPreviews;
using Parley.Testing;

namespace Parley.Server.Tests.LinkPreviews;

public sealed class LinkPreviewTests
{
    private const string Done = "jobs WHERE kind = 'links.preview' AND state = 2";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [OnEachDatabase]
    public async Task Where_a_link_leads_comes_after_the_message_and_is_there_for_whoever_reloads(DatabaseKind kind)
    {
        await using var site = new PageServer();
        await using var world = await CreateWorldAsync(kind, site);
        var (ana, bo) = (await world.MemberAsync("ana"), await world.MemberAsync("bo"));
        site.Html("/a", "<title>x</title><meta property='og:title' content='A &lt;b&gt;page&lt;/b&gt;'><meta name=description content='of \u202Ewhat'><meta property='og:image' content='/i.png'>");
        site.Bytes("/i.png", SamplePictures.Png(30, 20), "image/png");
        var model = await ChannelModel.LoadAsync(bo.Client, world.GeneralId, bo.Id);
        await using var listening = await Listener.StartAsync(bo);

        var posted = await ana.PostAsync(world.GeneralId, $"look: {site.Url("/a")} and `{site.Url("/code")}` and <{site.Url("/quiet")}>");
        await RunAsync(world.Server);

        var changed = (await listening.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePreviewsChanged, 1))[0].AsMessagePreviewsChanged()!;
        var preview = Assert.Single(changed.Previews);
        Assert.Equal((posted.Seq, site.Url("/a"), "127.0.0.1", "A <b>page</b>", "of what", 30, 20), (changed.MessageSeq, preview.Url, preview.SiteName, preview.Title, preview.Description, preview.Image!.Width, preview.Image.Height));
        Assert.Equal(["GET /a", "GET /i.png"], site.Requests.Select(request => request.Split(" HTTP")[0]));
        await AssertSameAsync(world, bo, model);

        var image = await bo.Http.CallAsync("GET", $"/api/v1/channels/{world.GeneralId}/messages/{posted.Seq}/preview-images/{preview.Image.Id}");
        Assert.Equal((200, "image/png", "default-src 'none'; sandbox", "nosniff"), (image.Status, image.Header("Content-Type"), image.Header("Content-Security-Policy"), image.Header("X-Content-Type-Options")));
        var outsider = await world.OutsiderAsync("oz");
        Assert.Equal(404, (await outsider.Http.CallAsync("GET", $"/api/v1/channels/{world.GeneralId}/messages/{posted.Seq}/preview-images/{preview.Image.Id}")).Status);
        var other = await ana.PostAsync(world.GeneralId, "another message");
        Assert.Equal(404, (await bo.Http.CallAsync("GET", $"/api/v1/channels/{world.GeneralId}/messages/{other.Seq}/preview-images/{preview.Image.Id}")).Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_page_is_asked_once_for_all_messages(DatabaseKind kind)
    {
        await using var site = new PageServer();
        await using var world = await CreateWorldAsync(kind, site);
        site.Html("/a", "<title>Page</title>");

        var first = await world.Owner.PostAsync(world.GeneralId, site.Url("/a"));
        await RunAsync(world.Server);
        var second = await world.Owner.PostAsync(world.GeneralId, $"{site.Url("/a")}#part");
        await RunAsync(world.Server);

        Assert.Single(site.Requests);
        Assert.Equal([site.Url("/a")], await PreviewedAsync(world, first.Seq));
        Assert.Equal([$"{site.Url("/a")}#part"], await PreviewedAsync(world, second.Seq));
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_edit_brings_what_its_links_lead_to_and_takes_away_the_others(DatabaseKind kind)
    {
        await using var site = new PageServer();
        await using var world = await CreateWorldAsync(kind, site);
        site.Html("/a", "<title>A</title>");
        site.Html("/b", "<title>B</title>");
        var model = await ChannelModel.LoadAsync(world.Owner.Client, world.GeneralId, world.Owner.Id);
        var message = await world.Owner.PostAsync(world.GeneralId, site.Url("/a"));
        await RunAsync(world.Server);

        await EditAsync(world, message.Seq, $"{site.Url("/b")} {site.Url("/gone")}");
        await RunAsync(world.Server);
        Assert.Equal([site.Url("/b")], await PreviewedAsync(world, message.Seq));

        await EditAsync(world, message.Seq, "no link any more");
        Assert.Empty(await PreviewedAsync(world, message.Seq));
        await AssertSameAsync(world, world.Owner, model);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Its_author_and_admins_remove_a_preview_for_good_and_nobody_else(DatabaseKind kind)
    {
        await using var site = new PageServer();
        await using var world = await CreateWorldAsync(kind, site);
        var (ana, bo, ada) = (await world.MemberAsync("ana"), await world.MemberAsync("bo"), await world.AdminAsync("ada"));
        var model = await ChannelModel.LoadAsync(bo.Client, world.GeneralId, bo.Id);
        site.Html("/a", "<title>A</title>");
        site.Html("/b", "<title>B</title>");
        var message = await ana.PostAsync(world.GeneralId, $"{site.Url("/a")} {site.Url("/b")}");
        await RunAsync(world.Server);
        var path = $"/api/v1/channels/{world.GeneralId}/messages/{message.Seq}/previews";

        Assert.Equal((403, ErrorCodes.Forbidden), await CallAsync(bo, path));
        Assert.Equal((204, null), await CallAsync(ana, $"{path}?url={Uri.EscapeDataString(site.Url("/a"))}"));
        Assert.Equal((204, null), await CallAsync(ana, $"{path}?url={Uri.EscapeDataString(site.Url("/a"))}"));
        Assert.Equal([site.Url("/b")], await PreviewedAsync(world, message.Seq));
        await ana.Client.EditMessageAsync(world.GeneralId, message.Seq, $"edited {site.Url("/a")} {site.Url("/b")}", default);
        await RunAsync(world.Server);
        Assert.Equal([site.Url("/b")], await PreviewedAsync(world, message.Seq));
        Assert.Equal((204, null), await CallAsync(ada, path));
        Assert.Empty(await PreviewedAsync(world, message.Seq));
        await AssertSameAsync(world, bo, model);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_deleted_message_takes_its_previews_out_of_the_log_too(DatabaseKind kind)
    {
        await using var site = new PageServer();
        await using var world = await CreateWorldAsync(kind, site);
        site.Html("/a", "<title>Secret plan</title><meta property='og:image' content='/i.png'>");
        site.Bytes("/i.png", SamplePictures.Png(3, 2), "image/png");
        var model = await ChannelModel.LoadAsync(world.Owner.Client, world.GeneralId, world.Owner.Id);
        var message = await world.Owner.PostAsync(world.GeneralId, site.Url("/a"));
        await RunAsync(world.Server);
        Assert.Equal(1, await world.Server.CountAsync("message_link_images"));

        await world.Owner.Client.DeleteMessageAsync(world.GeneralId, message.Seq, default);

        var log = await world.Owner.Http.CallAsync("GET", $"/api/v1/channels/{world.GeneralId}/events");
        Assert.Contains(ChannelEventTypes.MessagePreviewsChanged, log.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", log.Body, StringComparison.Ordinal);
        Assert.Equal(0, await world.Server.CountAsync("message_link_images"));
        await AssertSameAsync(world, world.Owner, model);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_workspace_turns_previews_off(DatabaseKind kind)
    {
        await using var site = new PageServer();
        await using var world = await CreateWorldAsync(kind, site);
        site.Html("/a", "<title>A</title>");
        var changed = await world.Owner.Http.CallAsync("PATCH", $"/api/v1/workspaces/{world.WorkspaceId}", new { linkPreviewsOff = true });
        Assert.Equal((200, true, "Northwind"), (changed.Status, changed.Read(ParleyJson.Context.WorkspaceDto).LinkPreviewsOff, changed.Read(ParleyJson.Context.WorkspaceDto).Name));

        var message = await world.Owner.PostAsync(world.GeneralId, site.Url("/a"));
        await RunAsync(world.Server);

        Assert.Empty(site.Requests);
        Assert.Empty(await PreviewedAsync(world, message.Seq));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Without_a_network_of_ones_own_nothing_of_it_is_asked(DatabaseKind kind)
    {
        await using var site = new PageServer();
        await using var world = await World.CreateAsync(kind, ("Parley:LinkPreviews:Ports", $"80,443,{site.Port}"));
        site.Html("/a", "<title>A</title>");

        var message = await world.Owner.PostAsync(world.GeneralId, site.Url("/a"));
        await RunAsync(world.Server);

        Assert.Empty(site.Requests);
        Assert.Empty(await PreviewedAsync(world, message.Seq));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Pictures_that_no_message_has_go_after_a_month_and_no_sooner(DatabaseKind kind)
    {
        await using var site = new PageServer();
        await using var world = await CreateWorldAsync(kind, site);
        site.Html("/a", "<title>A</title><meta property='og:image' content='/i.png'>");
        site.Bytes("/i.png", SamplePictures.Png(3, 2), "image/png");
        site.Bytes("/j.png", SamplePictures.Png(4, 4), "image/png");
        await world.Owner.PostAsync(world.GeneralId, site.Url("/a"));
        await RunAsync(world.Server);
        var gone = await world.Owner.PostAsync(world.GeneralId, site.Url("/j.png"));
        await RunAsync(world.Server);
        await world.Owner.Client.DeleteMessageAsync(world.GeneralId, gone.Seq, default);

        await PurgeAsync(world.Server);
        Assert.Equal(2, await world.Server.CountAsync("link_images"));
        world.Server.Clock.Advance(TimeSpan.FromDays(31));
        await PurgeAsync(world.Server);

        Assert.Equal((1, 1, 0), (await world.Server.CountAsync("link_images"), await world.Server.CountAsync("message_link_images"), await world.Server.CountAsync("link_pages")));
        var blobs = world.Server.Services.GetRequiredKeyedService<IBlobStore>(LinkPreviewsModule.Blobs);
        await using var picture = await blobs.OpenAsync((await world.Server.IdsAsync("SELECT id FROM link_images"))[0], default);
        Assert.NotNull(picture);
    }

    [Theory]
    [InlineData("Parley:LinkPreviews:InternalNetworks", "10.0.0.0/33")]
    [InlineData("Parley:LinkPreviews:Ports", "http")]
    public async Task A_wrong_setting_is_refused_at_the_start(string key, string value)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => World.CreateAsync(DatabaseKind.Sqlite, (key, value)));

        Assert.Contains(key.Split(':')[^1], refused.Message, StringComparison.Ordinal);
    }

    private static Task<World> CreateWorldAsync(DatabaseKind kind, PageServer site)
    {
        return World.CreateAsync(kind, ("Parley:LinkPreviews:InternalNetworks", "127.0.0.0/8"), ("Parley:LinkPreviews:Ports", $"{site.Port}"));
    }

    /// <summary>Does what a worker does, once the job is there; the server's own worker, which looks once a second, may have been before it.</summary>
    internal static async Task RunAsync(TestServer server)
    {
        var jobs = server.Services.GetRequiredService<IJobStore>();
        var since = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await server.CountAsync(Done) == 0)
        {
            var now = server.Clock.GetUtcNow();
            var lease = new JobLease(Guid.CreateVersion7(now), now, now.AddMinutes(1));
            if (await jobs.TakeAsync(["links.preview"], lease, 1, default) is [var job])
            {
                await HandlerOf(server, job.Kind).RunAsync(job, default);
                Assert.True(await jobs.CompleteAsync(job.Complete(server.Clock.GetUtcNow()), default));
                continue;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, "Waited for a job for link previews.");
            await looks.WaitForNextTickAsync();
        }

        await server.ExecuteAsync($"DELETE FROM {Done}");
    }

    private static Task PurgeAsync(TestServer server)
    {
        var job = new JobRun { Id = Guid.Empty, Kind = "links.purge", Payload = "", Attempt = 1, EnqueuedAt = server.Clock.GetUtcNow(), LeaseId = Guid.Empty };
        return HandlerOf(server, job.Kind).RunAsync(job, default);
    }

    private static IJobHandler HandlerOf(TestServer server, string kind)
    {
        return server.Services.GetServices<IJobHandler>().Single(handler => handler.Kind == kind);
    }

    private static async Task<(int Status, string? Code)> CallAsync(Person person, string path)
    {
        var answer = await person.Http.CallAsync("DELETE", path);
        return (answer.Status, answer.Code);
    }

    private static async Task EditAsync(World world, long seq, string text)
    {
        await world.Owner.Client.EditMessageAsync(world.GeneralId, seq, text, default);
    }

    private static async Task<IEnumerable<string>> PreviewedAsync(World world, long seq)
    {
        var message = (await world.Owner.Http.CallAsync("GET", $"/api/v1/channels/{world.GeneralId}/messages/{seq}")).Read(ParleyJson.Context.MessageDto);
        return (message.Previews ?? []).Select(preview => preview.Url);
    }

    /// <summary>What was known and the events since give what a fresh load gives.</summary>
    private static async Task AssertSameAsync(World world, Person viewer, ChannelModel model)
    {
        var page = (await viewer.Http.CallAsync("GET", $"/api/v1/channels/{world.GeneralId}/events?after={model.Head}")).Read(ParleyJson.Context.ChannelEventPage);
        foreach (var one in page.Events)
        {
            model.Apply(one);
        }

        Assert.Equal((await ChannelModel.LoadAsync(viewer.Client, world.GeneralId, viewer.Id)).ToString(), model.ToString());
    }
}

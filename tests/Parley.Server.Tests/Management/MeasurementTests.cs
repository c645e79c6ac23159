using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Management;

/// <summary>Something is done, and the program has measured it, as docs/metrics.md says. What only a broken database or client shows is tested beside the parts themselves.</summary>
public sealed class MeasurementTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [OnEachDatabase]
    public async Task Posts_by_what_became_of_them_and_the_transactions_that_they_were_in(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.MemberAsync("ana");
        var secret = await world.ChannelAsync("secret", ChannelVisibility.Private);
        using var measured = MeterReadings.Of(world.Server);

        var id = Person.NewClientMessageId();
        await ana.Client.PostMessageAsync(world.GeneralId, "once", id, default);
        await ana.Client.PostMessageAsync(world.GeneralId, "once", id, default);
        await Assert.ThrowsAsync<ParleyException>(() => ana.PostAsync(secret.Id, "nobody asked"));

        await measured.CountsAsync("parley.log.post.duration", atLeast: 3);
        Assert.Equal((1, 1, 1), (measured.Sum("parley.log.posts{outcome=committed}"), measured.Sum("parley.log.posts{outcome=repeated}"), measured.Sum("parley.log.posts{outcome=refused}")));
        Assert.Equal((3, 3, 3), (measured.Sum("parley.log.commits{outcome=committed}"), measured.Sum("parley.log.batch.size"), measured.Count("parley.log.commit.duration")));
        Assert.Equal(0, measured.Read("parley.log.queue.depth"));
        Assert.InRange(measured.Sum("parley.log.post.duration"), measured.Sum("parley.log.commit.duration"), Patience.TotalSeconds);
        AssertOnPage(measured);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Connections_their_channels_and_how_long_events_took_to_them(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.MemberAsync("ana");
        using var measured = MeterReadings.Of(world.Server);

        await using (var first = await Listener.StartAsync(ana))
        await using (var second = await Listener.StartAsync(world.Owner))
        {
            await world.Owner.PostAsync(world.GeneralId, "hello");
            await first.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);
            await second.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);
            await measured.SumsAsync("parley.realtime.deliveries", atLeast: 2);
            Assert.Equal((2, 2), (measured.Sum("parley.realtime.connections"), measured.Sum("parley.realtime.frames")));
            Assert.Equal(1, measured.Read("parley.realtime.feeds"));
            Assert.Equal((0, 0), (measured.Read("parley.realtime.queue.size"), measured.Read("parley.realtime.queue.largest")));
        }

        // Once for both readers.
        Assert.Equal(1, measured.Count("parley.realtime.delivery.duration{source=hint}"));
        Assert.InRange(measured.Sum("parley.realtime.delivery.duration{source=hint}"), 0, Patience.TotalSeconds);
        AssertOnPage(measured);
    }

    [Fact]
    public async Task What_no_hint_brought_is_found_by_the_look_at_the_heads()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Postgres);
        var node = await world.AddNodeAsync();
        using var measured = MeterReadings.Of(node);
        var ana = await world.MemberAsync("ana");
        using var anaThere = new Person(ana.Account, ana.Token, node.Address);
        await using var stream = await Listener.StartAsync(anaThere);

        await world.Owner.PostAsync(world.GeneralId, "hello");
        await stream.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);

        await measured.CountsAsync("parley.realtime.delivery.duration{source=log}", atLeast: 1);
        Assert.InRange(measured.Count("parley.realtime.heads.lag"), 1, int.MaxValue);
        Assert.InRange(measured.Sum("parley.realtime.gap_reads"), 1, double.MaxValue);
        AssertOnPage(measured);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Those_who_come_back_whether_they_resumed_or_must_reload_and_how_long_it_took(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        using var measured = MeterReadings.Of(world.Server);
        var epoch = (await world.Owner.Client.ReadSyncAsync(default)).Epoch;
        var cursors = new Dictionary<Guid, long> { [world.GeneralId] = 1 };

        await using var whole = await RawStream.ConnectAsync(world.Server, "", new { type = "connect", token = world.Owner.Token, epoch, cursors });
        await measured.CountsAsync("parley.realtime.resumes{outcome=resumed}", atLeast: 1);
        await using var reloading = await RawStream.ConnectAsync(world.Server, "", new { type = "connect", token = world.Owner.Token, epoch = "another", cursors });
        await measured.CountsAsync("parley.realtime.resumes{outcome=reset}", atLeast: 1);
        await using var fresh = await RawStream.ConnectAsync(world.Server, world.Owner.Token);
        await fresh.ReceiveAsync("ready");

        Assert.Equal(2, measured.Count("parley.realtime.resume.duration"));
        Assert.Equal(1, measured.Sum("parley.realtime.resets"));
        Assert.Equal((1, 1), (measured.Sum("parley.realtime.resumes{outcome=resumed}"), measured.Sum("parley.realtime.resumes{outcome=reset}")));
        AssertOnPage(measured);
    }

    [Fact]
    public async Task Connections_that_were_closed_by_their_reason()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        using var measured = MeterReadings.Of(world.Server);
        using var phone = await world.SignInAsync("owner");
        await using var revoked = await Listener.StartAsync(phone);
        await phone.Client.SignOutAsync(default);
        await using var stranger = await RawStream.ConnectAsync(world.Server, "parley_si_of_nobody");
        await using var babbler = await RawStream.ConnectAsync(world.Server, "", new { type = "what" });

        await measured.SumsAsync("parley.realtime.closes{reason=revoked}", atLeast: 1);
        await measured.SumsAsync("parley.realtime.closes{reason=bad_credentials}", atLeast: 1);
        await measured.SumsAsync("parley.realtime.closes{reason=malformed}", atLeast: 1);
        AssertOnPage(measured);
    }

    [Fact]
    public async Task The_bus_between_two_nodes_and_how_long_a_hint_takes()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Postgres, ("Parley:Bus", "postgres"), ("Parley:Realtime:HeadPollInterval", "00:10:00"));
        var node = await world.AddNodeAsync();
        using var sending = MeterReadings.Of(world.Server);
        using var receiving = MeterReadings.Of(node);
        using var owner = new Person(world.Owner.Account, world.Owner.Token, node.Address);
        await using var stream = await Listener.StartAsync(owner);

        await world.Owner.PostAsync(world.GeneralId, "hello");
        await stream.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);

        await receiving.CountsAsync("parley.bus.lag", atLeast: 1);
        await sending.SumsAsync("parley.bus.hints.sent", atLeast: 1);
        Assert.InRange(receiving.Sum("parley.bus.lag"), 0, Patience.TotalSeconds);
        Assert.InRange(receiving.Sum("parley.bus.hints.received"), 1, double.MaxValue);
        Assert.Equal((1, 1), (sending.Read("parley.bus.connected"), receiving.Read("parley.bus.connected")));
        AssertOnPage(sending);
        AssertOnPage(receiving);
    }

    [Fact]
    public async Task Who_signs_up_and_in_and_what_is_refused_because_there_is_too_much_of_it()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite, ("Parley:Accounts:FailuresPerAddress", "10"), ("Parley:Search:PerMinute", "4"));
        using var measured = MeterReadings.Of(world.Server);
        using var anonymous = world.Anonymous();
        var ana = await world.MemberAsync("ana");

        (await world.SignInAsync("ana")).Dispose();
        await CallUntilRefusedAsync(() => anonymous.CallAsync("POST", "/api/v1/sign-ins", new { username = "nobody", password = "not this one" }));
        Assert.Equal(429, (await anonymous.CallAsync("POST", "/api/v1/accounts", new { username = "bo", password = World.Password })).Status);
        await CallUntilRefusedAsync(() => ana.Http.CallAsync("PATCH", "/api/v1/me", new { displayName = "Ana" }));
        await CallUntilRefusedAsync(() => ana.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/search?q=boat"));

        Assert.Equal((1, 10, 1), (Of("sign_ins", "signed_in"), Of("sign_ins", "refused"), Of("sign_ins", "limited")));
        Assert.Equal((1, 1), (Of("sign_ups", "signed_up"), Of("sign_ups", "limited")));
        Assert.Equal((2, 1, 1), (Refused("sign_ins"), Refused("profile"), Refused("search")));
        AssertOnPage(measured);

        double Of(string what, string outcome) => measured.Sum($"parley.accounts.{what}{{outcome={outcome}}}");
        double Refused(string limit) => measured.Sum($"parley.limits.refusals{{limit={limit}}}");
    }

    [Fact]
    public async Task Sign_ins_and_access_tokens_that_begin_and_how_they_end()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        using var measured = MeterReadings.Of(world.Server);
        var ana = await world.MemberAsync("ana");
        using var phone = await world.SignInAsync("ana");
        using var tablet = await world.SignInAsync("ana");
        using var laptop = await world.SignInAsync("ana");
        var token = await ana.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "bridge" }, default);
        await ana.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "backup" }, default);
        var list = await tablet.Client.ReadSignInsAsync(default);

        await phone.Client.SignOutAsync(default);
        await ana.Client.RevokeSignInAsync(list.SignIns.Single(signIn => signIn.IsCurrent).Id, default);
        await ana.Client.RevokeAccessTokenAsync(token.AccessToken.Id, default);
        await Assert.ThrowsAsync<ParleyException>(() => ana.Client.RevokeAccessTokenAsync(token.AccessToken.Id, default));
        await ana.Client.ChangePasswordAsync(new ChangePasswordRequest { CurrentPassword = World.Password, NewPassword = $"{World.Password} again" }, default);

        // Ana's own is left, and the owner's; both are removed a month after they expired.
        Assert.Equal((4, 2), (Of("begun", "kind=device"), Of("begun", "kind=access_token")));
        Assert.Equal((1, 2, 2), (Of("ended", "reason=signed_out"), Of("ended", "reason=revoked"), Of("ended", "reason=password_changed")));
        world.Server.Clock.Advance(TimeSpan.FromDays(61));
        await measured.SumsAsync("parley.accounts.sign_ins.ended{reason=expired}", atLeast: 2);
        Assert.Equal(2, Of("ended", "reason=expired"));
        AssertOnPage(measured);

        double Of(string what, string label) => measured.Sum($"parley.accounts.sign_ins.{what}{{{label}}}");
    }

    [Theory]
    [OnEachDatabase]
    public async Task Mentions_by_what_called_once_for_each_message_and_edit(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.MemberAsync("ana");
        await world.MemberAsync("bo");
        using var measured = MeterReadings.Of(world.Server);
        await using var here = await Listener.StartAsync(ana);
        var id = Person.NewClientMessageId();

        await world.Owner.Client.PostMessageAsync(world.GeneralId, "@ana, see @nobody", id, default);
        await world.Owner.Client.PostMessageAsync(world.GeneralId, "@ana, see @nobody", id, default);
        var all = await world.Owner.PostAsync(world.GeneralId, "@here and @channel");
        await world.Owner.PostAsync(world.GeneralId, "nobody is called");
        await world.Owner.Client.EditMessageAsync(world.GeneralId, all.Seq, "@here and @channel, and @bo", default);

        Assert.Equal((2, 1, 1), (Of("person"), Of("here"), Of("channel")));
        AssertOnPage(measured);

        double Of(string what) => measured.Sum($"parley.mentions.recorded{{kind={what}}}");
    }

    [Fact]
    public async Task Files_on_their_way_up_and_down()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite, ("Parley:Files:MaxBytes", "1000"));
        using var measured = MeterReadings.Of(world.Server);
        var path = $"/api/v1/channels/{world.GeneralId}/files?name=a.txt";

        var stored = (await world.Owner.Http.SendAsync("POST", path, new byte[700], "text/plain")).Read(ParleyJson.Context.FileDto);
        Assert.Equal(413, (await world.Owner.Http.SendAsync("POST", path, new byte[1001], "text/plain")).Status);
        using (var content = new StreamContent(new BreakingStream("half of it"u8.ToArray())))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => world.Owner.Http.PostAsync(path, content));
        }

        await world.Owner.Http.CallAsync("GET", $"/api/v1/files/{stored.Id}");
        await world.Owner.Http.CallAsync("GET", $"/api/v1/files/{stored.Id}", null, ("Range", "bytes=0-9"));

        await measured.SumsAsync("parley.files.uploads{outcome=failed}", atLeast: 1);
        await measured.CountsAsync("parley.files.duration{direction=down}", atLeast: 2);
        Assert.Equal((1, 1, 1), (Uploads("stored"), Uploads("refused"), Uploads("failed")));
        Assert.Equal((700, 710), (measured.Sum("parley.files.bytes{direction=up}"), measured.Sum("parley.files.bytes{direction=down}")));
        Assert.Equal(1, measured.Count("parley.files.duration{direction=up}"));
        AssertOnPage(measured);

        double Uploads(string outcome) => measured.Sum($"parley.files.uploads{{outcome={outcome}}}");
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_a_worker_does_and_how_much_there_is(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.MemberAsync("ana");
        await world.ChannelAsync("secret", ChannelVisibility.Private);
        await world.Owner.PostAsync(world.GeneralId, "a boat");
        (await world.SignInAsync("ana")).Dispose();
        await world.Owner.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "bridge" }, default);
        world.Server.Clock.Advance(TimeSpan.FromHours(-1));
        await world.Owner.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "over", ExpiresAt = world.Server.Clock.GetUtcNow().AddMinutes(30) }, default);

        // It counts at its start, and then seldom.
        await world.RestartAsync(("Parley:Search:PollInterval", "00:00:00.100"));
        using var measured = MeterReadings.Of(world.Server);
        world.Server.Clock.Advance(TimeSpan.FromHours(1));
        await world.Owner.PostAsync(world.GeneralId, "another boat");
        await world.Owner.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/search?q=boat");

        await measured.CountsAsync("parley.jobs.duration{kind=sign-ins.purge,outcome=done}", atLeast: 1);
        await measured.CountsAsync("parley.jobs.lag{kind=sign-ins.purge}", atLeast: 1);
        await measured.SumsAsync("parley.search.indexed", atLeast: 1);
        await measured.CountsAsync("parley.search.lag", atLeast: 1);
        await measured.CountsAsync("parley.search.duration{what=messages}", atLeast: 1);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (measured.Read("parley.business.accounts") == 0)
        {
            await looks.WaitForNextTickAsync();
        }

        measured.ReadAll();
        Assert.Equal((2, 2, 1), (measured.Read("parley.business.accounts"), measured.Read("parley.business.active{within=day}"), measured.Read("parley.business.workspaces")));
        Assert.Equal((1, 1, 0), (Channels("public"), Channels("private"), Channels("direct")));
        Assert.Equal((3, 1), (SignIns("device"), SignIns("access_token")));
        Assert.Contains("parley.jobs.oldest", measured.Names);
        Assert.Contains("parley.search.waiting", measured.Names);
        AssertOnPage(measured);

        double SignIns(string what) => measured.Read($"parley.business.sign_ins{{kind={what}}}");
        double Channels(string visibility) => measured.Read($"parley.business.channels{{visibility={visibility}}}");
    }

    private static void AssertOnPage(MeterReadings measured)
    {
        var page = MetricsPage.Read();
        Assert.NotEmpty(measured.Names);
        Assert.DoesNotContain(measured.Names, name => !page.Has(name));
    }

    private static async Task CallUntilRefusedAsync(Func<Task<Answer>> call)
    {
        for (var calls = 0; calls < 1_000; calls++)
        {
            if ((await call()).Status == 429)
            {
                return;
            }
        }

        Assert.Fail("A thousand calls, and none was too many.");
    }

    /// <summary>Says something, and then is gone.</summary>
    private sealed class BreakingStream(byte[] said) : MemoryStream
    {
        // Its length is not told before.
        public override bool CanSeek => false;

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            return SayAsync(destination, cancellationToken);
        }

        private async Task SayAsync(Stream destination, CancellationToken cancellationToken)
        {
            await destination.WriteAsync(said, cancellationToken);
            await destination.FlushAsync(cancellationToken);
            throw new IOException("The test's client goes.");
        }
    }
}

using System.Text;
using System.Text.Json;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Presence;

public sealed class PresenceBoardTests : IDisposable
{
    private static readonly Guid Ana = EngineWorld.Id(100);
    private static readonly Guid Ben = EngineWorld.Id(101);
    private static readonly Guid Guest = EngineWorld.Id(102);
    private static readonly Guid Stranger = EngineWorld.Id(103);
    private static readonly Guid Here = EngineWorld.Id(1);
    private static readonly Guid Elsewhere = EngineWorld.Id(2);

    private readonly EngineWorld _world = new();

    public PresenceBoardTests()
    {
        Guid[] both = [Here, Elsewhere];
        _world.Ports.Adjust = (accountId, followed) =>
            accountId == Guest ? followed with { AnnouncedIn = [Here] }
            : accountId == Stranger ? followed with { AnnouncedIn = [Elsewhere], PresenceOf = [Elsewhere] }
            : accountId == Ben ? followed with { AnnouncedIn = both, PresenceOf = both }
            : followed with { AnnouncedIn = [Here], PresenceOf = [Here] };
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_snapshot_follows_ready_and_changes_follow_once_a_second()
    {
        var ana = _world.Connect(Ana);
        Assert.Equal(["whole"], Take(ana));
        Flush();
        Assert.Equal(["100 online"], Take(ana));

        var ben = _world.Connect(Ben);
        Assert.Equal(["whole 100 online"], Take(ben));
        Flush();
        Assert.Equal(["101 online"], Take(ana));
        Assert.Equal(["101 online"], Take(ben));

        Flush();
        Assert.Empty(Take(ana));
    }

    [Fact]
    public void Changes_within_a_second_are_one_frame_and_those_taken_back_none()
    {
        var (ana, ben) = (_world.Connect(Ana), _world.Connect(Ben));
        Flush();
        _ = Take(ana);

        Set(ana, "away");
        Set(ben, "away");
        Flush();
        Assert.Equal(["100 away, 101 away"], Take(ana));

        Set(ben, "online");
        Set(ben, "away");
        Flush();
        Assert.Empty(Take(ana));
    }

    [Fact]
    public void An_account_is_as_present_as_its_best_connection()
    {
        var (ben, first, second) = (_world.Connect(Ben), _world.Connect(Ana), _world.Connect(Ana));
        Flush();
        _ = Take(ben);

        Set(first, "away");
        Flush();
        Assert.Empty(Take(ben));

        Set(second, "away");
        Flush();
        Assert.Equal(["100 away"], Take(ben));

        _world.End(second);
        Set(first, "online");
        Flush();
        Assert.Equal(["100 online"], Take(ben));
    }

    [Fact]
    public void Nobody_is_offline_by_saying_so()
    {
        var (ben, ana) = (_world.Connect(Ben), _world.Connect(Ana));
        Flush();
        _ = Take(ben);

        Set(ana, "offline");
        Flush();

        Assert.Empty(Take(ben));
        Assert.False(ana.Connection.IsClosing);
    }

    [Fact]
    public void A_reload_is_not_seen_and_a_longer_absence_is()
    {
        var (ben, ana) = (_world.Connect(Ben), _world.Connect(Ana));
        Flush();
        _ = Take(ben);

        _world.End(ana);
        _world.Advance(TimeSpan.FromSeconds(4.9));
        Flush();
        var again = _world.Connect(Ana);
        _world.Advance(TimeSpan.FromSeconds(10));
        Flush();
        Assert.Empty(Take(ben));

        _world.End(again);
        Flush();
        Assert.Empty(Take(ben));
        _world.Advance(TimeSpan.FromSeconds(5));
        Flush();
        Assert.Equal(["100 offline"], Take(ben));
        Assert.Equal(["whole 101 online"], Take(_world.Connect(Ana)));
    }

    [Fact]
    public void Each_sees_only_the_groups_that_it_may()
    {
        var (ana, ben, guest, stranger) = (_world.Connect(Ana), _world.Connect(Ben), _world.Connect(Guest), _world.Connect(Stranger));

        Flush();

        Assert.Equal(["whole", "100 online, 101 online, 102 online"], Take(ana));
        Assert.Equal(["whole", "100 online, 101 online, 102 online, 103 online"], Take(ben));
        Assert.Equal(["whole"], Take(guest));
        Assert.Equal(["whole", "101 online, 103 online"], Take(stranger));
    }

    [Fact]
    public void A_group_that_is_new_for_an_account_learns_of_it()
    {
        var stranger = _world.Connect(Stranger);
        _ = _world.Connect(Ana);
        Flush();
        _ = Take(stranger);

        _world.Ports.Adjust = (_, followed) => followed with { AnnouncedIn = [Here, Elsewhere], PresenceOf = [Here] };
        _ = _world.Connect(Ana);
        Flush();

        Assert.Equal(["100 online"], Take(stranger));
    }

    [Fact]
    public void Those_who_see_the_same_share_the_frame()
    {
        var (first, second) = (_world.Connect(Ana), _world.Connect(Ana));
        Flush();

        Assert.Equal(["whole", "100 online"], Take(first));
        Assert.Equal(["whole", "100 online"], Take(second));
    }

    private void Flush()
    {
        _world.Hub.Presence.Flush();
    }

    private void Set(TestConnection client, string status)
    {
        _ = _world.Send(client, Encoding.UTF8.GetBytes($$"""{"type":"presence","status":"{{status}}"}"""));
    }

    private static List<string> Take(TestConnection client)
    {
        return [.. client.Writer.TakeAll().Select(frame => frame.Parse()).Where(IsPresence).Select(Short)];
    }

    private static bool IsPresence(JsonElement json) => json.GetProperty("type").GetString() == "presence";

    private static string Short(JsonElement json)
    {
        var accounts = json.GetProperty("accounts").EnumerateObject()
            .Select(one => $"{Convert.ToInt32(one.Name[..8], 16)} {one.Value.GetString()}")
            .Order();
        return string.Join(' ', new[] { json.GetProperty("isSnapshot").GetBoolean() ? "whole" : "", string.Join(", ", accounts) }.Where(part => part.Length > 0));
    }
}

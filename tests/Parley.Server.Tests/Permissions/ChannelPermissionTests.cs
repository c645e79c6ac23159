using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Permissions;

public sealed class ChannelPermissionTests(Worlds worlds) : IClassFixture<Worlds>
{
    [Theory]
    [OnEachDatabase("A public channel", ChannelVisibility.Public, false)]
    [OnEachDatabase("A private channel", ChannelVisibility.Private, false)]
    [OnEachDatabase("A direct channel", ChannelVisibility.Direct, false)]
    [OnEachDatabase("An archived channel", ChannelVisibility.Public, true)]
    public async Task In_a_channel_each_role_may_do_what_the_table_says(DatabaseKind kind, string title, ChannelVisibility visibility, bool isArchived)
    {
        var world = await worlds.OnAsync(kind);
        using var anonymous = world.Anonymous();
        var stage = await ChannelStage.CreateAsync(world, anonymous, visibility, isArchived);

        await TableRun.CompareAsync(title, stage.Actors, stage.Tries, stage.RenewAsync, stage.CheckUnchangedAsync);
    }
}

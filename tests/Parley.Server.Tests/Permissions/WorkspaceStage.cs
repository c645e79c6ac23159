using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Permissions;

/// <summary>A workspace with people to act on: someone of each role, replaced when a call changed or removed them.</summary>
internal sealed class WorkspaceStage
{
    private readonly World _world;
    private readonly Dictionary<WorkspaceRole, Person> _targets = [];
    private int _people;
    private int _names;

    private WorkspaceStage(World world)
    {
        _world = world;
    }

    public IReadOnlyDictionary<string, Func<Actor, Task<Answer>>> Tries => new Dictionary<string, Func<Actor, Task<Answer>>>
    {
        ["See its members"] = actor => CallAsync(actor, "GET", "members"),
        ["See one of them"] = actor => CallAsync(actor, "GET", $"members/{_targets[WorkspaceRole.Member].Id}"),
        ["See the avatar of one of them"] = async actor => await actor.CallAsync("GET", await AvatarOfAsync(_targets[WorkspaceRole.Member])),
        ["See a member with whom a guest shares no channel"] = async actor => await CallAsync(actor, "GET", $"members/{(await ApartAsync()).Id}"),
        ["See the avatar of such a member"] = async actor => await actor.CallAsync("GET", await AvatarOfAsync(await ApartAsync())),
        ["See its own emoji"] = actor => CallAsync(actor, "GET", "emoji"),
        ["See the picture of one"] = async actor => await actor.CallAsync("GET", await EmojiOfAsync(_world.Owner)),
        ["Add an emoji"] = actor => actor.Http.SendAsync("PUT", $"/api/v1/workspaces/{_world.WorkspaceId}/emoji/emoji-{++_names}", SamplePictures.Png(8, 8), "image/png"),
        ["Delete an emoji of one's own"] = async actor => await actor.CallAsync("DELETE", NameOf(await EmojiOfAsync(await CreatorAsync(actor)))),
        ["Delete an emoji of someone else"] = async actor => await actor.CallAsync("DELETE", NameOf(await EmojiOfAsync(_world.Owner))),
        ["See its groups"] = actor => CallAsync(actor, "GET", "groups"),
        ["Make or change a group"] = actor => CallAsync(actor, "PUT", $"groups/group-{++_names}", new { accountIds = new[] { _targets[WorkspaceRole.Member].Id } }),
        ["Delete a group"] = actor => CallAsync(actor, "DELETE", $"groups/group-{++_names}"),
        ["See its channels"] = actor => CallAsync(actor, "GET", "channels"),
        ["See the threads in it that one follows"] = actor => CallAsync(actor, "GET", "threads"),
        ["See what mentions one"] = actor => CallAsync(actor, "GET", "mentions"),
        ["Make a public channel"] = actor => CallAsync(actor, "POST", "channels", new { name = $"public-{++_names}" }),
        ["Make a private channel"] = actor => CallAsync(actor, "POST", "channels", new { name = $"private-{++_names}", visibility = "private" }),
        ["Open a direct channel"] = actor => CallAsync(actor, "PUT", "direct-channels", new { accountIds = new[] { _world.Owner.Id } }),
        ["Turn link previews off"] = actor => actor.CallAsync("PATCH", $"/api/v1/workspaces/{_world.WorkspaceId}", new { linkPreviewsOff = true }),
        ["Rename it"] = actor => actor.CallAsync("PATCH", $"/api/v1/workspaces/{_world.WorkspaceId}", new { name = $"Northwind {++_names}" }),
        ["Search its messages"] = actor => CallAsync(actor, "GET", "search?q=hello"),
        ["Search its files"] = actor => CallAsync(actor, "GET", "search/files?q=hello"),
        ["Search its people"] = actor => CallAsync(actor, "GET", "search/people?q=hello"),
        ["Search its channels"] = actor => CallAsync(actor, "GET", "search/channels?q=hello"),
        ["See what one saved for later in it"] = actor => CallAsync(actor, "GET", "saved-messages"),
        ["See the invites"] = actor => CallAsync(actor, "GET", "invites"),
        ["Withdraw an invite"] = async actor => await CallAsync(actor, "DELETE", $"invites/{await InviteIdAsync()}"),
        ["Invite a guest"] = actor => InviteAsync(actor, "guest"),
        ["Invite a member"] = actor => InviteAsync(actor, "member"),
        ["Invite an admin"] = actor => InviteAsync(actor, "admin"),
        ["Invite an owner"] = actor => InviteAsync(actor, "owner"),
        ["Make a guest a member"] = actor => ChangeRoleAsync(actor, WorkspaceRole.Guest, "member"),
        ["Make a member a guest"] = actor => ChangeRoleAsync(actor, WorkspaceRole.Member, "guest"),
        ["Make a member an admin"] = actor => ChangeRoleAsync(actor, WorkspaceRole.Member, "admin"),
        ["Make a member an owner"] = actor => ChangeRoleAsync(actor, WorkspaceRole.Member, "owner"),
        ["Make an admin a member"] = actor => ChangeRoleAsync(actor, WorkspaceRole.Admin, "member"),
        ["Make an owner a member"] = actor => ChangeRoleAsync(actor, WorkspaceRole.Owner, "member"),
        ["Remove a guest"] = actor => RemoveAsync(actor, WorkspaceRole.Guest),
        ["Remove a member"] = actor => RemoveAsync(actor, WorkspaceRole.Member),
        ["Remove an admin"] = actor => RemoveAsync(actor, WorkspaceRole.Admin),
        ["Remove an owner"] = actor => RemoveAsync(actor, WorkspaceRole.Owner),
        ["Leave it"] = LeaveAsync,
    };

    public static async Task<WorkspaceStage> CreateAsync(World world)
    {
        var stage = new WorkspaceStage(world);
        foreach (var role in Enum.GetValues<WorkspaceRole>())
        {
            stage._targets[role] = await stage.NewPersonAsync(role);
        }

        return stage;
    }

    private Task<Answer> CallAsync(Actor actor, string method, string path, object? body = null)
    {
        return actor.CallAsync(method, $"/api/v1/workspaces/{_world.WorkspaceId}/{path}", body);
    }

    /// <summary>An inviter who is in no channel cannot name one, so the guest's invite names the channel that everyone is in.</summary>
    private Task<Answer> InviteAsync(Actor actor, string role)
    {
        return CallAsync(actor, "POST", "invites", new { role, channelIds = new[] { _world.GeneralId } });
    }

    private async Task<Answer> ChangeRoleAsync(Actor actor, WorkspaceRole from, string to)
    {
        return await ReplacedAsync(from, await CallAsync(actor, "PATCH", $"members/{_targets[from].Id}", new { role = to }));
    }

    private async Task<Answer> RemoveAsync(Actor actor, WorkspaceRole role)
    {
        return await ReplacedAsync(role, await CallAsync(actor, "DELETE", $"members/{_targets[role].Id}"));
    }

    /// <summary>As a newcomer of the actor's role: the actor is needed on.</summary>
    private async Task<Answer> LeaveAsync(Actor actor)
    {
        if (!Enum.TryParse<WorkspaceRole>(actor.Column, ignoreCase: true, out var role))
        {
            return await CallAsync(actor, "DELETE", "members/me");
        }

        using var leaver = await NewPersonAsync(role);
        return await CallAsync(new Actor(actor.Column, leaver), "DELETE", "members/me");
    }

    private async Task<Answer> ReplacedAsync(WorkspaceRole role, Answer answer)
    {
        if (answer.IsSuccess)
        {
            _targets[role] = await NewPersonAsync(role);
        }

        return answer;
    }

    private async Task<Person> NewPersonAsync(WorkspaceRole role)
    {
        var name = $"target-{++_people}";
        var person = role switch
        {
            WorkspaceRole.Guest => await _world.GuestAsync(name, _world.GeneralId),
            WorkspaceRole.Admin => await _world.AdminAsync(name),
            _ => await _world.MemberAsync(name),
        };
        if (role == WorkspaceRole.Owner)
        {
            await _world.Owner.Client.ChangeRoleAsync(_world.WorkspaceId, person.Id, WorkspaceRole.Owner, default);
        }

        return person;
    }

    private static async Task<string> AvatarOfAsync(Person person)
    {
        await person.Http.SendAsync("PUT", "/api/v1/me/avatar", SamplePictures.Png(8, 8), "image/png");
        return (await person.Client.ReadMeAsync(default)).Account.AvatarUrl!;
    }

    /// <summary>The address of the picture of a new emoji.</summary>
    private async Task<string> EmojiOfAsync(Person creator)
    {
        var answer = await creator.Http.SendAsync("PUT", $"/api/v1/workspaces/{_world.WorkspaceId}/emoji/emoji-{++_names}", SamplePictures.Png(8, 8), "image/png");
        return answer.Header("Location")!;
    }

    private static string NameOf(string emojiUrl)
    {
        return emojiUrl[..emojiUrl.LastIndexOf('/')];
    }

    /// <summary>Whose emoji is the actor's own; of an actor who may add none it is someone else's.</summary>
    private async Task<Person> CreatorAsync(Actor actor)
    {
        return actor.Column is "member" or "admin" or "owner" ? actor.Person! : _targets[WorkspaceRole.Member];
    }

    /// <summary>A member who is in no channel of the workspace.</summary>
    private async Task<Person> ApartAsync()
    {
        var person = await _world.MemberAsync("apart");
        await _world.Owner.Client.RemoveChannelMemberAsync(_world.GeneralId, person.Id, default);
        return person;
    }

    private async Task<Guid> InviteIdAsync()
    {
        return (await _world.Owner.Client.CreateInviteAsync(_world.WorkspaceId, new CreateInviteRequest(), default)).Id;
    }
}

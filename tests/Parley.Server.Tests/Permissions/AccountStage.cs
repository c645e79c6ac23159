using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Permissions;

/// <summary>Someone with a sign-in and an access token to spare, and someone else whose they are not.</summary>
internal sealed class AccountStage
{
    private readonly World _world;
    private readonly Person _other;

    private AccountStage(World world, Person person, Person other)
    {
        _world = world;
        Person = person;
        _other = other;
    }

    public Person Person { get; }

    public IReadOnlyDictionary<string, Func<Actor, Task<Answer>>> Tries => new Dictionary<string, Func<Actor, Task<Answer>>>
    {
        ["See one's account"] = actor => actor.CallAsync("GET", "/api/v1/me"),
        ["Set one's avatar"] = actor => actor.Http.SendAsync("PUT", "/api/v1/me/avatar", SamplePictures.Png(8, 8), "image/png"),
        ["Take one's avatar away"] = actor => actor.CallAsync("DELETE", "/api/v1/me/avatar"),
        ["Change one's profile"] = actor => actor.CallAsync("PATCH", "/api/v1/me", new { displayName = "Someone" }),
        ["Change one's password"] = actor => actor.CallAsync("PUT", "/api/v1/me/password", new { currentPassword = World.Password, newPassword = World.Password }),
        ["Set one's keywords"] = actor => actor.CallAsync("PUT", "/api/v1/me/keywords", new { keywords = new[] { "deploy" } }),
        ["Say something beside one's name"] = actor => actor.CallAsync("PUT", "/api/v1/me/status", new { emoji = "🍵", text = "tea" }),
        ["Say nothing more"] = actor => actor.CallAsync("DELETE", "/api/v1/me/status"),
        ["Be away, or not to be disturbed"] = actor => actor.CallAsync("PUT", "/api/v1/me/availability", new { mode = "do-not-disturb" }),
        ["See what notifies one"] = actor => actor.CallAsync("GET", "/api/v1/me/notifications"),
        ["Set what notifies one"] = actor => actor.CallAsync(
            "PUT", "/api/v1/me/notifications", new { level = "everything", quietHours = (object?)null, sound = false, hidesContent = false }),
        ["See one's sign-ins"] = actor => actor.CallAsync("GET", "/api/v1/sign-ins"),
        ["Sign out"] = SignOutAsync,
        ["Revoke a sign-in of one's own"] = async actor => await actor.CallAsync("DELETE", $"/api/v1/sign-ins/{await SignInIdAsync(Person)}"),
        ["Revoke a sign-in of someone else"] = async actor => await actor.CallAsync("DELETE", $"/api/v1/sign-ins/{await SignInIdAsync(_other)}"),
        ["See one's access tokens"] = actor => actor.CallAsync("GET", "/api/v1/me/access-tokens"),
        ["Make an access token"] = actor => actor.CallAsync("POST", "/api/v1/me/access-tokens", new { name = "script" }),
        ["Revoke an access token of one's own"] = async actor => await actor.CallAsync("DELETE", $"/api/v1/me/access-tokens/{await AccessTokenIdAsync(Person)}"),
        ["Revoke an access token of someone else"] = async actor => await actor.CallAsync("DELETE", $"/api/v1/me/access-tokens/{await AccessTokenIdAsync(_other)}"),
        ["See what waits in one's composers"] = actor => actor.CallAsync("GET", "/api/v1/me/drafts"),
        ["See what one saved for later"] = actor => actor.CallAsync("GET", "/api/v1/me/saved-messages"),
        ["See one's workspaces"] = actor => actor.CallAsync("GET", "/api/v1/workspaces"),
        ["Make a workspace"] = actor => actor.CallAsync("POST", "/api/v1/workspaces", new { name = "Mine" }),
        ["Accept an invite"] = AcceptAsync,
        ["See one's channels with their unread counts"] = actor => actor.CallAsync("GET", "/api/v1/sync"),
        ["See the threads that one follows"] = actor => actor.CallAsync("GET", "/api/v1/me/threads"),
        ["See how large a file may be"] = actor => actor.CallAsync("GET", "/api/v1/files/limits"),
        ["Download a file of one's own that is in no message"] = async actor => await actor.CallAsync("GET", $"/api/v1/files/{await FileIdAsync(Person)}"),
        ["Download one of someone else"] = async actor => await actor.CallAsync("GET", $"/api/v1/files/{await FileIdAsync(_other)}"),
        ["Say what a file shows that is of one's own and in no message"] = async actor => await actor.CallAsync("PATCH", $"/api/v1/files/{await FileIdAsync(Person)}", new { alt = "A boat" }),
        ["Say what one of someone else shows"] = async actor => await actor.CallAsync("PATCH", $"/api/v1/files/{await FileIdAsync(_other)}", new { alt = "A boat" }),
        ["Discard a file of one's own that is in no message"] = async actor => await actor.CallAsync("DELETE", $"/api/v1/files/{await FileIdAsync(Person)}"),
        ["Discard one of someone else"] = async actor => await actor.CallAsync("DELETE", $"/api/v1/files/{await FileIdAsync(_other)}"),
    };

    public static async Task<AccountStage> CreateAsync(World world)
    {
        return new AccountStage(world, await world.MemberAsync("someone"), await world.MemberAsync("someone.else"));
    }

    /// <summary>With a sign-in of its own: the others are needed on.</summary>
    private async Task<Answer> SignOutAsync(Actor actor)
    {
        if (actor.Person is null)
        {
            return await actor.CallAsync("DELETE", "/api/v1/sign-ins/current");
        }

        using var device = await _world.SignInAsync(actor.Person.Account.Username);
        return await device.Http.CallAsync("DELETE", "/api/v1/sign-ins/current");
    }

    private async Task<Guid> FileIdAsync(Person person)
    {
        var answer = await person.Http.SendAsync("POST", $"/api/v1/channels/{_world.GeneralId}/files?name=note.txt", [1], "text/plain");
        return answer.Read(ParleyJson.Context.FileDto).Id;
    }

    private async Task<Answer> AcceptAsync(Actor actor)
    {
        var invite = await _world.Owner.Client.CreateInviteAsync(_world.WorkspaceId, new CreateInviteRequest(), default);
        return await actor.CallAsync("POST", $"/api/v1/invites/{invite.Code}/accept");
    }

    private async Task<Guid> SignInIdAsync(Person person)
    {
        using var device = await _world.SignInAsync(person.Account.Username);
        return (await device.Client.ReadSignInsAsync(default)).SignIns.Single(signIn => signIn.IsCurrent).Id;
    }

    private static async Task<Guid> AccessTokenIdAsync(Person person)
    {
        return (await person.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "spare" }, default)).AccessToken.Id;
    }
}

using System.IO.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Files;
using Parley.Modules.LinkPreviews;
using Parley.Testing;

namespace Parley.Server.Tests.Permissions;

/// <summary>A channel with someone of each role in it and outside of it, and a message of everyone in it; made anew when a call changed it.</summary>
internal sealed class ChannelStage
{
    private readonly World _world;
    private readonly ChannelVisibility _visibility;
    private readonly bool _isArchived;
    private readonly Dictionary<Guid, long> _messages = [];
    private Guid _channelId;
    private long _head;
    private Guid _imageId;
    private Person _newcomer = null!;
    private Person _target = null!;
    private static int _names;

    private ChannelStage(World world, ChannelVisibility visibility, bool isArchived)
    {
        _world = world;
        _visibility = visibility;
        _isArchived = isArchived;
    }

    public IReadOnlyList<Actor> Actors { get; private set; } = [];

    public IReadOnlyDictionary<string, Func<Actor, Task<Answer>>> Tries => new Dictionary<string, Func<Actor, Task<Answer>>>
    {
        ["Read it"] = actor => CallAsync(actor, "GET", ""),
        ["Read its members"] = actor => CallAsync(actor, "GET", "/members"),
        ["Read its messages"] = actor => CallAsync(actor, "GET", "/messages"),
        ["Read one message"] = actor => CallAsync(actor, "GET", $"/messages/{MessageOf(Creator)}"),
        ["Read a thread"] = actor => CallAsync(actor, "GET", $"/messages/{MessageOf(Creator)}/thread"),
        ["Read what a message said before"] = actor => CallAsync(actor, "GET", $"/messages/{MessageOf(Creator)}/versions"),
        ["Read a picture of where its links lead"] = actor => CallAsync(actor, "GET", $"/messages/{MessageOf(Creator)}/preview-images/{_imageId}"),
        ["Read its events"] = actor => CallAsync(actor, "GET", "/events"),
        ["Join it"] = actor => CallAsync(actor, "PUT", "/members/me"),
        ["Leave it"] = actor => CallAsync(actor, "DELETE", "/members/me"),
        ["Add someone"] = actor => CallAsync(actor, "PUT", $"/members/{_newcomer.Id}"),
        ["Remove someone"] = actor => CallAsync(actor, "DELETE", $"/members/{_target.Id}"),
        ["Change topic and purpose"] = actor => CallAsync(actor, "PATCH", "", new { topic = "Something else", purpose = "Other things" }),
        ["Rename it"] = actor => CallAsync(actor, "PATCH", "", new { name = NewName() }),
        ["Archive it"] = actor => CallAsync(actor, "DELETE", ""),
        ["Restore it"] = actor => CallAsync(actor, "PATCH", "", new { archived = false }),
        ["Post a message"] = actor => CallAsync(actor, "POST", "/messages", new { text = "Hello", clientMessageId = Person.NewClientMessageId() }),
        ["Reply to a message"] = actor => CallAsync(
            actor, "POST", "/messages", new { text = "Hello", clientMessageId = Person.NewClientMessageId(), threadSeq = MessageOf(Creator) }),
        ["Edit one's message"] = actor => CallAsync(actor, "PATCH", $"/messages/{MessageOf(actor)}", new { text = "Changed" }),
        ["Edit someone else's message"] = actor => CallAsync(actor, "PATCH", $"/messages/{MessageOfAnother(actor)}", new { text = "Changed" }),
        ["Delete one's message"] = actor => CallAsync(actor, "DELETE", $"/messages/{MessageOf(actor)}"),
        ["Delete someone else's message"] = actor => CallAsync(actor, "DELETE", $"/messages/{MessageOfAnother(actor)}"),
        ["Remove the previews of one's message"] = actor => CallAsync(actor, "DELETE", $"/messages/{MessageOf(actor)}/previews"),
        ["Remove the previews of someone else's message"] = actor => CallAsync(actor, "DELETE", $"/messages/{MessageOfAnother(actor)}/previews"),
        ["Upload a file"] = actor => CallAsync(actor, "POST", "/files?name=note.txt", "content"),
        ["Read its pins"] = actor => CallAsync(actor, "GET", "/pins"),
        ["Pin a message"] = actor => CallAsync(actor, "PUT", $"/pins/{MessageOfAnother(actor)}"),
        ["Unpin a message"] = actor => CallAsync(actor, "DELETE", $"/pins/{MessageOfAnother(actor)}"),
        ["Keep what one began to write"] = actor => CallAsync(actor, "PUT", "/draft", new { text = "what I wanted to say" }),
        ["Delete what one began to write"] = actor => CallAsync(actor, "DELETE", "/draft"),
        ["Save a message for later"] = actor => CallAsync(actor, "PUT", $"/messages/{MessageOfAnother(actor)}/saved"),
        ["Take a message off one's saved ones"] = actor => CallAsync(actor, "DELETE", $"/messages/{MessageOfAnother(actor)}/saved"),
        ["React to a message"] = actor => CallAsync(actor, "PUT", $"/messages/{MessageOfAnother(actor)}/reactions/👍"),
        ["Take a reaction back"] = actor => CallAsync(actor, "DELETE", $"/messages/{MessageOfAnother(actor)}/reactions/👍"),
        ["Move one's read marker"] = actor => CallAsync(actor, "PUT", "/read-marker", new { seq = 1 }),
        ["Set what notifies one in it"] = actor => CallAsync(actor, "PUT", "/notifications", new { level = "nothing", ignoresEveryone = true }),
        ["Follow a thread"] = actor => CallAsync(actor, "PUT", $"/messages/{MessageOf(Creator)}/thread/follow"),
        ["Follow a thread no longer"] = actor => CallAsync(actor, "DELETE", $"/messages/{MessageOf(Creator)}/thread/follow"),
        ["Move one's read marker in a thread"] = actor => CallAsync(actor, "PUT", $"/messages/{MessageOf(Creator)}/thread/read-marker", new { seq = 1 }),
    };

    private Actor Creator => Actors.Single(actor => actor.Column == "creator");

    private IEnumerable<Actor> Inside => Actors.SkipWhile(actor => actor.Column != "guest");

    public static async Task<ChannelStage> CreateAsync(World world, HttpClient anonymous, ChannelVisibility visibility, bool isArchived)
    {
        var stage = new ChannelStage(world, visibility, isArchived)
        {
            _newcomer = await world.MemberAsync("newcomer"),
            _target = await world.MemberAsync("target"),
            Actors =
            [
                new Actor("anonymous", anonymous, null),
                new Actor("outsider", await world.OutsiderAsync("outsider")),
                new Actor("guest outside", await world.GuestAsync("guest.outside", world.GeneralId)),
                new Actor("member outside", await world.MemberAsync("member.outside")),
                new Actor("admin outside", await world.AdminAsync("admin.outside")),
                new Actor("guest", await world.GuestAsync("guest", world.GeneralId)),
                new Actor("member", await world.MemberAsync("member")),
                new Actor("creator", await world.MemberAsync("creator")),
                new Actor("admin", await world.AdminAsync("admin")),
                new Actor("owner", world.Owner),
            ],
        };
        await stage.MakeAsync();
        return stage;
    }

    /// <summary>After a call that was allowed: a new channel, unless the call only read.</summary>
    public async Task RenewAsync(string what)
    {
        if (!what.StartsWith("Read ", StringComparison.Ordinal))
        {
            await MakeAsync();
        }
    }

    public async Task CheckUnchangedAsync(string what)
    {
        var channel = await Creator.Person!.Client.ReadChannelAsync(_channelId, default);
        Assert.True(channel.Head == _head, $"{what}: the call was refused, and yet the channel has an event more.");
    }

    private async Task MakeAsync()
    {
        var creator = Creator.Person!.Client;
        var others = Inside.Select(actor => actor.Id).Except([Creator.Id]).ToList();
        if (_visibility == ChannelVisibility.Direct)
        {
            _channelId = (await creator.OpenDirectChannelAsync(_world.WorkspaceId, others, default)).Id;
        }
        else
        {
            _channelId = (await creator.CreateChannelAsync(_world.WorkspaceId, new CreateChannelRequest { Name = NewName(), Visibility = _visibility }, default)).Id;
            foreach (var accountId in others.Append(_target.Id))
            {
                await creator.AddChannelMemberAsync(_channelId, accountId, default);
            }
        }

        foreach (var actor in Inside)
        {
            _messages[actor.Id] = (await actor.Person!.PostAsync(_channelId, $"I am the {actor.Column}")).Seq;
        }

        _imageId = await PreviewAsync();
        if (_isArchived)
        {
            await creator.ArchiveChannelAsync(_channelId, default);
        }

        _head = (await creator.ReadChannelAsync(_channelId, default)).Head;
    }

    /// <summary>As a worker gives it to the creator's message.</summary>
    /// <returns>The preview's picture.</returns>
    private async Task<Guid> PreviewAsync()
    {
        var services = _world.Server.Services;
        var now = _world.Server.Clock.GetUtcNow();
        var image = new PreviewImageDto { Id = Guid.CreateVersion7(now), Width = 3, Height = 2 };
        await services.GetRequiredService<ILinkPreviewStore>().AddImageAsync(image.Id, "image/png", now, default);
        var blobs = services.GetRequiredKeyedService<IBlobStore>(LinkPreviewsModule.Blobs);
        await blobs.WriteAsync(image.Id, PipeReader.Create(new MemoryStream(SamplePictures.Png(3, 2))), mostBytes: 10_000, default);
        var data = new MessagePreviewsChanged
        {
            MessageSeq = MessageOf(Creator),
            Previews = [new LinkPreviewDto { Url = "https://pages.example/", SiteName = "pages.example", Title = "Page", Image = image }],
        };
        var change = new ChannelChange.SetPreviews(data.MessageSeq, $"I am the {Creator.Column}", Before: null, data.Previews)
        {
            ChannelId = _channelId,
            ActorId = Creator.Id,
            At = now,
            Event = EncodedEvent.Create(ChannelEventTypes.MessagePreviewsChanged, _channelId, now, Creator.Id, data, ParleyJson.Context.MessagePreviewsChanged),
        };
        Assert.IsType<ChangeOutcome.Applied>(await services.GetRequiredService<IChannelLogStore>().ChangeAsync(change, default));
        return image.Id;
    }

    private Task<Answer> CallAsync(Actor actor, string method, string path, object? body = null)
    {
        return actor.CallAsync(method, $"/api/v1/channels/{_channelId}{path}", body);
    }

    /// <summary>Who is outside has none: the call names one all the same.</summary>
    private long MessageOf(Actor actor)
    {
        return _messages.GetValueOrDefault(actor.Id, _messages[Creator.Id]);
    }

    private long MessageOfAnother(Actor actor)
    {
        return _messages.First(message => message.Key != actor.Id).Value;
    }

    private static string NewName()
    {
        return $"stage-{Interlocked.Increment(ref _names)}";
    }
}

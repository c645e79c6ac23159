using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parley.Contracts;
using Json = Parley.Contracts.ParleyJsonContext;

namespace Parley.Cli.Tests;

/// <summary>As much of a Parley server as the commands use, in memory, with faults to switch on: nobody is authorised for anything, everything under one lock.</summary>
internal sealed class MemoryServer : IAsyncDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);

    private static readonly PreferencesDto NoPreferences = new()
    {
        Theme = "system",
        Density = "comfortable",
        TextSize = "medium",
        Clock = "auto",
        Language = "auto",
        Motion = "system",
        SendKey = "enter",
        LetterKeys = true,
        Announcements = true,
        SkinTone = 0,
    };

    private readonly WebApplication _application;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (AccountDto Account, string Password)> _accounts = [];
    private readonly List<WorkspaceDto> _workspaces = [];
    private readonly ConcurrentDictionary<WebSocket, Action> _connections = new();
    private int _ids;

    private MemoryServer(WebApplication application)
    {
        _application = application;
    }

    public Dictionary<Guid, MemoryChannel> Channels { get; } = [];

    /// <summary>Called before and after each post is stored; true: the connection breaks at that moment.</summary>
    public Func<bool> Breaks { get; set; } = () => false;

    /// <summary>true for a message that is acknowledged and forgotten.</summary>
    public Func<PostMessageRequest, bool> Forgets { get; set; } = _ => false;

    /// <summary>Called after each post with how many messages there are.</summary>
    public Action<int> Stored { get; set; } = _ => { };

    /// <summary>true for a message that is stored again when it is repeated.</summary>
    public bool Doubles { get; set; }

    public string Address => _application.Urls.First();

    public int Accounts => _accounts.Count;

    public static async Task<MemoryServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Json.Default));
        var application = builder.Build();
        var server = new MemoryServer(application);
        application.UseWebSockets();
        server.Map(application);
        await application.StartAsync();
        return server;
    }

    /// <summary>Breaks every event stream, as a node that is killed does.</summary>
    public void BreakStreams()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Abort();
        }
    }

    public ValueTask DisposeAsync()
    {
        BreakStreams();
        return _application.DisposeAsync();
    }

    private static IResult Problem(int status, string code)
    {
        return Results.Json(
            new ProblemDto { Type = code, Title = code, Status = status, Code = code }, Json.Default.ProblemDto, contentType: "application/problem+json", statusCode: status);
    }

    private void Map(WebApplication application)
    {
        var api = application.MapGroup("/api/v1");
        api.MapGet("server", () => Locked(() => Results.Ok(new ServerDto { Version = "0", SignUp = "invite", IsEmpty = _accounts.Count == 0 })));
        api.MapPost("accounts", (SignUpRequest request) => Locked(() => SignUp(request)));
        api.MapPost("sign-ins", (SignInRequest request) => Locked(() =>
            _accounts.TryGetValue(request.Username, out var known) && known.Password == request.Password
                ? Results.Ok(new SignedInDto { Account = known.Account, Token = request.Username })
                : Problem(401, ErrorCodes.InvalidCredentials)));
        api.MapGet("me", (HttpContext context) => Locked(() =>
            Results.Ok(new MeDto { Account = _accounts[Caller(context)].Account, Email = null, Workspaces = _workspaces, Keywords = [], Preferences = NoPreferences })));
        api.MapPost("workspaces", (WorkspaceNameRequest request) => Locked(() => Results.Ok(NewWorkspace(request.Name))));
        api.MapPost("workspaces/{id}/invites", (Guid id) => Locked(() =>
            Results.Ok(new CreatedInviteDto { Id = id, Code = id.ToString(), Url = "", Role = WorkspaceRole.Member, ExpiresAt = At })));
        api.MapPost("invites/{code}/accept", (Guid code) => Locked(() => Results.Ok(_workspaces.Single(workspace => workspace.Id == code))));
        api.MapGet("workspaces/{id}/channels", (Guid id) => Locked(() =>
            Results.Ok(new ChannelPage { Channels = [.. Channels.Values.Where(channel => channel.Dto.WorkspaceId == id).Select(channel => channel.Dto)], Cursor = null })));
        api.MapPost("workspaces/{id}/channels", (Guid id, CreateChannelRequest request, HttpContext context) => Locked(() =>
            Results.Ok(NewChannel(id, request.Visibility ?? ChannelVisibility.Public, request.Name, IdOf(context)).Dto)));
        api.MapPut("workspaces/{id}/direct-channels", (Guid id, OpenDirectChannelRequest request, HttpContext context) => Locked(() =>
        {
            var name = string.Join(',', request.AccountIds.Append(IdOf(context)).Distinct().Order());
            var found = Channels.Values.FirstOrDefault(channel => channel.Dto.Name == name) ?? NewChannel(id, ChannelVisibility.Direct, name, IdOf(context));
            found.Members.UnionWith(request.AccountIds);
            return Results.Ok(found.Dto);
        }));
        api.MapGet("channels/{id}", (Guid id) => Locked(() => Results.Ok(Channels[id].Dto)));
        api.MapPut("channels/{id}/members/{member}", (Guid id, string member, HttpContext context) => Locked(() =>
        {
            var accountId = member == "me" ? IdOf(context) : Guid.Parse(member);
            if (Channels[id].Members.Add(accountId))
            {
                Append(Channels[id], IdOf(context), ChannelEventTypes.MemberJoined, $$"""{"accountId":"{{accountId}}"}""");
            }

            return Results.NoContent();
        }));
        api.MapPut("channels/{id}/read-marker", (Guid id, ReadMarkerDto marker, HttpContext context) => Locked(() =>
        {
            Channels[id].ReadSeqs[IdOf(context)] = marker.Seq;
            return Results.Ok(marker);
        }));
        api.MapGet("sync", (HttpContext context) => Locked(() => Results.Ok(new SyncDto
        {
            Epoch = "e1",
            Channels = [.. Channels.Values.Where(channel => channel.Members.Contains(IdOf(context))).Select(channel => channel.SyncFor(IdOf(context)))],
        })));
        api.MapPut("channels/{id}/messages/{seq}/reactions/{emoji}", (Guid id, long seq, string emoji, HttpContext context) => Locked(() =>
        {
            if (Channels[id].React(seq, emoji, IdOf(context)))
            {
                Append(Channels[id], IdOf(context), ChannelEventTypes.ReactionAdded, $$"""{"messageSeq":{{seq}},"emoji":"{{emoji}}"}""");
            }

            return Results.NoContent();
        }));
        api.MapDelete("channels/{id}/messages/{seq}/reactions/{emoji}", (Guid id, long seq, string emoji, HttpContext context) => Locked(() =>
        {
            if (Channels[id].TakeBack(seq, emoji, IdOf(context)))
            {
                Append(Channels[id], IdOf(context), ChannelEventTypes.ReactionRemoved, $$"""{"messageSeq":{{seq}},"emoji":"{{emoji}}"}""");
            }

            return Results.NoContent();
        }));
        api.MapPost("channels/{id}/messages", (Guid id, PostMessageRequest request, HttpContext context) => Post(id, request, context));
        api.MapPatch("channels/{id}/messages/{seq}", (Guid id, long seq, EditMessageRequest request, HttpContext context) => Locked(() =>
        {
            Append(Channels[id], IdOf(context), ChannelEventTypes.MessageEdited, $$"""{"messageSeq":{{seq}},"text":{{JsonSerializer.Serialize(request.Text)}}}""");
            return Results.Ok(Channels[id].Messages[seq] = Channels[id].Messages[seq] with { Text = request.Text, EditedAt = At });
        }));
        api.MapDelete("channels/{id}/messages/{seq}", (Guid id, long seq, HttpContext context) => Locked(() =>
        {
            Append(Channels[id], IdOf(context), ChannelEventTypes.MessageDeleted, $$"""{"messageSeq":{{seq}}}""");
            Channels[id].Messages[seq] = Channels[id].Messages[seq] with { Text = "", DeletedAt = At, Reactions = null };
            return Results.NoContent();
        }));
        api.MapGet("channels/{id}/messages", (Guid id, long after, int limit) => Locked(() =>
        {
            var page = Channels[id].Messages.Values.Where(message => message.Seq > after).Take(limit + 1).ToList();
            return Results.Ok(new MessagePage { Messages = [.. page.Take(limit)], HasOlder = after > 0, HasNewer = page.Count > limit, Head = Channels[id].Head, Epoch = "e1" });
        }));
        api.MapGet("channels/{id}/events", (Guid id, long after, int limit) => Locked(() =>
            Results.Ok(new ChannelEventPage { Events = [.. Channels[id].Events.Skip((int)after).Take(limit)], Head = Channels[id].Head, Epoch = "e1" })));
        api.Map("events", StreamAsync);
    }

    private IResult SignUp(SignUpRequest request)
    {
        var account = new AccountDto { Id = NewId(), Username = request.Username, DisplayName = request.DisplayName ?? "", IsServerAdmin = _accounts.Count == 0 };
        if (_accounts.Count == 0)
        {
            NewWorkspace(request.WorkspaceName!);
        }

        return _accounts.TryAdd(request.Username, (account, request.Password))
            ? Results.Ok(new SignedInDto { Account = account, Token = request.Username })
            : Problem(409, ErrorCodes.UsernameTaken);
    }

    private IResult Post(Guid channelId, PostMessageRequest request, HttpContext context)
    {
        if (Breaks())
        {
            context.Abort();
            return Results.Empty;
        }

        var message = Locked(() => Store(Channels[channelId], request, IdOf(context)));
        Stored(Locked(() => Channels.Values.Sum(channel => channel.Messages.Count)));
        if (Breaks())
        {
            context.Abort();
        }

        return Results.Ok(message);
    }

    private MessageDto Store(MemoryChannel channel, PostMessageRequest request, Guid authorId)
    {
        var known = Doubles ? null : channel.Messages.Values.FirstOrDefault(message => message.ClientMessageId == request.ClientMessageId);
        if (known is not null)
        {
            return known;
        }

        var message = new MessageDto
        {
            ChannelId = channel.Dto.Id,
            Seq = channel.Head + 1,
            AuthorId = authorId,
            Text = request.Text,
            PostedAt = At,
            ClientMessageId = request.ClientMessageId,
        };
        if (!Forgets(request))
        {
            Append(channel, authorId, ChannelEventTypes.MessagePosted, JsonSerializer.Serialize(
                new MessagePosted { Text = request.Text }, Json.Default.MessagePosted));
            channel.Messages.Add(message.Seq, message);
        }

        return message;
    }

    private void Append(MemoryChannel channel, Guid actorId, string type, string data)
    {
        channel.Events.Add(new ChannelEventDto
        {
            Type = type,
            ChannelId = channel.Dto.Id,
            Seq = channel.Head + 1,
            At = At,
            ActorId = actorId,
            Data = JsonDocument.Parse(data).RootElement,
        });
        foreach (var look in _connections.Values)
        {
            look();
        }
    }

    private async Task StreamAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
        var connect = JsonSerializer.Deserialize(buffer.AsSpan(0, received.Count), Json.Default.ConnectFrame)!;
        var accountId = Locked(() => _accounts[connect.Token!].Account.Id);
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        _connections[socket] = () => news.Writer.TryWrite(true);
        Dictionary<Guid, long> heads = [];
        Locked(() => Channels.Values.Where(channel => channel.Members.Contains(accountId)).ToList()).ForEach(channel => heads[channel.Dto.Id] = channel.Head);
        var cursors = heads.ToDictionary(head => head.Key, head => connect.Cursors?.GetValueOrDefault(head.Key, head.Value) ?? head.Value);
        try
        {
            await SendAsync(socket, JsonSerializer.SerializeToUtf8Bytes(
                new ReadyFrame { ConnectionId = NewId(), AccountId = accountId, Epoch = "e1", Heads = heads }, Json.Default.ReadyFrame));
            news.Writer.TryWrite(true);
            while (await news.Reader.ReadAsync(context.RequestAborted))
            {
                foreach (var missed in Locked(() => cursors.SelectMany(cursor => Channels[cursor.Key].Events.Skip((int)cursor.Value)).ToList()))
                {
                    cursors[missed.ChannelId] = missed.Seq;
                    await SendAsync(socket, JsonSerializer.SerializeToUtf8Bytes(missed, Json.Default.ChannelEventDto));
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            socket.Abort();
        }
        finally
        {
            _connections.TryRemove(socket, out _);
        }
    }

    private static async Task SendAsync(WebSocket socket, byte[] frame)
    {
        await socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    private WorkspaceDto NewWorkspace(string name)
    {
        _workspaces.Add(new WorkspaceDto { Id = NewId(), Name = name, Role = WorkspaceRole.Owner, CreatedAt = At });
        return _workspaces[^1];
    }

    private MemoryChannel NewChannel(Guid workspaceId, ChannelVisibility visibility, string name, Guid creator)
    {
        var channel = new MemoryChannel(NewId(), workspaceId, visibility, name);
        channel.Members.Add(creator);
        Channels.Add(channel.Dto.Id, channel);
        Append(channel, creator, ChannelEventTypes.ChannelCreated, $$"""{"visibility":"public","name":"{{name}}","topic":"","purpose":""}""");
        return channel;
    }

    private TResult Locked<TResult>(Func<TResult> work)
    {
        lock (_lock)
        {
            return work();
        }
    }

    private static string Caller(HttpContext context)
    {
        return context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
    }

    private Guid IdOf(HttpContext context)
    {
        return _accounts[Caller(context)].Account.Id;
    }

    private Guid NewId()
    {
        return new Guid(Interlocked.Increment(ref _ids), 0, 0, Encoding.ASCII.GetBytes("parley00"));
    }
}

using Parley.Bench.Baselines;

// The baseline: what one writes first with ASP.NET Core's WebSockets. `GET /join` reads, `GET /publish` writes.
var app = BaselineHost.CreateBuilder(args).Build();
var room = new Room();
app.UseWebSockets();
app.Map("/join", async context =>
{
    using var socket = await context.WebSockets.AcceptWebSocketAsync();
    await room.JoinAsync(socket, context.RequestAborted);
});
app.Map("/publish", async context =>
{
    using var socket = await context.WebSockets.AcceptWebSocketAsync();
    await room.PublishFromAsync(socket, context.RequestAborted);
});
await BaselineHost.RunAsync(app);

using Microsoft.AspNetCore.Http.Connections;
using Parley.Bench.Baselines;

// The baseline: a SignalR hub that broadcasts to a group, JSON protocol. `--redis HOST:PORT` puts the Redis backplane between.
var builder = BaselineHost.CreateBuilder(args);
var signalR = builder.Services.AddSignalR(options =>
{
    // The load generator does not send SignalR's own pings.
    options.ClientTimeoutInterval = TimeSpan.FromHours(1);
});
if (builder.Configuration["redis"] is { } redis)
{
    signalR.AddStackExchangeRedis(redis);
}

var app = builder.Build();
app.MapHub<RoomHub>("/hub", options => options.Transports = HttpTransportType.WebSockets);
await BaselineHost.RunAsync(app);

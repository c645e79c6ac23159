using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Parley.Faults.BrokenServer;
using Parley.Server;
using Parley.Server.Commands;
using Parley.Server.Health;

// The server with one protection taken out, which the environment variable names: `parley verify` has to notice.
var broken = Enum.Parse<Protection>(Environment.GetEnvironmentVariable(nameof(Protection)) ?? nameof(Protection.None));
await using var app = ServerApp.Build([.. args.Where(argument => argument != "serve")], builder => Breakage.Apply(broken, builder));
await app.Services.GetRequiredService<SchemaAtStart>().RunAsync(default);
await app.StartAsync();
await app.Services.GetRequiredService<WarmUp>().RunAsync(((IEndpointRouteBuilder)app).DataSources, default);
await app.WaitForShutdownAsync();

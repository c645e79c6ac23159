using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parley.JobWorker;
using Parley.Modules.Jobs;
using Parley.Storage.Postgres;

// A worker, as the server has one, with a kind of job whose every step a test can see. The first argument is the database; the rest is configuration.
var builder = Host.CreateApplicationBuilder(args[1..]);
builder.Logging.SetMinimumLevel(LogLevel.Error);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddPostgresStorage(args[0]);
builder.Services.AddWorker(builder.Configuration);
builder.Services.AddSingleton<IJobHandler, CountingHandler>();
await builder.Build().RunAsync();

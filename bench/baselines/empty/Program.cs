using Parley.Bench.Baselines;

// The baseline of the cold start: an ASP.NET Core program that does nothing.
var app = BaselineHost.CreateBuilder(args).Build();
app.MapGet("/health/ready", () => "Healthy");
await BaselineHost.RunAsync(app);

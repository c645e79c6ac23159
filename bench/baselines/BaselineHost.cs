namespace Parley.Bench.Baselines;

/// <summary>How every ASP.NET Core baseline runs: on a free port of the loopback address, without logs, until standard input is closed.</summary>
internal static class BaselineHost
{
    /// <param name="args">Configuration, such as <c>--urls http://127.0.0.1:8080</c>.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] ??= "http://127.0.0.1:0";
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>Prints <c>ready at http://127.0.0.1:PORT</c> once it listens.</summary>
    public static async Task RunAsync(WebApplication app)
    {
        await app.StartAsync();
        Console.WriteLine($"ready at {app.Urls.First()}");
        await Console.In.ReadToEndAsync();
        await app.DisposeAsync();
    }
}

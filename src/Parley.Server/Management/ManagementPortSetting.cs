using System.Globalization;
using Parley.Server.Configuration;

namespace Parley.Server.Management;

/// <summary>
/// Key <c>Parley:ManagementPort</c>: a port, on all addresses, for those who run Parley and not for those who use it. With it, health and metrics are
/// there and nowhere else.
/// </summary>
/// <param name="Port">null: there is none.</param>
internal sealed record ManagementPortSetting(int? Port)
{
    public const string Key = "Parley:ManagementPort";

    /// <exception cref="SettingException">It is no port.</exception>
    public static ManagementPortSetting Parse(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return new ManagementPortSetting(Port: null);
        }

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? new ManagementPortSetting(port)
            : throw new SettingException($"{Key} is '{value}', which is no port; for example '9090'.");
    }

    /// <summary>Adds the port to those that the web server is told to listen on, in whichever way it is told.</summary>
    public void ListenOn(WebApplicationBuilder builder)
    {
        if (Port is null)
        {
            return;
        }

        var own = string.Create(CultureInfo.InvariantCulture, $"http://*:{Port}");
        if (builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.Configuration["Kestrel:Endpoints:Management:Url"] = own;
            return;
        }

        // Once there are addresses, ASP.NET Core no longer looks at the ports that its container images set.
        var urls = builder.Configuration["urls"] ?? string.Join(';', [.. OfPorts(builder, "http"), .. OfPorts(builder, "https")]);
        builder.WebHost.UseUrls([.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries), own]);
    }

    private static IEnumerable<string> OfPorts(WebApplicationBuilder builder, string scheme)
    {
        return (builder.Configuration[$"{scheme}_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"{scheme}://*:{port}");
    }
}

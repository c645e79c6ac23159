using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Parley.Server.Configuration;

/// <summary>
/// Key <c>Parley:TrustedProxies</c>: who may say, by <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>, for whom it asks and how that one connected.
/// From anyone else these are ignored: a caller could give itself another address with each guess of a password.
/// </summary>
internal sealed record TrustedProxiesSetting(IReadOnlyList<IPNetwork> Networks)
{
    public const string Key = "Parley:TrustedProxies";

    /// <param name="value">Addresses and networks with commas between; null: none.</param>
    /// <exception cref="SettingException">One of them is neither.</exception>
    public static TrustedProxiesSetting Parse(string? value)
    {
        var names = value?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new TrustedProxiesSetting([.. names.Select(ParseOne)]);
    }

    /// <summary>Before everything that looks at the address or the scheme of a caller.</summary>
    public void Use(WebApplication app)
    {
        if (Networks.Count == 0)
        {
            return;
        }

        // All that are trusted may stand in a row; the first address that is not is the caller's.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in Networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    private static IPNetwork ParseOne(string name)
    {
        if (IPAddress.TryParse(name, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(name, out var network)
            ? network
            : throw new SettingException($"{Key} has '{name}', which is neither an address nor a network; for example '10.0.0.0/16, 127.0.0.1'.");
    }
}

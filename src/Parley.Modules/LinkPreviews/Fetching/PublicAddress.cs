using System.Net;
using System.Net.Sockets;

namespace Parley.Modules.LinkPreviews.Fetching;

/// <summary>Whether an address is one of the public Internet (IANA's registries of special-purpose addresses, RFC 6890, and of multicast). In doubt it is not.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    // What IPv6 has given out. Outside are loopback, mapped IPv4, NAT64, unique local, link-local, multicast and everything to come.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    // Protocol assignments with Teredo, documentation, 6to4, AS112.
    private static readonly IPNetwork[] NotPublic6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    /// <summary>The link's own, where clouds keep the credentials of machines: of no use to anyone's pages.</summary>
    private static readonly IPNetwork[] Never = Networks("169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "100.100.100.200/32", "0.0.0.0/8", "224.0.0.0/4", "255.255.255.255/32", "ff00::/8");

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetwork
            ? !NotPublic4.Any(network => network.Contains(address))
            : address.ScopeId == 0 && Global6.Contains(address) && !NotPublic6.Any(network => network.Contains(address));
    }

    /// <summary>Whether it may be asked: a public one, or one of an own network that the operator named.</summary>
    public static bool IsAllowed(IPAddress address, IReadOnlyList<IPNetwork> own)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return Is(address) || (!Never.Any(network => network.Contains(address)) && own.Any(network => network.Contains(address)));
    }

    private static IPNetwork[] Networks(params string[] networks)
    {
        return [.. networks.Select(IPNetwork.Parse)];
    }
}

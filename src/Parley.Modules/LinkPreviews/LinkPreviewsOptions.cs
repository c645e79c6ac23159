using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Parley.Modules.LinkPreviews;

/// <summary>Keys <c>Parley:LinkPreviews:*</c>.</summary>
public sealed class LinkPreviewsOptions
{
    public const string Section = "Parley:LinkPreviews";

    /// <summary>Whether this server asks other sites for what links lead to. A workspace may turn it off for itself.</summary>
    public bool On { get; set; } = true;

    /// <summary>The ports that are asked, with commas between. Others are rarely pages, and often something that should not be talked to.</summary>
    [RegularExpression(@"^\d{1,5}(\s*,\s*\d{1,5})*$", ErrorMessage = "must be port numbers with commas between, such as 80,443.")]
    public string Ports { get; set; } = "80,443";

    /// <summary>
    /// Networks of one's own whose pages may be shown, such as <c>10.1.0.0/16</c>, with commas between. Whoever can write a message can have them asked, and read title and
    /// description of what they answer to anyone.
    /// </summary>
    public string? InternalNetworks { get; set; }

    /// <summary>Requests to one host in a minute, from each worker; links past that have no preview.</summary>
    [Range(1, 10_000)]
    public int PerHostPerMinute { get; set; } = 30;

    /// <summary>Hours that what a page said is used for further messages. What a message has it keeps.</summary>
    [Range(1, 168)]
    public int KeepHours { get; set; } = 24;

    internal IReadOnlyList<int> ReadPorts()
    {
        return [.. Split(Ports).Select(int.Parse)];
    }

    /// <returns>null: one of them is no network.</returns>
    internal IReadOnlyList<IPNetwork>? ReadInternalNetworks()
    {
        var networks = new List<IPNetwork>();
        foreach (var text in Split(InternalNetworks ?? ""))
        {
            if (!IPNetwork.TryParse(text, out var network))
            {
                return null;
            }

            networks.Add(network);
        }

        return networks;
    }

    private static string[] Split(string list)
    {
        return list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}

[OptionsValidator]
internal sealed partial class LinkPreviewsOptionsValidator : IValidateOptions<LinkPreviewsOptions>;

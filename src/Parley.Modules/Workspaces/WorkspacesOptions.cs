using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Workspaces;

/// <summary>Keys <c>Parley:Workspaces:*</c>.</summary>
public sealed class WorkspacesOptions
{
    public const string Section = "Parley:Workspaces";

    /// <summary>Days after its end that an invite is removed.</summary>
    [Range(1, 3_650)]
    public int ExpiredInviteDays { get; set; } = 30;
}

[OptionsValidator]
internal sealed partial class WorkspacesOptionsValidator : IValidateOptions<WorkspacesOptions>;

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Accounts;

/// <summary>Key <c>Parley:SignUp</c>.</summary>
public sealed class SignUpOptions
{
    public const string Section = "Parley";

    private const string Open = "open";
    private const string Invite = "invite";

    /// <summary>Who may sign up: <c>invite</c> (whoever has an invite; the default) or <c>open</c> (anyone, who then joins the first workspace).</summary>
    [AllowedValues(Invite, Open, ErrorMessage = "must be 'invite' or 'open'.")]
    public string SignUp { get; set; } = Invite;

    public bool IsOpen()
    {
        return SignUp == Open;
    }
}

[OptionsValidator]
internal sealed partial class SignUpOptionsValidator : IValidateOptions<SignUpOptions>;

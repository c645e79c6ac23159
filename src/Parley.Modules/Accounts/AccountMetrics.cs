using System.Diagnostics.Metrics;

namespace Parley.Modules.Accounts;

/// <summary>The meter <c>parley.accounts</c>. How many sign-ins there are is counted by the workers, in <c>parley.business</c>.</summary>
internal sealed class AccountMetrics
{
    public const string MeterName = "parley.accounts";

    private readonly Counter<long> _signIns;
    private readonly Counter<long> _signUps;
    private readonly Counter<long> _begun;
    private readonly Counter<long> _ended;

    public AccountMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _signIns = meter.CreateCounter<long>("parley.accounts.sign_ins", "{sign_in}", "Tries to sign in with a password, by outcome: signed_in, refused, limited.");
        _signUps = meter.CreateCounter<long>("parley.accounts.sign_ups", "{account}", "Tries to make an account, by outcome: signed_up, refused, limited.");
        _begun = meter.CreateCounter<long>("parley.accounts.sign_ins.begun", "{sign_in}", "Sign-ins of devices and access tokens that began, by kind: device, access_token.");
        _ended = meter.CreateCounter<long>("parley.accounts.sign_ins.ended", "{sign_in}", "Those that ended, by reason: signed_out, revoked, password_changed, expired.");
    }

    public void Tried(SignInOutcome outcome)
    {
        _signIns.Add(1, Outcome(outcome switch
        {
            SignInOutcome.SignedIn => "signed_in",
            SignInOutcome.TooManyTries => "limited",
            _ => "refused",
        }));
        if (outcome is SignInOutcome.SignedIn)
        {
            Began(SignInKind.Device);
        }
    }

    public void Tried(SignUpOutcome outcome)
    {
        _signUps.Add(1, Outcome(outcome switch
        {
            SignUpOutcome.SignedUp => "signed_up",
            SignUpOutcome.TooManyTries => "limited",
            _ => "refused",
        }));
        if (outcome is SignUpOutcome.SignedUp)
        {
            Began(SignInKind.Device);
        }
    }

    public void Began(SignInKind kind) => _begun.Add(1, new KeyValuePair<string, object?>("kind", kind == SignInKind.AccessToken ? "access_token" : "device"));

    public void Ended(SignInEnd reason, int count = 1)
    {
        if (count > 0)
        {
            _ended.Add(count, new KeyValuePair<string, object?>("reason", WordFor(reason)));
        }
    }

    private static KeyValuePair<string, object?> Outcome(string outcome) => new("outcome", outcome);

    private static string WordFor(SignInEnd reason) => reason switch
    {
        SignInEnd.SignedOut => "signed_out",
        SignInEnd.Revoked => "revoked",
        SignInEnd.PasswordChanged => "password_changed",
        SignInEnd.Expired => "expired",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}

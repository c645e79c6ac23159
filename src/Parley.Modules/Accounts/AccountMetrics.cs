using System.Diagnostics.Metrics;

namespace Parley.Modules.Accounts;

/// <summary>The meter <c>parley.accounts</c>.</summary>
internal sealed class AccountMetrics
{
    public const string MeterName = "parley.accounts";

    private readonly Counter<long> _signIns;
    private readonly Counter<long> _signUps;

    public AccountMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _signIns = meter.CreateCounter<long>("parley.accounts.sign_ins", "{sign_in}", "Tries to sign in with a password, by outcome: signed_in, refused, limited.");
        _signUps = meter.CreateCounter<long>("parley.accounts.sign_ups", "{account}", "Tries to make an account, by outcome: signed_up, refused, limited.");
    }

    public void Tried(SignInOutcome outcome)
    {
        _signIns.Add(1, Outcome(outcome switch
        {
            SignInOutcome.SignedIn => "signed_in",
            SignInOutcome.TooManyTries => "limited",
            _ => "refused",
        }));
    }

    public void Tried(SignUpOutcome outcome)
    {
        _signUps.Add(1, Outcome(outcome switch
        {
            SignUpOutcome.SignedUp => "signed_up",
            SignUpOutcome.TooManyTries => "limited",
            _ => "refused",
        }));
    }

    private static KeyValuePair<string, object?> Outcome(string outcome) => new("outcome", outcome);
}

using System.Net;
using Microsoft.AspNetCore.Identity;
using Parley.Contracts;

namespace Parley.Modules.Accounts;

/// <summary>
/// Turns username and password into a token. An unknown name, a wrong password and a locked account cost the same hashing and give the same
/// answer: neither words nor time tell whether an account exists.
/// </summary>
internal sealed class SignIn(
    UserManager<Account> manager,
    IPasswordHasher<Account> hasher,
    IAccountStore accounts,
    SignInTokens tokens,
    DecoyAccount decoy,
    FailureLimiter failures,
    TimeProvider time)
{
    // Longer than hashing and the write that counts a failure take: a refusal is answered at this moment whatever its reason was.
    private static readonly TimeSpan RefusalTime = TimeSpan.FromMilliseconds(400);

    public async Task<SignInOutcome> RunAsync(SignInRequest request, string? device, IPAddress? address, CancellationToken cancellationToken)
    {
        if (failures.MustWait(address) is { } wait)
        {
            return new SignInOutcome.TooManyTries(wait);
        }

        var start = time.GetTimestamp();
        var account = Usernames.IsPossible(request.Username) && request.Password.Length <= Limits.PasswordMaxCharacters
            ? await accounts.FindByUsernameAsync(request.Username.ToLowerInvariant(), cancellationToken)
            : null;
        if (account is null || !await IsRightAsync(account, request.Password))
        {
            if (account is null)
            {
                hasher.VerifyHashedPassword(decoy.Account, decoy.Account.PasswordHash, request.Password[..Math.Min(request.Password.Length, Limits.PasswordMaxCharacters)]);
            }

            failures.CountFailure(address);
            await DelayUntilAsync(start, RefusalTime, cancellationToken);
            return new SignInOutcome.Refused();
        }

        return new SignInOutcome.SignedIn(account, await tokens.CreateForDeviceAsync(account.Id, device, cancellationToken));
    }

    /// <summary>Checks the password and keeps count of wrong ones.</summary>
    public async Task<bool> IsRightAsync(Account account, string password)
    {
        var isRight = await manager.CheckPasswordAsync(account, password);
        if (await manager.IsLockedOutAsync(account))
        {
            return false;
        }

        if (!isRight)
        {
            await manager.AccessFailedAsync(account);
            return false;
        }

        if (account.FailedSignIns > 0)
        {
            await manager.ResetAccessFailedCountAsync(account);
        }

        return true;
    }

    private Task DelayUntilAsync(long start, TimeSpan after, CancellationToken cancellationToken)
    {
        var rest = after - time.GetElapsedTime(start);
        return rest > TimeSpan.Zero ? Task.Delay(rest, time, cancellationToken) : Task.CompletedTask;
    }
}

internal abstract record SignInOutcome
{
    public sealed record SignedIn(Account Account, string Token) : SignInOutcome;

    public sealed record Refused : SignInOutcome;

    public sealed record TooManyTries(TimeSpan RetryAfter) : SignInOutcome;
}

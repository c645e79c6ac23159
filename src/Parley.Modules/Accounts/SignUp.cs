using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Accounts;

/// <summary>Makes an account: the server's first one with its workspace, later ones by invite, or by anyone where sign-up is open.</summary>
internal sealed class SignUp(
    IAccountStore accounts,
    IPasswordHasher<Account> hasher,
    SignInTokens tokens,
    CreateWorkspace createWorkspace,
    JoinWorkspace joinWorkspace,
    FailureLimiter failures,
    IOptions<SignUpOptions> options,
    TimeProvider time)
{
    private const string DefaultWorkspaceName = "Parley";

    public async Task<SignUpOutcome> RunAsync(SignUpRequest request, string? device, IPAddress? address, CancellationToken cancellationToken)
    {
        if (Check(request) is { Count: > 0 } errors)
        {
            return new SignUpOutcome.Invalid(errors);
        }

        if (failures.MustWait(address) is { } wait)
        {
            return new SignUpOutcome.TooManyTries(wait);
        }

        if (!await accounts.AnyAsync(cancellationToken))
        {
            var first = NewAccount(request, isServerAdmin: true);
            if (await accounts.CreateFirstAsync(first, cancellationToken))
            {
                await createWorkspace.RunAsync(first.Id, request.WorkspaceName ?? DefaultWorkspaceName, cancellationToken);
                return await SignedUpAsync(first, device, cancellationToken);
            }
        }

        if (request.Invite is null && !options.Value.IsOpen())
        {
            return new SignUpOutcome.InviteNeeded();
        }

        return await CreateAsync(NewAccount(request, isServerAdmin: false), request.Invite, device, address, cancellationToken);
    }

    private async Task<SignUpOutcome> CreateAsync(Account account, string? invite, string? device, IPAddress? address, CancellationToken cancellationToken)
    {
        var codeHash = invite is null ? null : SecretToken.Hash(invite);
        switch (await accounts.CreateAsync(account, codeHash, time.GetUtcNow(), cancellationToken))
        {
            case CreateAccountOutcome.UsernameTaken:
                failures.CountFailure(address);
                return new SignUpOutcome.UsernameTaken();
            case CreateAccountOutcome.InviteInvalid:
                failures.CountFailure(address);
                return new SignUpOutcome.InviteInvalid();
            case CreateAccountOutcome.Created { Joined: { } joined }:
                await joinWorkspace.WelcomeAsync(account.Id, joined, cancellationToken);
                return await SignedUpAsync(account, device, cancellationToken);
            case CreateAccountOutcome.Created:
                failures.CountFailure(address);
                await joinWorkspace.JoinFirstAsync(account.Id, cancellationToken);
                return await SignedUpAsync(account, device, cancellationToken);
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other}.");
        }
    }

    private async Task<SignUpOutcome> SignedUpAsync(Account account, string? device, CancellationToken cancellationToken)
    {
        var token = await tokens.CreateForDeviceAsync(account.Id, device, cancellationToken);
        return new SignUpOutcome.SignedUp(account, token);
    }

    private Account NewAccount(SignUpRequest request, bool isServerAdmin)
    {
        var now = time.GetUtcNow();
        var username = request.Username.ToLowerInvariant();
        var account = new Account
        {
            Id = Guid.CreateVersion7(now),
            Username = username,
            DisplayName = request.DisplayName?.Trim() is { Length: > 0 } name ? name : username,
            Email = request.Email,
            PasswordHash = "",
            IsServerAdmin = isServerAdmin,
            CreatedAt = now,
        };
        account.PasswordHash = hasher.HashPassword(account, request.Password);
        return account;
    }

    private static Dictionary<string, string> Check(SignUpRequest request)
    {
        var errors = new Dictionary<string, string>();
        if (!Usernames.IsPossible(request.Username))
        {
            errors["username"] = $"must have 2 to {Limits.UsernameCharacters} letters a-z, digits, '.', '-' or '_', and start with a letter or digit.";
        }
        else if (Usernames.MeansEveryone(request.Username))
        {
            errors["username"] = "must not be one of the words that call everyone.";
        }

        if (PasswordRules.Check(request.Password) is { } passwordError)
        {
            errors["password"] = passwordError;
        }

        if (request.DisplayName is { Length: > 0 } displayName && TextRules.Line(displayName, Limits.DisplayNameCharacters) is { } displayNameError)
        {
            errors["displayName"] = displayNameError;
        }

        if (request.Email is { } email && (email.Length > Limits.EmailCharacters || email.LastIndexOf('@') < 1 || email.Any(char.IsControl)))
        {
            errors["email"] = "must be an address like name@example.org.";
        }

        if (request.WorkspaceName is { } workspaceName && TextRules.Line(workspaceName, Limits.WorkspaceNameCharacters) is { } workspaceError)
        {
            errors["workspaceName"] = workspaceError;
        }

        return errors;
    }
}

internal abstract record SignUpOutcome
{
    public sealed record SignedUp(Account Account, string Token) : SignUpOutcome;

    public sealed record Invalid(IReadOnlyDictionary<string, string> Errors) : SignUpOutcome;

    public sealed record UsernameTaken : SignUpOutcome;

    public sealed record InviteInvalid : SignUpOutcome;

    public sealed record InviteNeeded : SignUpOutcome;

    public sealed record TooManyTries(TimeSpan RetryAfter) : SignUpOutcome;
}

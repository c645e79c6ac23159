using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Accounts;

/// <summary>The caller's own account: profile, password, access tokens.</summary>
internal static class MeEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/me");
        me.MapGet("", GetAsync).WithName("getMe")
            .WithSummary("The caller's account and workspaces.");
        me.MapPatch("", UpdateAsync).WithName("updateMe")
            .WithSummary("Change what the caller says of themselves; what is left out stays, what is empty is taken away.")
            .LimitsProfileChanges().Answers<MeDto>(200).Fails(400, 429);
        me.MapPut("/password", ChangePasswordAsync).WithName("changePassword")
            .WithSummary("Change the caller's password. Every other sign-in and access token is revoked.")
            .AnswersNothing().Fails(400);
        me.MapPut("/keywords", SetKeywordsAsync).WithName("setKeywords")
            .WithSummary("Set the words that count as a mention of the caller. The list of before is gone; the caller's other devices hear that it changed.")
            .Answers<KeywordList>(200).Fails(400);
        me.MapPatch("/preferences", ChangePreferencesAsync).WithName("changePreferences")
            .WithSummary("Change how the caller's clients look and behave; what is left out stays. The caller's other devices hear that it changed.")
            .Answers<PreferencesDto>(200).Fails(400);
        me.MapGet("/access-tokens", ListTokensAsync).WithName("listAccessTokens")
            .WithSummary("The caller's personal access tokens, newest first.");
        me.MapPost("/access-tokens", CreateTokenAsync).WithName("createAccessToken")
            .WithSummary("Make a personal access token. The token itself is shown this once.")
            .Answers<CreatedAccessTokenDto>(201).Fails(400, 409);
        me.MapDelete("/access-tokens/{tokenId:guid}", DeleteTokenAsync).WithName("deleteAccessToken")
            .WithSummary("Revoke a personal access token.")
            .AnswersNothing().Fails(404);
    }

    private static async Task<Ok<MeDto>> GetAsync(Caller caller, IAccountStore accounts, IWorkspaceStore workspaces, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(await ReadAsync(caller, accounts, workspaces, cancellationToken));
    }

    private static async Task<IResult> UpdateAsync(
        JsonBody<UpdateMeRequest> body, Caller caller, IAccountStore accounts, IWorkspaceStore workspaces, AccountChanges changes, CancellationToken cancellationToken)
    {
        var request = body.Value;
        var errors = WrongFieldsOf(request);
        if (errors.Count > 0)
        {
            return Problem.Invalid(errors);
        }

        var change = new ProfileChange
        {
            DisplayName = request.DisplayName?.Trim(),
            Title = request.Title?.Trim(),
            Pronouns = request.Pronouns?.Trim(),
            TimeZone = request.TimeZone,
        };
        if (await accounts.ChangeProfileAsync(caller.AccountId, change, cancellationToken))
        {
            await changes.AnnounceAsync(caller.AccountId, cancellationToken);
        }

        return TypedResults.Ok(await ReadAsync(caller, accounts, workspaces, cancellationToken));
    }

    private static Dictionary<string, string> WrongFieldsOf(UpdateMeRequest request)
    {
        var errors = new Dictionary<string, string>();
        Check("displayName", request.DisplayName, Limits.DisplayNameCharacters, mayBeEmpty: false);
        Check("title", request.Title, Limits.TitleCharacters, mayBeEmpty: true);
        Check("pronouns", request.Pronouns, Limits.PronounsCharacters, mayBeEmpty: true);
        if (request.TimeZone is { Length: > 0 } timeZone && !TimeZones.IsKnown(timeZone))
        {
            errors["timeZone"] = "must be a name of the IANA database such as 'Europe/Lisbon'.";
        }

        return errors;

        void Check(string field, string? text, int maxCharacters, bool mayBeEmpty)
        {
            if (text is not null && TextRules.Line(text, maxCharacters, mayBeEmpty) is { } error)
            {
                errors[field] = error;
            }
        }
    }

    private static async Task<IResult> ChangePasswordAsync(
        JsonBody<ChangePasswordRequest> body,
        Caller caller,
        IAccountStore accounts,
        SignIn signIn,
        IPasswordHasher<Account> hasher,
        SignInTokens tokens,
        AccountMetrics metrics,
        CancellationToken cancellationToken)
    {
        if (PasswordRules.Check(body.Value.NewPassword) is { } error)
        {
            return Problem.Invalid("newPassword", error);
        }

        var account = await accounts.FindAsync(caller.AccountId, cancellationToken) ?? throw new InvalidOperationException("The caller's account is gone.");
        if (body.Value.CurrentPassword.Length > Limits.PasswordMaxCharacters || !await signIn.IsRightAsync(account, body.Value.CurrentPassword))
        {
            return Problem.InvalidCredentials;
        }

        await accounts.SetPasswordHashAsync(account.Id, hasher.HashPassword(account, body.Value.NewPassword), cancellationToken);
        metrics.Ended(SignInEnd.PasswordChanged, await tokens.RevokeOthersAsync(caller.AccountId, caller.SignInId, cancellationToken));
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SetKeywordsAsync(
        JsonBody<KeywordList> body, Caller caller, IAccountStore accounts, MeChanges changes, CancellationToken cancellationToken)
    {
        if (Keywords.Check(body.Value.Keywords) is { } error)
        {
            return Problem.Invalid("keywords", error);
        }

        string[] keywords = [.. body.Value.Keywords.Select(keyword => keyword.Trim())];
        await accounts.SetKeywordsAsync(caller.AccountId, keywords, cancellationToken);
        changes.Announce(caller.AccountId);
        return TypedResults.Ok(new KeywordList { Keywords = keywords });
    }

    private static async Task<IResult> ChangePreferencesAsync(
        JsonBody<UpdatePreferencesRequest> body, Caller caller, IAccountStore accounts, MeChanges changes, CancellationToken cancellationToken)
    {
        var errors = Preferences.WrongFieldsOf(body.Value);
        if (errors.Count > 0)
        {
            return Problem.Invalid(errors);
        }

        var chosen = await accounts.ChangePreferencesAsync(caller.AccountId, body.Value, cancellationToken);
        changes.Announce(caller.AccountId);
        return TypedResults.Ok(Preferences.Whole(chosen));
    }

    private static async Task<Ok<AccessTokenList>> ListTokensAsync(Caller caller, ISignInStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var tokens = await store.ListAsync(caller.AccountId, SignInKind.AccessToken, time.GetUtcNow(), cancellationToken);
        return TypedResults.Ok(new AccessTokenList { AccessTokens = [.. tokens.Select(ToDto)] });
    }

    private static async Task<IResult> CreateTokenAsync(
        JsonBody<CreateAccessTokenRequest> body,
        Caller caller,
        ISignInStore store,
        AccountMetrics metrics,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (TextRules.Line(body.Value.Name, Limits.AccessTokenNameCharacters) is { } error)
        {
            return Problem.Invalid("name", error);
        }

        if (body.Value.ExpiresAt <= now)
        {
            return Problem.Invalid("expiresAt", "must be in the future.");
        }

        var stored = new StoredSignIn
        {
            Id = Guid.CreateVersion7(now),
            AccountId = caller.AccountId,
            Kind = SignInKind.AccessToken,
            Name = body.Value.Name,
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = body.Value.ExpiresAt,
        };
        context.NoteTarget(stored.Id);
        var token = SecretToken.Create(SecretToken.AccessTokenPrefix);
        if (!await store.TryAddAccessTokenAsync(stored, SecretToken.Hash(token), Limits.AccessTokensPerAccount, cancellationToken))
        {
            return Problem.Conflict(ErrorCodes.LimitReached, "Too many access tokens", $"An account has at most {Limits.AccessTokensPerAccount}: delete one first.");
        }

        metrics.Began(SignInKind.AccessToken);
        return TypedResults.Created((string?)null, new CreatedAccessTokenDto { AccessToken = ToDto(stored), Token = token });
    }

    private static async Task<IResult> DeleteTokenAsync(Guid tokenId, Caller caller, SignInTokens tokens, AccountMetrics metrics, CancellationToken cancellationToken)
    {
        if (!await tokens.RevokeAsync(caller.AccountId, tokenId, SignInKind.AccessToken, cancellationToken))
        {
            return Problem.NotFound;
        }

        metrics.Ended(SignInEnd.Revoked);
        return TypedResults.NoContent();
    }

    private static async Task<MeDto> ReadAsync(Caller caller, IAccountStore accounts, IWorkspaceStore workspaces, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(caller.AccountId, cancellationToken) ?? throw new InvalidOperationException("The caller's account is gone.");
        return new MeDto
        {
            Account = account.ToDto(),
            Email = account.Email,
            Workspaces = await workspaces.ListAsync(caller.AccountId, cancellationToken),
            Keywords = await accounts.ReadKeywordsAsync(caller.AccountId, cancellationToken),
            Preferences = Preferences.Whole(await accounts.ReadPreferencesAsync(caller.AccountId, cancellationToken)),
        };
    }

    private static AccessTokenDto ToDto(StoredSignIn token)
    {
        return new AccessTokenDto { Id = token.Id, Name = token.Name ?? "", CreatedAt = token.CreatedAt, LastUsedAt = token.LastUsedAt, ExpiresAt = token.ExpiresAt };
    }
}

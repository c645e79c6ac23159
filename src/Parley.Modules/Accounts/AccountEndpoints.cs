using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Accounts;

/// <summary>Sign-up, sign-in and sign-out, and the list of sign-ins.</summary>
internal static class AccountEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/accounts", SignUpAsync).AllowAnonymous().WithName("signUp")
            .WithSummary("Make an account and sign in. The server's first account owns its first workspace.")
            .Answers<SignedInDto>(201).Fails(400, 403, 409, 429);
        api.MapPost("/sign-ins", SignInAsync).AllowAnonymous().WithName("signIn")
            .WithSummary("Sign in with username and password.")
            .Answers<SignedInDto>(201).Fails(400, 401, 429);
        api.MapGet("/sign-ins", ListAsync).WithName("listSignIns")
            .WithSummary("The devices that are signed in to the caller's account, newest first.");
        api.MapDelete("/sign-ins/current", SignOutAsync).WithName("signOut")
            .WithSummary("End the sign-in, or revoke the access token, that makes this call.");
        api.MapDelete("/sign-ins/{signInId:guid}", RevokeAsync).WithName("revokeSignIn")
            .WithSummary("End another sign-in of the caller. Its event streams are closed.")
            .AnswersNothing().Fails(404);
    }

    private static async Task<IResult> SignUpAsync(
        JsonBody<SignUpRequest> body, SignUp signUp, AccountMetrics metrics, IOptions<AccountsOptions> options, HttpContext context, CancellationToken cancellationToken)
    {
        var outcome = await signUp.RunAsync(body.Value, DeviceOf(context), context.Connection.RemoteIpAddress, cancellationToken);
        metrics.Tried(outcome);
        switch (outcome)
        {
            case SignUpOutcome.SignedUp(var account, var token):
                context.NoteAccount(account.Id);
                SignInCookie.Set(context, token, TimeSpan.FromDays(options.Value.SignInDays));
                return TypedResults.Created((string?)null, new SignedInDto { Account = account.ToDto(), Token = token });
            case SignUpOutcome.Invalid(var errors):
                return Problem.Invalid(errors);
            case SignUpOutcome.UsernameTaken:
                return Problem.Conflict(ErrorCodes.UsernameTaken, "The username is taken", "Choose another one.");
            case SignUpOutcome.InviteInvalid:
                return Problem.InviteInvalid;
            case SignUpOutcome.InviteNeeded:
                return Problem.InviteNeeded;
            case SignUpOutcome.TooManyTries(var retryAfter):
                return Problem.TooManyRequests(retryAfter);
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other}.");
        }
    }

    private static async Task<IResult> SignInAsync(
        JsonBody<SignInRequest> body, SignIn signIn, AccountMetrics metrics, IOptions<AccountsOptions> options, HttpContext context, CancellationToken cancellationToken)
    {
        var outcome = await signIn.RunAsync(body.Value, DeviceOf(context), context.Connection.RemoteIpAddress, cancellationToken);
        metrics.Tried(outcome);
        switch (outcome)
        {
            case SignInOutcome.SignedIn(var account, var token):
                context.NoteAccount(account.Id);
                SignInCookie.Set(context, token, TimeSpan.FromDays(options.Value.SignInDays));
                return TypedResults.Created((string?)null, new SignedInDto { Account = account.ToDto(), Token = token });
            case SignInOutcome.Refused:
                return Problem.InvalidCredentials;
            case SignInOutcome.TooManyTries(var retryAfter):
                return Problem.TooManyRequests(retryAfter);
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other}.");
        }
    }

    private static async Task<Ok<SignInList>> ListAsync(Caller caller, ISignInStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var signIns = await store.ListAsync(caller.AccountId, SignInKind.Device, time.GetUtcNow(), cancellationToken);
        return TypedResults.Ok(new SignInList
        {
            SignIns = [.. signIns.Select(signIn => new SignInDto
            {
                Id = signIn.Id,
                CreatedAt = signIn.CreatedAt,
                LastUsedAt = signIn.LastUsedAt,
                ExpiresAt = signIn.ExpiresAt ?? DateTimeOffset.MaxValue,
                Device = signIn.Name,
                IsCurrent = signIn.Id == caller.SignInId,
            })],
        });
    }

    private static async Task<NoContent> SignOutAsync(Caller caller, SignInTokens tokens, AccountMetrics metrics, HttpContext context, CancellationToken cancellationToken)
    {
        if (await tokens.RevokeAsync(caller.AccountId, caller.SignInId, SignInKind.Device, cancellationToken)
            || await tokens.RevokeAsync(caller.AccountId, caller.SignInId, SignInKind.AccessToken, cancellationToken))
        {
            metrics.Ended(SignInEnd.SignedOut);
        }

        SignInCookie.Clear(context);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RevokeAsync(Guid signInId, Caller caller, SignInTokens tokens, AccountMetrics metrics, CancellationToken cancellationToken)
    {
        if (!await tokens.RevokeAsync(caller.AccountId, signInId, SignInKind.Device, cancellationToken))
        {
            return Problem.NotFound;
        }

        metrics.Ended(SignInEnd.Revoked);
        return TypedResults.NoContent();
    }

    private static string? DeviceOf(HttpContext context)
    {
        return context.Request.Headers.UserAgent.ToString() is { Length: > 0 } device ? device : null;
    }
}

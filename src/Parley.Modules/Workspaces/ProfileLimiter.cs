using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Workspaces;

/// <summary>How often an account may change what is shown of it: each change is told to everyone who sees it, and makes their clients ask.</summary>
public sealed class ProfileLimiter(LimitMetrics metrics) : AccountRateLimiter(Limits.ProfileChangesPerMinute, TimeSpan.FromMinutes(1), "profile", metrics);

public static class ProfileLimits
{
    /// <summary>Past <see cref="Limits.ProfileChangesPerMinute"/> the call answers 429, whatever it brings.</summary>
    public static RouteHandlerBuilder LimitsProfileChanges(this RouteHandlerBuilder endpoint)
    {
        return endpoint.AddEndpointFilter(async (context, next) =>
            context.HttpContext.User is Caller caller && context.HttpContext.RequestServices.GetRequiredService<ProfileLimiter>().MustWait(caller.AccountId) is { } wait
                ? Problem.TooManyRequests(wait)
                : await next(context));
    }
}

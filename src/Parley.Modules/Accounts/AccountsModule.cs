using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Parley.Modules.Api;

namespace Parley.Modules.Accounts;

/// <summary>Who signs in: accounts, sign-ins, access tokens, and the authentication of every request.</summary>
public static class AccountsModule
{
    /// <summary>Needs the ports <see cref="IAccountStore"/> and <see cref="ISignInStore"/>.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccountsOptions>()
            .Bind(configuration.GetSection(AccountsOptions.Section))
            .ValidateOnStart();
        services.AddOptions<SignUpOptions>().Bind(configuration.GetSection(SignUpOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SignUpOptions>, SignUpOptionsValidator>();
        services.AddSingleton<IValidateOptions<AccountsOptions>, AccountsOptionsValidator>();

        // The manager alone, without the validators that AddIdentityCore brings: they would query per sign-in for rules that SignUp has checked.
        services.TryAddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<IUserStore<Account>, IdentityUserStore>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<IdentityErrorDescriber>();
        services.AddSingleton<UserManager<Account>>();
        services.AddOptions<PasswordHasherOptions>().Configure<IOptions<AccountsOptions>>(
            (hasher, accounts) => hasher.IterationCount = accounts.Value.PasswordHashRounds);
        services.AddOptions<IdentityOptions>().Configure<IOptions<AccountsOptions>>((identity, accounts) =>
        {
            identity.Lockout.MaxFailedAccessAttempts = accounts.Value.FailedSignInsPerAccount;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(accounts.Value.LockoutMinutes);
        });

        services.AddSingleton<SignUp>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<SignInTokens>();
        services.AddSingleton<DecoyAccount>();
        services.AddSingleton<FailureLimiter>();
        services.AddAuthentication(Caller.Scheme).AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(Caller.Scheme, null);
        return services;
    }

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        AccountEndpoints.Map(api);
        MeEndpoints.Map(api);
        ServerEndpoint.Map(api);
    }
}

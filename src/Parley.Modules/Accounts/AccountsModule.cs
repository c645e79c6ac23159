using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Parley.Modules.Api;
using Parley.Modules.Jobs;
using Parley.Realtime.Ports;

namespace Parley.Modules.Accounts;

/// <summary>Who signs in: accounts, sign-ins, access tokens, and the authentication of every request.</summary>
public static class AccountsModule
{
    /// <summary>Whose a token is: all that the event stream needs of accounts. Needs the port <see cref="ISignInStore"/>.</summary>
    /// <param name="services">Where it goes.</param>
    /// <param name="configuration">Keys <c>Parley:Accounts</c>.</param>
    /// <param name="notesUse">false: nothing is written when a token is used; for a node whose login may not.</param>
    public static IServiceCollection AddSignInTokens(this IServiceCollection services, IConfiguration configuration, bool notesUse)
    {
        AddOptions(services, configuration);
        services.AddSingleton(provider => new SignInTokens(
            provider.GetRequiredService<ISignInStore>(),
            provider.GetRequiredService<IHintBus>(),
            provider.GetRequiredService<IOptions<AccountsOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            notesUse));
        return services;
    }

    /// <summary>The work of a worker. Needs the port <see cref="ISignInStore"/>.</summary>
    public static IServiceCollection AddAccountJobs(this IServiceCollection services, IConfiguration configuration)
    {
        AddOptions(services, configuration);
        services.TryAddSingleton<AccountMetrics>();
        services.AddSingleton<IJobHandler, PurgeSignIns>();
        return services;
    }

    /// <summary>Needs <see cref="AddSignInTokens"/> and the port <see cref="IAccountStore"/>.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SignUpOptions>().Bind(configuration.GetSection(SignUpOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SignUpOptions>, SignUpOptionsValidator>();

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

        services.TryAddSingleton<AccountMetrics>();
        services.AddSingleton<SignUp>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<DecoyAccount>();
        services.AddSingleton<FailureLimiter>();

        // The scheme alone, without the data protection that AddAuthentication brings: nothing here uses keys, and these would be each node's own.
        services.AddAuthenticationCore(options => options.DefaultScheme = Caller.Scheme);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(Caller.Scheme, null);
        return services;
    }

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        AccountEndpoints.Map(api);
        MeEndpoints.Map(api);
        ServerEndpoint.Map(api);
    }

    /// <summary>Once, however many roles of the node need them.</summary>
    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        if (services.All(service => service.ImplementationType != typeof(AccountsOptionsValidator)))
        {
            services.AddOptions<AccountsOptions>()
                .Bind(configuration.GetSection(AccountsOptions.Section))
                .ValidateOnStart();
            services.AddSingleton<IValidateOptions<AccountsOptions>, AccountsOptionsValidator>();
        }
    }
}

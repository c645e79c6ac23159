using Parley.Contracts;

namespace Parley.Client;

// The server, accounts, sign-ins and the caller's own account.
public sealed partial class ParleyClient
{
    /// <summary>What anyone may know of the server: version, sign-up, whether it has an account yet.</summary>
    public Task<ServerDto> ReadServerAsync(CancellationToken cancellationToken)
    {
        return GetAsync("api/v1/server", ParleyJson.Context.ServerDto, cancellationToken);
    }

    /// <summary>Makes an account and signs in. This client keeps its own token: go on with <c>WithToken(signedIn.Token)</c>.</summary>
    /// <exception cref="ParleyException"><see cref="ErrorCodes.UsernameTaken"/>, <see cref="ErrorCodes.Validation"/>, <see cref="ErrorCodes.InviteInvalid"/>, <see cref="ErrorCodes.InviteNeeded"/>.</exception>
    public Task<SignedInDto> SignUpAsync(SignUpRequest request, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Post, "api/v1/accounts", request, ParleyJson.Context.SignUpRequest, ParleyJson.Context.SignedInDto, cancellationToken);
    }

    /// <summary>Signs in. This client keeps its own token: go on with <c>WithToken(signedIn.Token)</c>.</summary>
    /// <exception cref="ParleyException"><see cref="ErrorCodes.InvalidCredentials"/>; 429 after too many tries.</exception>
    public Task<SignedInDto> SignInAsync(string username, string password, CancellationToken cancellationToken)
    {
        var request = new SignInRequest { Username = username, Password = password };
        return SendAsync(HttpMethod.Post, "api/v1/sign-ins", request, ParleyJson.Context.SignInRequest, ParleyJson.Context.SignedInDto, cancellationToken);
    }

    public Task<SignInList> ReadSignInsAsync(CancellationToken cancellationToken)
    {
        return GetAsync("api/v1/sign-ins", ParleyJson.Context.SignInList, cancellationToken);
    }

    /// <summary>Revokes the token that this client uses.</summary>
    public Task SignOutAsync(CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, "api/v1/sign-ins/current", cancellationToken);
    }

    public Task RevokeSignInAsync(Guid signInId, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, $"api/v1/sign-ins/{signInId}", cancellationToken);
    }

    /// <summary>The caller's account and workspaces.</summary>
    public Task<MeDto> ReadMeAsync(CancellationToken cancellationToken)
    {
        return GetAsync("api/v1/me", ParleyJson.Context.MeDto, cancellationToken);
    }

    public Task<MeDto> UpdateMeAsync(UpdateMeRequest request, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Patch, "api/v1/me", request, ParleyJson.Context.UpdateMeRequest, ParleyJson.Context.MeDto, cancellationToken);
    }

    /// <summary>Every other sign-in and access token of the account is revoked with it.</summary>
    public Task ChangePasswordAsync(ChangePasswordRequest request, CancellationToken cancellationToken)
    {
        return _wire.SendAsync(_options.Token, HttpMethod.Put, "api/v1/me/password", request, ParleyJson.Context.ChangePasswordRequest, repeat: false, cancellationToken);
    }

    /// <summary>Sets the words that count as a mention of the caller, in place of those of before.</summary>
    /// <exception cref="ParleyException"><see cref="ErrorCodes.Validation"/>.</exception>
    public Task<KeywordList> SetKeywordsAsync(IReadOnlyList<string> keywords, CancellationToken cancellationToken)
    {
        var request = new KeywordList { Keywords = keywords };
        return SendAsync(HttpMethod.Put, "api/v1/me/keywords", request, ParleyJson.Context.KeywordList, ParleyJson.Context.KeywordList, cancellationToken, repeat: true);
    }

    /// <summary>Says something beside the caller's name, in place of what was said before.</summary>
    /// <exception cref="ParleyException"><see cref="ErrorCodes.Validation"/>.</exception>
    public Task<StatusDto> SetStatusAsync(StatusDto status, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Put, "api/v1/me/status", status, ParleyJson.Context.StatusDto, ParleyJson.Context.StatusDto, cancellationToken, repeat: true);
    }

    public Task ClearStatusAsync(CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, "api/v1/me/status", cancellationToken);
    }

    /// <exception cref="ParleyException"><see cref="ErrorCodes.Validation"/>.</exception>
    public Task<AvailabilityDto> SetAvailabilityAsync(AvailabilityDto availability, CancellationToken cancellationToken)
    {
        return SendAsync(
            HttpMethod.Put, "api/v1/me/availability", availability, ParleyJson.Context.AvailabilityDto, ParleyJson.Context.AvailabilityDto, cancellationToken, repeat: true);
    }

    public Task<NotificationSettingsDto> ReadNotificationsAsync(CancellationToken cancellationToken)
    {
        return GetAsync("api/v1/me/notifications", ParleyJson.Context.NotificationSettingsDto, cancellationToken);
    }

    /// <summary>Sets what notifies the caller, in place of what was set before.</summary>
    /// <exception cref="ParleyException"><see cref="ErrorCodes.Validation"/>.</exception>
    public Task<NotificationSettingsDto> SetNotificationsAsync(NotificationSettingsDto settings, CancellationToken cancellationToken)
    {
        return SendAsync(
            HttpMethod.Put,
            "api/v1/me/notifications",
            settings,
            ParleyJson.Context.NotificationSettingsDto,
            ParleyJson.Context.NotificationSettingsDto,
            cancellationToken,
            repeat: true);
    }

    /// <summary>Sets what notifies the caller in one channel; <see cref="ReadSyncAsync"/> gives it out.</summary>
    public Task<ChannelNotificationsDto> SetNotificationsAsync(Guid channelId, ChannelNotificationsDto settings, CancellationToken cancellationToken)
    {
        return SendAsync(
            HttpMethod.Put,
            $"api/v1/channels/{channelId}/notifications",
            settings,
            ParleyJson.Context.ChannelNotificationsDto,
            ParleyJson.Context.ChannelNotificationsDto,
            cancellationToken,
            repeat: true);
    }

    /// <summary>What is left out stays.</summary>
    /// <exception cref="ParleyException"><see cref="ErrorCodes.Validation"/>.</exception>
    public Task<PreferencesDto> ChangePreferencesAsync(UpdatePreferencesRequest request, CancellationToken cancellationToken)
    {
        return SendAsync(
            HttpMethod.Patch, "api/v1/me/preferences", request, ParleyJson.Context.UpdatePreferencesRequest, ParleyJson.Context.PreferencesDto, cancellationToken, repeat: true);
    }

    public Task<AccessTokenList> ReadAccessTokensAsync(CancellationToken cancellationToken)
    {
        return GetAsync("api/v1/me/access-tokens", ParleyJson.Context.AccessTokenList, cancellationToken);
    }

    /// <summary>The token in the answer is shown this once.</summary>
    public Task<CreatedAccessTokenDto> CreateAccessTokenAsync(CreateAccessTokenRequest request, CancellationToken cancellationToken)
    {
        return SendAsync(
            HttpMethod.Post, "api/v1/me/access-tokens", request, ParleyJson.Context.CreateAccessTokenRequest, ParleyJson.Context.CreatedAccessTokenDto, cancellationToken);
    }

    public Task RevokeAccessTokenAsync(Guid accessTokenId, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, $"api/v1/me/access-tokens/{accessTokenId}", cancellationToken);
    }
}

using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>A person or bot that signs in.</summary>
public sealed record AccountDto
{
    public required Guid Id { get; init; }

    /// <summary>Lower case letters, digits, dot, dash and underscore; unique on the server.</summary>
    public required string Username { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>May administer the server. The first account has this.</summary>
    public required bool IsServerAdmin { get; init; }

    /// <summary>What they do, in a line; left out when they did not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }

    /// <summary>How they want to be spoken of; left out when they did not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pronouns { get; init; }

    /// <summary>Where they are by the clock: a name of the IANA database such as <c>Europe/Lisbon</c>; left out when they did not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TimeZone { get; init; }

    /// <summary>Their picture, from the root of the server. Another picture has another address. Left out when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AvatarUrl { get; init; }

    /// <summary>What they say of themselves at the moment; left out when they say nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StatusDto? Status { get; init; }

    /// <summary>Whether they want to be spoken to at the moment; left out when it is automatic.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AvailabilityDto? Availability { get; init; }
}

/// <summary>The body of <c>POST /api/v1/accounts</c>.</summary>
public sealed record SignUpRequest
{
    /// <summary>2 to <see cref="Limits.UsernameCharacters"/> characters: letters, digits, dot, dash, underscore; not <c>channel</c> or <c>here</c>. Stored in lower case.</summary>
    public required string Username { get; init; }

    /// <summary><see cref="Limits.PasswordMinCharacters"/> to <see cref="Limits.PasswordMaxCharacters"/> characters of any kind.</summary>
    public required string Password { get; init; }

    /// <summary>The username when left out.</summary>
    public string? DisplayName { get; init; }

    public string? Email { get; init; }

    /// <summary>The code of an invite. Needed unless sign-up is open or this is the server's first account.</summary>
    public string? Invite { get; init; }

    /// <summary>The name of the first workspace. Read only with the server's first account, which makes it.</summary>
    public string? WorkspaceName { get; init; }
}

/// <summary>The body of <c>POST /api/v1/sign-ins</c>.</summary>
public sealed record SignInRequest
{
    public required string Username { get; init; }

    public required string Password { get; init; }
}

/// <summary>The answer to a sign-up or sign-in. The browser also gets the token as a cookie and need not keep it.</summary>
public sealed record SignedInDto
{
    public required AccountDto Account { get; init; }

    /// <summary>Opaque, 256 random bits; shown this once and stored only as a hash.</summary>
    public required string Token { get; init; }
}

/// <summary>One device signed in to an account.</summary>
public sealed record SignInDto
{
    public required Guid Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To within five minutes.</summary>
    public required DateTimeOffset LastUsedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What the device said of itself (its <c>User-Agent</c>), shortened.</summary>
    public required string? Device { get; init; }

    /// <summary>The sign-in that asks.</summary>
    public required bool IsCurrent { get; init; }
}

public sealed record SignInList
{
    public required IReadOnlyList<SignInDto> SignIns { get; init; }
}

/// <summary>The answer to <c>GET /api/v1/me</c>.</summary>
public sealed record MeDto
{
    public required AccountDto Account { get; init; }

    /// <summary>Only the owner of the account sees it.</summary>
    public required string? Email { get; init; }

    /// <summary>The caller's workspaces, oldest membership first.</summary>
    public required IReadOnlyList<WorkspaceDto> Workspaces { get; init; }

    /// <summary>Words that count as a mention of the caller wherever they are in a message, in the order that the caller gave.</summary>
    public required IReadOnlyList<string> Keywords { get; init; }
}

/// <summary>The body of <c>PUT /api/v1/me/keywords</c>, and its answer: takes the place of the words of before.</summary>
public sealed record KeywordList
{
    /// <summary>
    /// At most <see cref="Limits.Keywords"/>, each of 1 to <see cref="Limits.KeywordCharacters"/> characters on one line, none twice. Case does not matter; a word that
    /// begins or ends with a letter or digit is found only where none stands beside it, but in Chinese, Japanese, Korean and Thai, which do not part words.
    /// </summary>
    public required IReadOnlyList<string> Keywords { get; init; }
}

/// <summary>The body of <c>PATCH /api/v1/me</c>; what is left out stays.</summary>
public sealed record UpdateMeRequest
{
    public string? DisplayName { get; init; }

    /// <summary>One line of at most <see cref="Limits.TitleCharacters"/> characters; empty: none.</summary>
    public string? Title { get; init; }

    /// <summary>One line of at most <see cref="Limits.PronounsCharacters"/> characters; empty: none.</summary>
    public string? Pronouns { get; init; }

    /// <summary>A name of the IANA database such as <c>Europe/Lisbon</c>; empty: none.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>The body of <c>PUT /api/v1/me/password</c>. Every other sign-in and access token of the account is revoked.</summary>
public sealed record ChangePasswordRequest
{
    public required string CurrentPassword { get; init; }

    public required string NewPassword { get; init; }
}

/// <summary>A personal access token: signs a script or bot in as its owner until it expires or is revoked.</summary>
public sealed record AccessTokenDto
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>null: never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }
}

public sealed record AccessTokenList
{
    public required IReadOnlyList<AccessTokenDto> AccessTokens { get; init; }
}

/// <summary>The body of <c>POST /api/v1/me/access-tokens</c>.</summary>
public sealed record CreateAccessTokenRequest
{
    public required string Name { get; init; }

    /// <summary>null: never. Otherwise in the future.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

public sealed record CreatedAccessTokenDto
{
    public required AccessTokenDto AccessToken { get; init; }

    /// <summary>Shown this once.</summary>
    public required string Token { get; init; }
}

/// <summary>The answer to <c>GET /api/v1/server</c>, for anyone: what a sign-in page has to know.</summary>
public sealed record ServerDto
{
    public required string Version { get; init; }

    /// <summary><c>open</c> or <c>invite</c>.</summary>
    public required string SignUp { get; init; }

    /// <summary>true until the first account exists; that one owns the first workspace.</summary>
    public required bool IsEmpty { get; init; }

    /// <summary>The address that people open, without a slash at its end: links that begin with it lead here. Left out when none is set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PublicUrl { get; init; }
}

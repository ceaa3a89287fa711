using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace HandoffBridge.Web.Access;

/// <summary>Options of <see cref="OidcHandler"/>.</summary>
public sealed class OidcOptions : OAuthOptions;

/// <summary>
/// OpenID Connect's code flow (Core 1.0, section 3.1) on the framework's OAuth handler, which brings state, PKCE and the
/// exchange; added here: discovery, nonce, the ID token's check (3.1.3.7) and userinfo about the same subject (5.3.2).
/// </summary>
public sealed class OidcHandler(IOptionsMonitor<OidcOptions> options, ILoggerFactory logger, UrlEncoder encoder, OidcMetadata metadata, AccessOptions access)
    : OAuthHandler<OidcOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string Named = "OpenId";

    /// <summary>Item of the session that holds the ID token, for signing out at the provider.</summary>
    public const string IdToken = "oidc.id_token";

    private const string Nonce = "oidc.nonce";

    // Signatures with the provider's own key only: neither "none" nor a secret that a client could know.
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        await EndpointsAsync();
        properties.Items[Nonce] = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        await base.HandleChallengeAsync(properties);
    }

    /// <inheritdoc/>
    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, redirectUri), "nonce", properties.Items[Nonce]!);
    }

    /// <inheritdoc/>
    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        var provider = await EndpointsAsync();
        // RFC 9207: a provider that names itself in the answer must be the one that was asked.
        if (Request.Query["iss"].ToString() is { Length: > 0 } issuer && !string.Equals(issuer, provider.Issuer, StringComparison.Ordinal)) return HandleRequestResult.Fail("the answer names another issuer");
        return await base.HandleRemoteAuthenticateAsync();
    }

    /// <inheritdoc/>
    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        ArgumentNullException.ThrowIfNull(properties);
        ArgumentNullException.ThrowIfNull(tokens);
        var idToken = tokens.Response!.RootElement.TryGetProperty("id_token", out var sent) ? sent.GetString() : null;
        var claims = await ValidateAsync(idToken ?? throw new AuthenticationFailureException("the provider sent no ID token"));
        var nonce = claims.FindFirst("nonce")?.Value ?? "";
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(nonce), Encoding.UTF8.GetBytes(properties.Items[Nonce] ?? "-"))) throw new AuthenticationFailureException("the nonce is another one");
        properties.Items.Remove(Nonce);
        properties.Items[IdToken] = idToken;
        var user = new OidcClaims(claims.Claims);
        if (Options.UserInformationEndpoint is { Length: > 0 }) user.Add(await UserInfoAsync(tokens.AccessToken!, claims.FindFirst("sub")?.Value));
        return new AuthenticationTicket(AccessSetup.Principal(user.Viewer(access), Scheme.Name), properties, Scheme.Name);
    }

    private async Task<ClaimsIdentity> ValidateAsync(string idToken)
    {
        var result = await CheckAsync(idToken, keyMissing: false);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException) result = await CheckAsync(idToken, keyMissing: true);
        return result.IsValid ? result.ClaimsIdentity : throw new AuthenticationFailureException("the ID token does not hold", result.Exception);
    }

    private async Task<TokenValidationResult> CheckAsync(string idToken, bool keyMissing)
    {
        var provider = await metadata.GetAsync(keyMissing, Context.RequestAborted);
        return await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer,
            ValidAudience = Options.ClientId,
            IssuerSigningKeys = provider.SigningKeys,
            ValidAlgorithms = Algorithms,
            ClockSkew = TimeSpan.FromMinutes(2),
        });
    }

    private async Task<JsonElement> UserInfoAsync(string accessToken, string? subject)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Options.UserInformationEndpoint);
        request.Headers.Authorization = new("Bearer", accessToken);
        using var response = await Backchannel.SendAsync(request, Context.RequestAborted);
        if (!response.IsSuccessStatusCode) throw new AuthenticationFailureException($"userinfo answered {(int)response.StatusCode}");
        await using var stream = await response.Content.ReadAsStreamAsync(Context.RequestAborted);
        using var user = await JsonDocument.ParseAsync(stream, cancellationToken: Context.RequestAborted);
        if (subject is null || !user.RootElement.TryGetProperty("sub", out var sub) || !string.Equals(sub.GetString(), subject, StringComparison.Ordinal)) throw new AuthenticationFailureException("userinfo is about someone else");
        return user.RootElement.Clone();
    }

    private async Task<OpenIdConnectConfiguration> EndpointsAsync()
    {
        var provider = await metadata.GetAsync(keyMissing: false, Context.RequestAborted);
        (Options.AuthorizationEndpoint, Options.TokenEndpoint, Options.UserInformationEndpoint) = (provider.AuthorizationEndpoint, provider.TokenEndpoint, provider.UserInfoEndpoint);
        return provider;
    }
}

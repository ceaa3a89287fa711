using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;

namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>Where bearer tokens come from.</summary>
internal interface IDataverseTokens
{
    /// <summary>A token; a fresh one past every cache where <paramref name="fresh"/> says so.</summary>
    /// <exception cref="ConnectorException">Signing in failed.</exception>
    ValueTask<string> GetAsync(bool fresh, CancellationToken cancellationToken);
}

/// <summary>The token of the setting AccessToken: there is no fresher one.</summary>
internal sealed class FixedToken(string token) : IDataverseTokens
{
    /// <inheritdoc/>
    public ValueTask<string> GetAsync(bool fresh, CancellationToken cancellationToken) => new(token);
}

/// <summary>
/// Client credentials over MSAL, which caches the token until shortly before it ends
/// (learn.microsoft.com/power-apps/developer/data-platform/use-single-tenant-server-server-authentication).
/// </summary>
internal sealed class MsalTokens : IDataverseTokens
{
    private readonly IConfidentialClientApplication _app;
    private readonly string[] _scopes;

    public MsalTokens(DataverseOptions options, IHttpClientFactory http)
    {
        _scopes = [options.Url!.GetLeftPart(UriPartial.Authority) + "/.default"];
        var builder = ConfidentialClientApplicationBuilder.Create(options.ClientId)
            .WithAuthority(new Uri(options.Authority, options.TenantId).AbsoluteUri, validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(new SignInClient(http), retryOnceOn5xx: false);
        builder = options.CertificatePath is { Length: > 0 } path
            ? builder.WithCertificate(Certificate(path, options.CertificatePassword))
            : builder.WithClientSecret(options.ClientSecret);
        _app = builder.Build();
    }

    /// <inheritdoc/>
    public async ValueTask<string> GetAsync(bool fresh, CancellationToken cancellationToken)
    {
        try
        {
            return (await _app.AcquireTokenForClient(_scopes).WithForceRefresh(fresh).ExecuteAsync(cancellationToken)).AccessToken;
        }
        catch (MsalServiceException e) when (e.StatusCode is >= 400 and < 500 and not 408 and not 429)
        {
            throw new ConnectorException(
                FailureKind.Unauthorized,
                $"Signing in to Dataverse failed ({e.ErrorCode}); check Crm:Dataverse:TenantId, ClientId and the secret or certificate, which may have expired.", e);
        }
        catch (Exception e) when (e is MsalException or HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ConnectorException(FailureKind.Transient, "The sign-in service cannot be reached; check the network and Crm:Dataverse:Authority.", e);
        }
    }

    private static X509Certificate2 Certificate(string path, string? password)
    {
        try
        {
            return path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? string.IsNullOrEmpty(password) ? X509Certificate2.CreateFromPemFile(path) : X509Certificate2.CreateFromEncryptedPemFile(path, password)
                : X509CertificateLoader.LoadPkcs12FromFile(path, password);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new Settings.SettingsException($"Crm:Dataverse:CertificatePath names {path}, which cannot be read as a certificate with its private key; check the file and Crm:Dataverse:CertificatePassword.");
        }
    }

    private sealed class SignInClient(IHttpClientFactory http) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => http.CreateClient(DataverseSetup.SignInClientName);
    }
}

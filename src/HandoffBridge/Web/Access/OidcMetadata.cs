using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace HandoffBridge.Web.Access;

/// <summary>What the provider says of itself: endpoints and signing keys, read again after half a day or when a key is missing.</summary>
public sealed class OidcMetadata : IDisposable
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    /// <summary>A token with an unknown key makes the keys be read again, but not more often than this: tokens come from outside.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly HttpClient _http;
    private readonly HttpDocumentRetriever _documents;
    private readonly TimeProvider _time;
    private readonly string _address;
    private OpenIdConnectConfiguration? _now;
    private DateTimeOffset _readAt;

    /// <summary>Reads from the authority of the settings.</summary>
    public OidcMetadata(AccessOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _time = time;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(15), MaxResponseContentBufferSize = 1024 * 1024 };
        _documents = new HttpDocumentRetriever(_http) { RequireHttps = !AccessOptions.IsLoopback(options.Authority) };
        _address = options.Authority.TrimEnd('/') + "/.well-known/openid-configuration";
    }

    /// <summary>The provider's document.</summary>
    /// <param name="keyMissing">True where a token named a key that is not known.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<OpenIdConnectConfiguration> GetAsync(bool keyMissing, CancellationToken cancellationToken)
    {
        if (Fresh(keyMissing) is { } fresh) return fresh;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (Fresh(keyMissing) is { } other) return other;
            var read = await OpenIdConnectConfigurationRetriever.GetAsync(_address, _documents, cancellationToken);
            (_now, _readAt) = (read, _time.GetUtcNow());
            return read;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _one.Dispose();
        _http.Dispose();
    }

    private OpenIdConnectConfiguration? Fresh(bool keyMissing)
    {
        var age = _time.GetUtcNow() - _readAt;
        return _now is not null && age < (keyMissing ? Pause : Lasts) ? _now : null;
    }
}

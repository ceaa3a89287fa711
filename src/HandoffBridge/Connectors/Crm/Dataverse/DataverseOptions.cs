using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Crm.Dataverse;

/// <summary>How the Dataverse environment is reached and read.</summary>
[Settings("Crm:Dataverse")]
public sealed partial class DataverseOptions : IValidatableObject
{
    /// <summary>Address of the environment.</summary>
    [Meaning("Address of the environment, such as https://contoso.crm4.dynamics.com; plain http for loopback addresses only.")]
    public Uri? Url { get; set; }

    /// <summary>Entra tenant.</summary>
    [Meaning("Entra tenant: its id or domain name.")]
    public string? TenantId { get; set; }

    /// <summary>Client id of the app registration.</summary>
    [Meaning("Application (client) id of the app registration that has an application user in the environment.")]
    public string? ClientId { get; set; }

    /// <summary>Client secret of the app registration.</summary>
    [Meaning("Client secret of the app registration; or use CertificatePath.", Secret = true)]
    public string? ClientSecret { get; set; }

    /// <summary>PFX or PEM file with certificate and private key.</summary>
    [Meaning("File with the app registration's certificate and private key (.pfx or .pem); or use ClientSecret.")]
    public string? CertificatePath { get; set; }

    /// <summary>Password of the certificate file.</summary>
    [Meaning("Password of the certificate file; none where it has none.", Secret = true)]
    public string? CertificatePassword { get; set; }

    /// <summary>Sign-in service.</summary>
    [Meaning("Sign-in service; other national clouds have another.")]
    public Uri Authority { get; set; } = new("https://login.microsoftonline.com/");

    /// <summary>A fixed bearer token instead of signing in.</summary>
    [Meaning("A fixed bearer token instead of signing in: for trials and tests.", Secret = true)]
    public string? AccessToken { get; set; }

    /// <summary>Time between two polls.</summary>
    [Meaning("Time between two polls for won deals; a webhook wakes the poll earlier.")]
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "must be between 00:00:01 and 1.00:00:00.")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Shared secret of the webhook.</summary>
    [Meaning("Secret the webhook must send in the header X-HandoffBridge-Secret; without it every webhook is refused.", Secret = true)]
    public string? WebhookSecret { get; set; }

    /// <summary>The former secret, still accepted while secrets are exchanged.</summary>
    [Meaning("Former webhook secret, accepted as well while the secret is being exchanged.", Secret = true)]
    public string? FormerWebhookSecret { get; set; }

    /// <summary>Deals won before it are left to backfill; null means the first start.</summary>
    [Meaning("Deals won before it are left to `backfill`; without it, deals won before the first start are.")]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Custom columns of opportunities and what they hold.</summary>
    [Meaning("Own columns of the opportunity table and what they hold: text columns become notes under that name (need, urgency …), or are read as `kind`, `termMonths` or `sow`.")]
    public IDictionary<string, string> Columns { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Words in a note's title or file name that make it the statement of work.</summary>
    [Meaning("Words in a note's title or a file's name that make it the statement of work, the document that was signed.")]
    public IReadOnlyList<string> StatementOfWork { get; set; } = ["SOW", "Statement of Work", "Leistungsbeschreibung"];

    /// <summary>Whether a note and a task are written onto the won opportunity.</summary>
    [Meaning("Whether a note with the brief's link and a task for the owner are written onto the won opportunity.")]
    public bool WriteBack { get; set; }

    /// <summary>Requests in flight at a time, over all workers.</summary>
    [Meaning("Requests in flight at a time, over all workers; the service allows 52.")]
    [Range(1, 40, ErrorMessage = "must be between 1 and 40.")]
    public int MaxConcurrentRequests { get; set; } = 6;

    /// <summary>Requests within five minutes.</summary>
    [Meaning("Requests within five minutes, over all workers; the service allows 6000.")]
    [Range(60, 5400, ErrorMessage = "must be between 60 and 5400.")]
    public int MaxRequestsPerFiveMinutes { get; set; } = 3000;

    /// <summary>Execution time spent within five minutes.</summary>
    [Meaning("Time the service may spend on our requests within five minutes, over all workers; it allows 00:20:00.")]
    [Range(typeof(TimeSpan), "00:00:30", "00:18:00", ErrorMessage = "must be between 00:00:30 and 00:18:00.")]
    public TimeSpan MaxExecutionPerFiveMinutes { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one request may take.</summary>
    [Meaning("How long one request may take, answer included.")]
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00", ErrorMessage = "must be between 00:00:00.1 and 00:10:00.")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an answer may pause while it is being read.</summary>
    [Meaning("How long an answer may pause while it is being read.")]
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00", ErrorMessage = "must be between 00:00:00.1 and 00:05:00.")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest wait taken in place when the service says when to come back.</summary>
    [Meaning("The longest wait a job takes in place when the service says when to come back; longer ones end the job until then.")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Largest answer read, unpacked, in megabytes.</summary>
    [Meaning("Largest answer that is read, in megabytes after unpacking.")]
    [Range(1, 128, ErrorMessage = "must be between 1 and 128.")]
    public int MaxAnswerMegabytes { get; set; } = 32;

    /// <summary>Largest attachment read, in megabytes.</summary>
    [Meaning("Largest attachment that is read, in megabytes; larger ones are listed as unread.")]
    [Range(0, 32, ErrorMessage = "must be between 0 and 32.")]
    public int MaxAttachmentMegabytes { get; set; } = 5;

    /// <summary>Deals read with one batch.</summary>
    [Meaning("Deals whose paper trail is read with one batch of requests.")]
    [Range(1, 200, ErrorMessage = "must be between 1 and 200.")]
    public int DealsPerBatch { get; set; } = 50;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not null)
        {
            if (!Url.IsAbsoluteUri || (Url.Scheme != Uri.UriSchemeHttps && !(Url.Scheme == Uri.UriSchemeHttp && Url.IsLoopback)))
                yield return new("must be an https address, such as https://contoso.crm4.dynamics.com (plain http is accepted for loopback addresses only).", [nameof(Url)]);
            else if (Url.UserInfo.Length > 0 || Url.Query.Length > 0)
                yield return new("must be the bare address of the environment, without user name and query.", [nameof(Url)]);
        }

        foreach (var column in Columns.Keys)
        {
            if (!LogicalName().IsMatch(column))
                yield return new($"names \"{column}\", which is no column: write the logical name, such as new_whynow.", [nameof(Columns)]);
        }
    }

    /// <summary>What is missing for signing in, in one sentence; null where nothing is.</summary>
    internal string? Missing() =>
        Url is null ? "Crm:Dataverse:Url is missing; write the environment's address, such as https://contoso.crm4.dynamics.com."
        : !string.IsNullOrEmpty(AccessToken) ? null
        : string.IsNullOrWhiteSpace(TenantId) ? "Crm:Dataverse:TenantId is missing; write the Entra tenant's id or domain name."
        : string.IsNullOrWhiteSpace(ClientId) ? "Crm:Dataverse:ClientId is missing; write the app registration's client id."
        : string.IsNullOrEmpty(ClientSecret) && string.IsNullOrEmpty(CertificatePath) ? "Crm:Dataverse:ClientSecret is missing; give it, ClientSecretFile or CertificatePath."
        : null;

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,127}$", RegexOptions.NonBacktracking)]
    private static partial Regex LogicalName();
}

using System.ComponentModel.DataAnnotations;
using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Notices;

/// <summary>How a mail is kept from being read on its way.</summary>
public enum MailSecurity
{
    /// <summary>TLS from the first byte on port 465, STARTTLS elsewhere; this machine's own server may do without.</summary>
    Auto,
    /// <summary>STARTTLS (RFC 3207), or no mail.</summary>
    StartTls,
    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,
    /// <summary>In plain text.</summary>
    None,
}

/// <summary>Outgoing mail.</summary>
[Settings("Mail")]
public sealed class MailOptions : IValidatableObject
{
    /// <summary>Server.</summary>
    [Meaning("SMTP server; empty: no mail, notices are shown in the app and logged.")]
    public string Host { get; set; } = "";

    /// <summary>Port.</summary>
    [Meaning("Port of the SMTP server: 587 for STARTTLS, 465 for TLS from the first byte.")]
    [Range(1, 65535, ErrorMessage = "is not a port; write 587 or 465.")]
    public int Port { get; set; } = 587;

    /// <summary>Sender.</summary>
    [Meaning("Address mails come from, such as handoffs@example.com.")]
    public string From { get; set; } = "";

    /// <summary>User.</summary>
    [Meaning("User name at the SMTP server; empty: no sign-in.")]
    public string UserName { get; set; } = "";

    /// <summary>Password.</summary>
    [Meaning("Password at the SMTP server.", Secret = true)]
    public string Password { get; set; } = "";

    /// <summary>Security.</summary>
    [Meaning("Auto (TLS on 465, STARTTLS elsewhere, nothing needed on this machine), StartTls, Tls or None.")]
    public MailSecurity Security { get; set; } = MailSecurity.Auto;

    /// <summary>Time limit.</summary>
    [Meaning("Longest time one mail may take.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Host.Length > 0 && !MimeText.IsAddress(From)) yield return new("is not an e-mail address; with Mail:Host write the address mails come from.", [nameof(From)]);
        if (Security == MailSecurity.None && UserName.Length > 0 && !IsLocal(Host)) yield return new("is None, which would send Mail:Password in plain text; write StartTls or Tls.", [nameof(Security)]);
    }

    /// <summary>Whether the server is this machine.</summary>
    internal static bool IsLocal(string host) => host is "localhost" || (System.Net.IPAddress.TryParse(host, out var ip) && System.Net.IPAddress.IsLoopback(ip));
}

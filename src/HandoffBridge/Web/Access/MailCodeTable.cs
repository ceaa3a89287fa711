using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Web.Access;

/// <summary>A code somebody asked for. One is kept for unknown addresses too: they count against the limits just the same.</summary>
public sealed class MailCodeRow
{
    /// <summary>SHA-256 of the secret in the asking browser's cookie: another browser cannot use the code.</summary>
    public required string BrowserHash { get; init; }
    /// <summary>SHA-256 over that secret and the code: a stolen database does not give away the eight digits.</summary>
    public required string CodeHash { get; init; }
    /// <summary>The address, lower case.</summary>
    public required string Email { get; init; }
    /// <summary>SHA-256 of the asking network address.</summary>
    public required string FromHash { get; init; }
    /// <summary>When it was asked for (UTC).</summary>
    public DateTimeOffset AskedAt { get; init; }
    /// <summary>Tries so far.</summary>
    public int Tries { get; set; }
}

internal sealed class MailCodeTable : IEntityTypeConfiguration<MailCodeRow>
{
    public void Configure(EntityTypeBuilder<MailCodeRow> builder)
    {
        builder.ToTable("mail_codes").HasKey(c => c.BrowserHash);
        builder.HasIndex(c => new { c.Email, c.AskedAt });
        builder.HasIndex(c => c.AskedAt);
    }
}

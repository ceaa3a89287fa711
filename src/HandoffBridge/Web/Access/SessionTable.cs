using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Web.Access;

/// <summary>A signed-in session: the cookie holds only the key, so signing out ends it everywhere.</summary>
public sealed class SessionRow
{
    /// <summary>SHA-256 of the key in the cookie: a stolen database opens no session.</summary>
    public required string KeyHash { get; init; }
    /// <summary>The protected ticket.</summary>
    public required byte[] Ticket { get; set; }
    /// <summary>When it lapses (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; set; }
    /// <summary>Whose it is.</summary>
    public required string Email { get; init; }
}

/// <summary>A one-time sign-in secret: a local link, or a ten-minute code by mail.</summary>
public sealed class SignInCodeRow
{
    /// <summary>SHA-256 of the secret.</summary>
    public required string CodeHash { get; init; }
    /// <summary>Whom it signs in.</summary>
    public required string Email { get; init; }
    /// <summary>When it lapses (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; init; }
    /// <summary>Wrong tries so far.</summary>
    public int Tries { get; set; }
}

internal sealed class SessionTable : IEntityTypeConfiguration<SessionRow>, IEntityTypeConfiguration<SignInCodeRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("sessions").HasKey(s => s.KeyHash);
        builder.HasIndex(s => s.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<SignInCodeRow> builder)
    {
        builder.ToTable("sign_in_codes").HasKey(c => c.CodeHash);
        builder.HasIndex(c => c.Email);
    }
}

using System.Text;

namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>Links the service sends are followed byte for byte, and never to another host: they would carry our token there.</summary>
internal static class Links
{
    /// <summary>The address a relative path or a link of the service means.</summary>
    /// <exception cref="ConnectorException">The link leads to another host, or is none.</exception>
    public static Uri Resolve(Uri root, string link)
    {
        var absolute = link.Contains("://", StringComparison.Ordinal) && link.IndexOf("://", StringComparison.Ordinal) < (link.IndexOf('?', StringComparison.Ordinal) is var q && q < 0 ? int.MaxValue : q)
            ? link
            : link.StartsWith("//", StringComparison.Ordinal) ? root.Scheme + ":" + link
            : link.StartsWith('/') ? root.GetLeftPart(UriPartial.Authority) + link
            : root.AbsoluteUri + link;
        // Paging cookies are encoded twice; the usual tidying of addresses would change them.
        if (!Uri.TryCreate(Ascii(absolute), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out var uri)
            || !string.Equals(uri.Scheme, root.Scheme, StringComparison.OrdinalIgnoreCase)
            || !string.Equals(uri.Host, root.Host, StringComparison.OrdinalIgnoreCase)
            || uri.Port != root.Port || uri.UserInfo.Length > 0)
        {
            throw new ConnectorException(FailureKind.Transient, "Dataverse's answer links to another host for its next page; the link was not followed.");
        }

        return uri;
    }

    // What may not stand in a request line is encoded; everything else stays as it was sent.
    private static string Ascii(string link)
    {
        if (!link.AsSpan().ContainsAnyExceptInRange('!', '~') && link.AsSpan().IndexOfAny("\"<>") < 0) return link;
        var text = new StringBuilder(link.Length + 16);
        foreach (var rune in link.EnumerateRunes())
        {
            if (rune.Value is > ' ' and <= '~' and not '"' and not '<' and not '>') text.Append((char)rune.Value);
            else text.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return text.ToString();
    }
}

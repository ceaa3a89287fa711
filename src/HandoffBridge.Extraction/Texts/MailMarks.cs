using System.Buffers;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Recognises the lines mail programs and their users put around what they write, in the languages of Europe.</summary>
internal static class MailMarks
{
    private static readonly WordSet From = new("from von de da van fra från od kimden lähettäjä feladó expeditor desde mittente afzender avsändare remitente");

    private static readonly WordSet OtherFields = new(
        "sent date to cc bcc subject gesendet datum an betreff envoyé date à objet enviado fecha para asunto inviato data a oggetto verzonden aan onderwerp sendt dato til emne skickat till ämne " +
        "wysłano do temat odesláno komu předmět gönderilme kime konu lähetetty vastaanottaja aihe assunto trimis către subiect");

    private static readonly WordSet AttributionStarts = new("on am le den el il op em i dnia w dne på pe a at the em, en dana tarihinde ma");

    private static readonly SearchValues<string> AttributionVerbs = SearchValues.Create(
    [
        "wrote", "schrieb", "a écrit", "skrev", "escribió", "ha scritto", "schreef", "escreveu", "napisał", "napsal", "kirjoitti", "yazdı", "írta", "a scris", "napisao", "wrote the following",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Originals = SearchValues.Create(
    [
        "original", "ursprüngliche", "message d'origine", "message d’origine", "mensaje original", "messaggio originale", "oorspronkelijk", "opprinnelig", "oprindelig", "ursprungligt", "mensagem original",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Forwards = SearchValues.Create(
    [
        "forwarded", "weitergeleitete", "transféré", "reenviado", "inoltrato", "doorgestuurd", "videresend", "vidarebefordrat", "encaminhada", "przekazana",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly WordSet ForwardSubjects = new("fw fwd wg tr rv i doorst vs vb enc pd iln ynt");

    private static readonly string[] SentFromStarts =
    [
        "sent from", "von meinem iphone", "von meinem handy", "gesendet von", "envoyé de", "envoyé depuis", "enviado desde", "enviado do", "inviato da", "verzonden va", "skickat från", "sendt fra", "lähetetty", "get outlook", "sent via ",
    ];

    private static readonly SearchValues<string> Confidential = SearchValues.Create(
    [
        "confidential", "vertraulich", "confidentiel", "confidencial", "riservat", "vertrouwelijk", "fortrolig", "konfidentiell", "privileged", "intended recipient", "intended solely", "intended only",
        "poufn", "důvěrn", "gizli", "luottamuksell",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Messages = SearchValues.Create(
    [
        "e-mail", "email", "message", "nachricht", "mensaje", "messaggio", "bericht", "mail", "melding", "meddelande", "wiadomość", "zpráva", "ileti", "viesti", "transmission", "communication", "notice", "correo",
    ], StringComparison.OrdinalIgnoreCase);

    /// <summary>"From: …" or one of its sisters.</summary>
    public static bool IsFrom(ReadOnlySpan<char> line) => Field(line) is { Length: > 0 } field && From.Has(field) && line.Length < 160;

    /// <summary>"Sent: …", "To: …", "Betreff: …".</summary>
    public static bool IsField(ReadOnlySpan<char> line) => Field(line) is { Length: > 0 } field && (OtherFields.Has(field) || From.Has(field));

    /// <summary>"On 1 Jul 2025, at 16:20, Priti Solanki wrote:".</summary>
    public static bool IsAttribution(ReadOnlySpan<char> line)
    {
        if (line.Length is < 10 or > 240 || line[^1] != ':') return false;
        var space = line.IndexOf(' ');
        if (space < 0) return false;
        var tail = line[Math.Max(0, line.Length - 60)..];
        return tail.ContainsAny(AttributionVerbs) && (AttributionStarts.Has(line[..space].TrimEnd(',')) || line.IndexOfAnyInRange('0', '9') >= 0);
    }

    /// <summary>Where an attribution runs over two lines: the first of them.</summary>
    public static bool StartsAttribution(ReadOnlySpan<char> line)
    {
        var space = line.IndexOf(' ');
        return space > 0 && line.Length < 160 && AttributionStarts.Has(line[..space]) && line.IndexOfAnyInRange('0', '9') >= 0 && line[^1] != '.';
    }

    /// <summary>"-----Original Message-----".</summary>
    public static bool IsOriginal(ReadOnlySpan<char> line) => IsRuled(line) && line.ContainsAny(Originals);

    /// <summary>"---------- Forwarded message ----------", "Begin forwarded message:".</summary>
    public static bool IsForward(ReadOnlySpan<char> line) =>
        (IsRuled(line) || line.StartsWith("Begin forw", StringComparison.OrdinalIgnoreCase)) && line.ContainsAny(Forwards);

    /// <summary>Whether a subject says that the message passes on another one.</summary>
    public static bool IsForwardSubject(string? subject)
    {
        var text = subject.AsSpan().TrimStart();
        var colon = text.IndexOf(':');
        return colon > 0 && ForwardSubjects.Has(text[..colon]);
    }

    /// <summary>A line of nothing but ten or more rules.</summary>
    public static bool IsRule(ReadOnlySpan<char> line) => line.Length >= 10 && line.IndexOfAnyExcept("_-=* ") < 0;

    /// <summary>"Sent from my iPhone".</summary>
    public static bool IsSentFrom(ReadOnlySpan<char> line) => line.Length < 80 && StartsWithAny(line, SentFromStarts);

    /// <summary>"This message is confidential …".</summary>
    public static bool IsDisclaimer(ReadOnlySpan<char> line)
    {
        var start = line[..Math.Min(line.Length, 400)];
        return start.ContainsAny(Confidential) && start.ContainsAny(Messages);
    }

    private static bool IsRuled(ReadOnlySpan<char> line) => line.Length < 120 && line.StartsWith("---") && line.Length > 8;

    private static ReadOnlySpan<char> Field(ReadOnlySpan<char> line)
    {
        var colon = line[..Math.Min(line.Length, 24)].IndexOf(':');
        return colon < 1 ? default : line[..colon].Trim(" *\u00A0");
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] starts)
    {
        foreach (var start in starts)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}

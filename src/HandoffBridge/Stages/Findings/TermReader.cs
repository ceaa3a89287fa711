using System.Globalization;
using System.Text.RegularExpressions;

namespace HandoffBridge.Stages.Findings;

/// <summary>A term read from a quote: which, and its value in the term's unit (null: granted without a number).</summary>
internal sealed record TermReading(string Term, decimal? Value);

/// <summary>Reads which deal term a quote grants, and how much of it: ordered rules, the first that fits decides.</summary>
internal static class TermReader
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly (string Term, Regex Words, Regex? Value)[] Rules =
    [
        ("payment-days", new(@"\bnet[ -]?\d+|\bpay(s|ment|ments|ing)?\b.*\bdays\b|\bdays\b.*\bpay(ment|s|ing)?\b|zahlungsziel|\bterms\b.*\bdays\b|\bdays net\b", Options), new(@"net[ -]?(?<n>\d{1,3})|(?<n>\d{1,3}|[a-z-]+) ?-?days", Options)),
        ("price-cap", new(@"price (lock|cap|hold|freeze)|\bcap(ped|s)?\b.*(increase|uplift|price|renewal)|(increase|uplift|renewal|price).*\bcap(ped|s)?\b|(price|rate)s?\b.*\b(held|locked|frozen|stays?|fixed|guarantee)|indexation|\bCPI\b|uplift", Options), new(@"(?<n>\d+(?:[.,]\d+)?) ?(?:%|percent|per cent)", Options)),
        ("liability", new(@"liabilit|haftung|indemnit", Options), new(@"(?<n>\d+(?:[.,]\d+)?) ?(?:x|×|times)", Options)),
        ("sla", new(@"\bSLA\b|uptime|availability|service credit|response time", Options), new(@"(?<n>9\d(?:[.,]\d+)?) ?(?:%|percent)", Options)),
        ("opt-out", new(@"opt[ -]?out|way out|get(s)? out|terminat|\bexit\b|walk away|break clause|end the .*(early|agreement|contract|expansion)|cancel|out at month|\bout after\b|leave (early|after)|kündig", Options), null),
        ("exclusivity", new(@"exclusiv", Options), null),
        ("ramp", new(@"\bramp|staircase|step[- ]?up|stepped|in the first year.*second|year (one|1).*year (two|2)", Options), null),
        ("free-period", new(@"(?:free|no charge|nothing|without charge|waived?|gratis|kostenlos).*(month|week|quarter|until|year|live)|(month|week|quarter|year)s?.*(free|no charge|on us|waived?)|billing (starts|begins)|pays? nothing", Options), new(@"(?<n>\d{1,2}|[a-z]+)[ -]?months?", Options)),
        ("discount", new(@"(\d ?(%|percent|per cent)|\d+ off)|discount|rabatt|nachlass", Options), new(@"(?<n>\d+(?:[.,]\d+)?) ?(?:%|percent|per cent|off)", Options)),
    ];

    private static readonly string[] NumberWords =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static TermReading Read(string quote)
    {
        foreach (var (term, words, value) in Rules)
        {
            if (words.IsMatch(quote)) return new(term, value is null ? null : Number(value, quote));
        }

        return new("other", null);
    }

    private static decimal? Number(Regex pattern, string quote)
    {
        foreach (Match match in pattern.Matches(quote))
        {
            var text = match.Groups["n"].Value;
            if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return number;
            if (Array.IndexOf(NumberWords, text.ToLowerInvariant()) is >= 0 and var word) return word;
            if (Tens(text.ToLowerInvariant()) is { } tens) return tens;
        }

        return null;
    }

    private static decimal? Tens(string word) => word switch
    {
        "thirty" => 30, "forty-five" => 45, "forty five" => 45, "sixty" => 60, "ninety" => 90, _ => null,
    };
}

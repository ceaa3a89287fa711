using System.Globalization;
using System.Text.RegularExpressions;

namespace HandoffBridge.Stages.Findings;

/// <summary>A term read from a quote: which, and its value in the term's unit (null: granted without a number).</summary>
internal sealed record TermReading(string Term, decimal? Value);

/// <summary>Reads which deal term a quote grants, and how much of it: ordered rules, the first that fits decides.</summary>
internal static class TermReader
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Count = @"(?<n>\d+(?:[.,]\d+)?|[a-z]+(?:-[a-z]+)?)";

    // Order matters: "90 days' notice, and pay what was used" is an opt-out, "net 60, 10 %" is a payment term.
    private static readonly (string Term, Regex Words, Regex? Value)[] Rules =
    [
        Rule("opt-out", @"opt[ -]?out|opt in each|way out|get(s)? out\b|\bout (at|after)\b|terminat|\bexit\b|walk (away|at)|can walk|break clause|end (it|the .*)(early|agreement|contract|expansion|on \d)|\bcancel|leave\b.*(without|w/o|no penalty|penalty|notice|early|after)|(without|w/o|no) penalty|days'? notice|auto[- ]renew|kündig", null),
        Rule("flex-down", @"(reduce|drop|give back|bring down|fewer|down to|hand back)\b.*(seat|number|licen|user|line|site|count|\d)|drops? out of the (count|bill)|out of the bill|come off the bill|not charged", null),
        Rule("liability", "liabilit|haftung|indemnit|penalty .*we pay it", Count + " ?(?:x\\b|×|times)"),
        Rule("sla", @"\bSLA\b|uptime|availability|service credit|of credit\b|response time", @"(?<n>9\d(?:[.,]\d+)?) ?(?:%|percent)?"),
        Rule("payment-days", @"\bnet[ -]?\d+|\bpay(s|ment|ments|ing)?\b.*\bdays\b|\bdays\b.*\b(to pay|pay(ment|s|ing)?)\b|zahlungsziel|\d days net|but \d+ days and", @"net[ -]?(?<n>\d{1,3})|" + Count + " ?-?days"),
        Rule("billing", @"invoice[sd]?.*\b(start|from|only|until|after|once|live)|(billing|billed|invoiced)\b.*(start|from|only|until|after|once|live)|first invoice|\bonly pays?\b|pay(s)? only|begins? to be paid|instal?ments|quarterly|half-yearly|in (two|three) (halves|parts)|monthly instead|spread it", null),
        Rule("price-cap", @"price (lock|cap|hold|freeze)|\bcap(ped|s)?\b.*(increase|uplift|price|renewal)|(increase|uplift|renewal|price).*\bcap(ped|s)?\b|(price|rate|fee)s?\b.*\b(held|hold|locked|frozen|stays?|stay as|fixed|guarantee|flat|unchanged|same)|same price|keep you flat|hold the price|can't raise|indexation|\bCPI\b|uplift", @"(?<n>\d+(?:[.,]\d+)?) ?(?:%|percent|per cent)"),
        Rule("exclusivity", "exclusiv", null),
        Rule("ramp", @"\bramp|staircase|step[- ]?up|step up|stepped|first year.*second|year (one|1)\b.*year (two|2)|half price", null),
        Rule("free-period", @"\b(free|no charge|nothing|without charge|waived?|gratis|kostenlos|cost nothing|on us)\b.*\b(month|quarter|until|year|live)|\b(month|quarter|year)s?\b.*\b(free|no charge|on us|waived?|nothing to pay|you don't pay)|pays? nothing|no monthly minimum|bill sleeps", Count + "[ -]?months?"),
        Rule("free-work", @"free\b|no charge|at zero|on us\b|on the house|on our house|(not|n't|never|nothing|any|without an?|see).*invoice|nothing to pay|nobody pays|you don't pay|nothing will be charged|we absorb|gift|costs nothing|don'?t bill|goodwill", null),
        Rule("discount", @"(\d|[a-z]) ?(%|percent|per cent)|\b(\d+|ten|twelve|fourteen|fifteen|twenty) off\b|discount|rabatt|nachlass|\d+ on (seats|licen|envelopes|the)|less\b.*percent|lighter than|minus \d", Count + " ?(?:%|percent|per cent|off)"),
    ];

    private static readonly string[] NumberWords =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];

    /// <summary>Every term of a quote, in the order of the rules ("10 %, net 60, way out at month 12" are three); "other" where none is recognised.</summary>
    public static IReadOnlyList<TermReading> Read(string quote)
    {
        var found = new List<TermReading>();
        foreach (var (term, words, value) in Rules)
        {
            if (!words.IsMatch(quote)) continue;
            var number = value is null ? null : Number(value, quote);
            // "3 days of Theo, nobody pays" is no payment term, "97 %" no discount.
            if (term == "payment-days" && number is < 7 or > 365) continue;
            if (term == "discount" && number is <= 0 or > 60) continue;
            // Free time, free work and a free period are one concession; a frozen price is a cap at nothing.
            if (term == "free-work" && found.Exists(f => f.Term == "free-period")) continue;
            if (term == "discount" && number is null && found.Count > 0) continue;
            if (term == "discount" && found.Exists(f => f.Value == number)) continue;
            found.Add(new(term, term == "price-cap" && number is null ? 0 : number));
        }

        return found.Count > 0 ? found : [new("other", null)];
    }

    private static (string Term, Regex Words, Regex? Value) Rule(string term, string words, string? value) =>
        (term, new Regex(words, Options), value is null ? null : new Regex(value, Options));

    private static decimal? Number(Regex pattern, string quote)
    {
        foreach (Match match in pattern.Matches(quote))
        {
            var text = match.Groups["n"].Value.ToLowerInvariant();
            if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return number;
            if (Array.IndexOf(NumberWords, text) is >= 0 and var word) return word;
            if (text is "thirty" or "forty-five" or "sixty" or "ninety") return text switch { "thirty" => 30, "forty-five" => 45, "sixty" => 60, _ => 90 };
        }

        return null;
    }
}

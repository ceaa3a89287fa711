using HandoffBridge.Extraction.Deals;
using HandoffBridge.Languages;

namespace HandoffBridge.Stages.Findings;

/// <summary>The way from first touch to signature: every contact on both sides, never a single touch.</summary>
internal sealed class ReadJourney(DealFile deal, IReadOnlyDictionary<string, string> texts, Language language)
{
    private const int SilenceDays = 30;
    private const int QuietDays = 45;

    private readonly IReadOnlyList<(Document Document, IReadOnlyList<Contact> TookPart, HashSet<string> Named)> contacts =
        [.. deal.Documents.Where(d => d.Type != "sow").OrderBy(d => d.At).Select(d => Read(d, deal, texts))];

    public IReadOnlyList<ContactPoint> Timeline() =>
        [.. contacts.Select(c => new ContactPoint(
            c.Document.At, c.Document.Type,
            c.Document.Author?.Side == "customer" ? "customer" : c.TookPart.Count > 0 ? "both" : c.Document.Author?.Side,
            [.. new[] { c.Document.Author?.Name }.OfType<string>().Concat(c.TookPart.Select(p => p.Name)).Distinct(StringComparer.Ordinal)],
            c.Document.Id))];

    public IReadOnlyList<CustomerPerson> People() =>
        [.. deal.Contacts.Select(p => new CustomerPerson(p.Id, p.Name, p.Title, p.Role,
            contacts.Count(c => c.Named.Contains(p.Id)), LastSeen(p)))];

    public Journey Read()
    {
        var before = contacts.Where(c => c.Document.At <= deal.Deal.WonAt).ToList();
        var days = before.Count == 0 ? 0 : Days(before[0].Document.At, deal.Deal.WonAt);
        var customer = before.Count(c => c.TookPart.Count > 0 || c.Document.Author?.Side == "customer");
        var silences = before.Select(c => c.Document.At).Append(deal.Deal.WonAt)
            .Zip(before.Select(c => c.Document.At).Append(deal.Deal.WonAt).Skip(1))
            .Where(p => Days(p.First, p.Second) > SilenceDays)
            .Select(p => new Silence(p.First, p.Second, Days(p.First, p.Second)))
            .ToList();
        var quiet = deal.Contacts
            .Select(p => (Person: p, Last: LastSeen(p)))
            .Where(p => p.Last is { } last && Days(last, deal.Deal.WonAt) > QuietDays)
            .GroupBy(p => p.Last!.Value)
            .OrderBy(g => g.Key)
            .Select(g => language.Say("journey.quiet", string.Join(", ", g.Select(p => Describe(p.Person))), language.Date(g.Key), Days(g.Key, deal.Deal.WonAt)))
            .ToList();
        var (engagement, reasons) = deal.Deal.Kind == "new" ? (null, []) : Engagement(before);
        return new(days, before.Count, customer, silences, quiet, [.. Remarks(before)], engagement, reasons);
    }

    private IEnumerable<string> Remarks(List<(Document Document, IReadOnlyList<Contact> TookPart, HashSet<string> Named)> before)
    {
        var voices = before.SelectMany(c => c.TookPart).Select(c => c.Id).Distinct(StringComparer.Ordinal).Count();
        if (deal.Contacts.Count > 0)
        {
            yield return voices <= 1 && deal.Contacts.Count > 1
                ? language.Say("journey.single", deal.Contacts.Count)
                : language.Say("journey.breadth", voices, deal.Contacts.Count);
        }

        foreach (var person in deal.Contacts.Where(c => LastSeen(c) is null && IsDecider(c)))
            yield return language.Say("journey.never", Describe(person));
        foreach (var thread in before.Where(c => c.Document.Type == "email").GroupBy(c => Thread(c.Document.Subject), StringComparer.OrdinalIgnoreCase).Where(t => t.Key.Length > 0))
        {
            var last = thread.Last().Document;
            if (last.Author?.Side != "customer" || !texts.GetValueOrDefault(last.Id, "").Contains('?', StringComparison.Ordinal)) continue;
            if (contacts.Any(c => c.Document.At > last.At && Days(last.At, c.Document.At) <= 7)) continue;
            yield return language.Say("journey.unanswered", thread.Key, last.Author.Name ?? language.Say("customer"), language.Date(last.At));
        }
    }

    private (string? Label, IReadOnlyList<string> Reasons) Engagement(List<(Document Document, IReadOnlyList<Contact> TookPart, HashSet<string> Named)> before)
    {
        var reasons = new List<string>();
        var score = 0;
        var quarters = Enumerable.Range(0, 4).Reverse().Select(q => before.Count(c => Customer(c) && Days(c.Document.At, deal.Deal.WonAt) / 91 == q)).ToList();
        // A trail shorter than half a year has no trend, and without one there is no label.
        if (!before.Exists(c => Days(c.Document.At, deal.Deal.WonAt) > 182)) return (null, []);
        // A customer who is silent in the last quarter signs what is there.
        if (quarters[3] == 0) score--;
        score += Math.Sign(quarters[2] + quarters[3] - quarters[0] - quarters[1]);
        reasons.Add(language.Say("engagement.trend", string.Join(", ", quarters)));

        var voices = before.SelectMany(c => c.TookPart).Select(c => c.Id).Distinct(StringComparer.Ordinal).Count();
        score += voices >= 3 ? 1 : voices <= 1 ? -1 : 0;
        reasons.Add(language.Count("engagement.voices", voices));
        var share = before.Count == 0 ? 0 : 100 * before.Count(Customer) / before.Count;
        score += share >= 40 ? 1 : share < 20 ? -1 : 0;
        reasons.Add(language.Say("engagement.share", share));
        return (score >= 2 ? "trust" : score <= -1 ? "inertia" : "mixed", reasons);

        static bool Customer((Document Document, IReadOnlyList<Contact> TookPart, HashSet<string> Named) c) =>
            c.TookPart.Count > 0 || c.Document.Author?.Side == "customer";
    }

    private DateTimeOffset? LastSeen(Contact person) =>
        contacts.Where(c => c.TookPart.Contains(person)).Select(c => (DateTimeOffset?)c.Document.At).Max();

    private static bool IsDecider(Contact c) => PowerOf.Contact(c.Title, c.Role) == 3;

    private static string Describe(Contact c) => c.Title is { Length: > 0 } ? $"{c.Name} ({c.Title})" : c.Name;

    private static int Days(DateTimeOffset from, DateTimeOffset to) => (int)Math.Floor((to - from).TotalDays);

    private static string Thread(string? subject)
    {
        var text = (subject ?? "").Trim();
        while (text.IndexOf(':', StringComparison.Ordinal) is > 0 and <= 4 and var colon && text[..colon].ToUpperInvariant() is "RE" or "AW" or "FW" or "FWD" or "WG" or "SV" or "R") text = text[(colon + 1)..].Trim();
        return text;
    }

    // The author of a mail; in calls, meetings and chats everybody of the customer's who is named.
    private static (Document, IReadOnlyList<Contact>, HashSet<string>) Read(Document document, DealFile deal, IReadOnlyDictionary<string, string> texts)
    {
        var text = texts.GetValueOrDefault(document.Id, "");
        var named = deal.Contacts.Where(c => document.Author?.Name == c.Name || Names(text, c.Name)).ToList();
        var part = document.Type is "call" or "meeting"
            ? named
            : deal.Contacts.Where(c => document.Author?.Name == c.Name).ToList();
        return (document, part, named.Select(c => c.Id).ToHashSet(StringComparer.Ordinal));
    }

    private static bool Names(string text, string name)
    {
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 && (Word(text, parts[^1]) || (parts[0].Length > 2 && Word(text, parts[0])));
    }

    private static bool Word(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !char.IsLetter(text[at - 1])) && (at + word.Length == text.Length || !char.IsLetter(text[at + word.Length]))) return true;
        }

        return false;
    }
}

using HandoffBridge.Languages;

namespace HandoffBridge.Stages.Briefs;

/// <summary>What the CRM and the standard deal say otherwise than in the version before, in sentences: the deal, its order lines, its people, its terms.</summary>
internal static class CompareDeals
{
    public static IEnumerable<BriefChange> Compare(Brief before, Brief now, Language language) =>
        Terms(before, now, language).Concat(Deal(before.Deal, now.Deal, language)).Concat(Lines(before, now, language)).Concat(People(before, now, language));

    private static IEnumerable<BriefChange> Terms(Brief before, Brief now, Language language)
    {
        foreach (var term in now.Terms)
        {
            var was = before.Terms.FirstOrDefault(t => t.Name == term.Name);
            if (was is null) yield return new("added", null, language.Say("change.termAdded", language.Word("term", term.Name), term.Actual, term.Standard));
            else if (was != term) yield return Changed(language.Say("change.term", language.Word("term", term.Name), was.Actual, was.Standard, term.Actual, term.Standard));
        }

        foreach (var gone in before.Terms.Where(t => now.Terms.All(n => n.Name != t.Name))) yield return new("removed", null, language.Say("change.termRemoved", language.Word("term", gone.Name)));
    }

    private static IEnumerable<BriefChange> Deal(BriefDeal before, BriefDeal now, Language language)
    {
        if ((before.Amount, before.Currency) != (now.Amount, now.Currency))
            yield return Changed(language.Say("change.amount", Money(before, language), Money(now, language)));
        if (before.Name != now.Name) yield return Changed(language.Say("change.dealName", before.Name, now.Name));
        if (before.OwnerName != now.OwnerName) yield return Changed(language.Say("change.owner", before.OwnerName ?? language.Say("nobody"), now.OwnerName ?? language.Say("nobody")));
        if (before.WonAt != now.WonAt) yield return Changed(language.Say("change.won", language.Date(before.WonAt), language.Date(now.WonAt)));
        if (before.TermMonths != now.TermMonths) yield return Changed(language.Say("change.months", Months(before, language), Months(now, language)));
    }

    private static IEnumerable<BriefChange> Lines(Brief before, Brief now, Language language)
    {
        foreach (var line in now.Signed)
        {
            var was = before.Signed.FirstOrDefault(s => s.Line == line.Line);
            if (was is null) yield return new("added", null, language.Say("change.lineAdded", Line(line, language)));
            else if (Line(was, language) != Line(line, language)) yield return Changed(language.Say("change.line", Line(was, language), Line(line, language)));
        }

        foreach (var gone in before.Signed.Where(s => now.Signed.All(n => n.Line != s.Line))) yield return new("removed", null, language.Say("change.lineRemoved", Line(gone, language)));
    }

    private static IEnumerable<BriefChange> People(Brief before, Brief now, Language language)
    {
        foreach (var person in now.People)
        {
            var was = before.People.FirstOrDefault(p => p.Id == person.Id);
            if (was is null) yield return new("added", null, language.Say("change.personAdded", Person(person)));
            else if (Person(was) != Person(person)) yield return Changed(language.Say("change.person", Person(was), Person(person)));
        }

        foreach (var gone in before.People.Where(p => now.People.All(n => n.Id != p.Id))) yield return new("removed", null, language.Say("change.personRemoved", Person(gone)));
    }

    private static BriefChange Changed(string text) => new("changed", null, text);

    private static string Money(BriefDeal deal, Language language) => deal.Amount is { } amount ? language.Money(amount, deal.Currency) : language.Say("change.unknown");

    private static string Months(BriefDeal deal, Language language) => deal.TermMonths is { } months ? language.Say("unit.term-months", months) : language.Say("change.unknown");

    private static string Line(BriefSigned line, Language language) =>
        string.Join(", ", new[] { line.Quantity is { } q ? $"{language.Number(q)} × {line.Product}" : line.Product, line.Description }.Where(p => !string.IsNullOrWhiteSpace(p)));

    private static string Person(BriefPerson person) => string.Join(", ", new[] { person.Name, person.Title, person.Role }.Where(p => !string.IsNullOrWhiteSpace(p)));
}

using System.Globalization;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Training;

/// <summary>The judge (score.py) in C#: the same pairs, the same figures.</summary>
internal sealed class Scorer
{
    private static readonly string[] Attributes = ["due", "person", "stance", "scoped"];
    private readonly Tally[] _kinds = new Tally[8];
    private readonly Tally[] _scoped = new Tally[2];
    private readonly int[] _right = new int[4];
    private readonly int[] _all = new int[4];
    private int _ungrounded;

    /// <summary>Counts of each kind.</summary>
    public IReadOnlyList<Tally> Kinds => _kinds;

    /// <summary>Counts of all kinds.</summary>
    public Tally Micro => _kinds.Aggregate((a, b) => a + b);

    /// <summary>Mean F1 of the kinds.</summary>
    public double Macro => _kinds.Average(k => k.F1);

    /// <summary>Called with what is missed or wrong.</summary>
    public Action<string, DealFile, string, string, string>? OnError { get; init; }

    /// <summary>Counts one deal.</summary>
    public void Add(DealFile deal, IReadOnlyList<Signal> signals)
    {
        foreach (var document in deal.Documents)
        {
            var words = Overlap.Words(VisibleText.Of(document));
            var gold = (deal.Signals ?? []).Where(s => s.DocumentId == document.Id).ToList();
            var found = signals.Where(s => s.DocumentId == document.Id).ToList();
            Count(deal, document.Id, words, gold, found);
        }
    }

    private void Count(DealFile deal, string document, string[] text, List<LabelledSignal> gold, List<Signal> found)
    {
        var goldWords = gold.ConvertAll(g => Overlap.Words(g.Quote));
        var pairs = new List<(double Order, int Gold, int Found)>();
        for (var j = 0; j < found.Count; j++)
        {
            var words = Overlap.Words(found[j].Quote);
            if (!Overlap.Inside(words, text))
            {
                _ungrounded++;
                continue;
            }

            for (var i = 0; i < gold.Count; i++)
            {
                if (gold[i].Kind != found[j].Kind.Wire()) continue;
                var dice = Overlap.Dice(goldWords[i], words);
                if (dice >= 0.5) pairs.Add((-dice, i, j));
            }
        }

        pairs.Sort();
        var usedGold = new HashSet<int>();
        var usedFound = new HashSet<int>();
        foreach (var (_, i, j) in pairs)
        {
            if (usedGold.Contains(i) || usedFound.Contains(j)) continue;
            usedGold.Add(i);
            usedFound.Add(j);
            _kinds[(int)found[j].Kind] += new Tally(1, 0, 0);
            CompareAttributes(gold[i], found[j]);
        }

        for (var i = 0; i < gold.Count; i++)
        {
            if (gold[i].Kind == "commitment" && gold[i].Scoped != true) _scoped[0] += usedGold.Contains(i) ? new Tally(1, 0, 0) : new Tally(0, 0, 1);
            if (usedGold.Contains(i)) continue;
            _kinds[(int)SignalNames.Parse(gold[i].Kind)!.Value] += new Tally(0, 0, 1);
            OnError?.Invoke("missed", deal, document, gold[i].Kind, gold[i].Quote);
        }

        for (var j = 0; j < found.Count; j++)
        {
            if (usedFound.Contains(j)) continue;
            _kinds[(int)found[j].Kind] += new Tally(0, 1, 0);
            OnError?.Invoke("wrong", deal, document, found[j].Kind.Wire(), found[j].Quote);
        }
    }

    private void CompareAttributes(LabelledSignal gold, Signal found)
    {
        var kind = found.Kind;
        if (kind.TakesDue())
            Compare(0, Blank(gold.Due), Blank(found.Due), (a, b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase));
        if (kind == SignalKind.Politics)
        {
            Compare(1, Name(gold.Person), Name(found.Person), SamePerson);
            Compare(2, Blank(gold.Stance), Blank(found.Stance), (a, b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase));
        }

        if (kind == SignalKind.Commitment)
            Compare(3, gold.Scoped == true ? "true" : "false", found.Scope?.Status == ScopeStatus.Scoped ? "true" : "false", (a, b) => a == b);
    }

    private void Compare(int attribute, string? gold, string? found, Func<string, string, bool> same)
    {
        if (gold is null && found is null) return;
        _all[attribute]++;
        if (gold is not null && found is not null && same(gold, found)) _right[attribute]++;
    }

    private static string? Blank(string? s) => string.IsNullOrEmpty(s) ? null : s;
    private static string? Name(string? s) => Blank(s) is { } name ? string.Join(' ', Overlap.Words(name)) : null;

    private static bool SamePerson(string a, string b)
    {
        var x = a.Split(' ').ToHashSet(StringComparer.Ordinal);
        var y = b.Split(' ').ToHashSet(StringComparer.Ordinal);
        return x.IsSubsetOf(y) || y.IsSubsetOf(x);
    }

    /// <summary>Writes the table.</summary>
    public void Print(TextWriter to)
    {
        to.WriteLine($"{"kind",-20} {"P",6} {"R",6} {"F1",6} {"gold",6}");
        for (var k = 0; k < 8; k++)
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{SignalNames.Kinds[k],-20} {_kinds[k].Precision,6:F3} {_kinds[k].Recall,6:F3} {_kinds[k].F1,6:F3} {_kinds[k].Right + _kinds[k].Missed,6}"));
        var m = Micro;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"micro",-20} {m.Precision,6:F3} {m.Recall,6:F3} {m.F1,6:F3} {m.Right + m.Missed,6}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"macro F1",-34} {Macro,6:F3}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"recall of unscoped commitments {_scoped[0].Recall:F3} of {_scoped[0].Right + _scoped[0].Missed}, at precision of commitments {_kinds[3].Precision:F3}"));
        for (var a = 0; a < 4; a++)
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"attribute {Attributes[a],-10} {(_all[a] == 0 ? 0 : (double)_right[a] / _all[a]),6:F3} of {_all[a]}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ungrounded quotes: {_ungrounded}"));
    }
}

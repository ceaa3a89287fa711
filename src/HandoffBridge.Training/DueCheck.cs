using System.Globalization;
using HandoffBridge.Extraction.Dates;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Training;

/// <summary>Resolves the labelled quotes' calendar times: how well, and which are wrong.</summary>
internal static class DueCheck
{
    public static void Print(IEnumerable<LabelledDeal> deals, TextWriter? errors)
    {
        var (right, all) = (0, 0);
        foreach (var deal in deals)
        {
            var file = deal.File;
            var calendar = DueContext.Of(file.Account.Country, [.. file.Documents.Select(VisibleText.Of)]);
            foreach (var s in file.Signals ?? [])
            {
                var kind = SignalNames.Parse(s.Kind)!.Value;
                if (!kind.TakesDue()) continue;
                var document = file.Documents.First(d => d.Id == s.DocumentId);
                var due = DueResolver.Resolve(s.Quote, calendar with { At = document.At, Kind = kind });
                var gold = string.IsNullOrEmpty(s.Due) ? null : s.Due;
                if (due is null && gold is null) continue;
                all++;
                if (due == gold) right++;
                else errors?.WriteLine($"{file.Deal.Id}\t{s.Kind}\t{document.At:yyyy-MM-dd ddd}\tgold {gold ?? "-"}\tsaid {due ?? "-"}\t{s.Quote.ReplaceLineEndings(" ")}");
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"due right: {(double)right / Math.Max(1, all):F3} of {all}"));
    }
}

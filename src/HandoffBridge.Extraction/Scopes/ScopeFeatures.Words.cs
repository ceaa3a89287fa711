using HandoffBridge.Extraction.Dates;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>What the promise's own words, its surroundings and its date tell.</summary>
internal sealed partial class ScopeFeatures
{
    private void Words(string quote, ScopeEvidence evidence)
    {
        var values = evidence.Values;
        Span<int> cues = stackalloc int[ScopeCues.Count];
        ScopeCues.Find(quote, cues);
        values[12] = Has(cues, Cue.Free);
        evidence.Admission = cues[(int)Cue.Admission] is >= 0 and var place ? ScopeCues.Words(Cue.Admission, place) : null;
        values[13] = Has(cues, Cue.Admission);
        values[14] = evidence.Admission is null ? Has(cues, Cue.Paper) : 0;
        values[15] = Has(cues, Cue.Reported);
        values[16] = Has(cues, Cue.Expect);
        values[17] = Has(cues, Cue.Presence);
        values[23] = values[17] * (paperPresence ? 1 : 0);
        values[40] = values[17] * (paperPresence ? 0 : 1);
        values[24] = Has(cues, Cue.PaperWords);
        values[26] = Has(cues, Cue.More);
        values[27] = Has(cues, Cue.OwnWord);
    }

    private static double Has(ReadOnlySpan<int> cues, Cue list) => cues[(int)list] < 0 ? 0 : 1;

    private void Frame(ScopeFrame? frame, ScopeEvidence evidence)
    {
        var values = evidence.Values;
        values[30] = frame?.Side == "customer" ? 1 : 0;
        values[31] = frame?.DocumentType == "chat" ? 1 : 0;
        values[32] = frame?.DocumentType is "note" or "task" ? 1 : 0;
        values[33] = frame?.DocumentType is "call" or "meeting" ? 1 : 0;
        if (string.IsNullOrWhiteSpace(frame?.Before))
        {
            values[43] = 1;
            return;
        }

        var before = new ScopeEvidence();
        Cover(ScopePhrase.Read(frame.Before), before);
        values[28] = before.Values[3];
        values[29] = before.Values[4];
        evidence.Included ??= before.Included;
    }

    private void Dates(string? due, DateTimeOffset at, ScopeEvidence evidence)
    {
        if (due is null) return;
        evidence.Values[20] = 1;
        var context = new DueContext(at, country);
        foreach (var item in items)
        {
            if (item.Excluded) continue;
            foreach (var span in DateScanner.Find(item.Text, context))
            {
                var signed = span.Time.ToString();
                if (signed == due || (due.Length == 7 && signed.StartsWith(due, StringComparison.Ordinal))) evidence.Values[18] = 1;
                else if (ReferenceEquals(item, evidence.Included) && string.CompareOrdinal(due, signed) < 0)
                {
                    evidence.Values[19] = 1;
                    evidence.LaterDate = signed;
                }
            }
        }

        if (evidence.Values[18] > 0) evidence.Values[19] = 0;
    }
}

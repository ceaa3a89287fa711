using HandoffBridge.Languages;
using HandoffBridge.Stages.Briefs.Drawings;
using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>A brief as templates see it: plain dictionaries of strings. What is restricted is not in it unless asked for.</summary>
internal sealed class BriefModel
{
    private readonly Brief brief;
    private readonly RenderOptions options;
    private readonly Language language;
    private readonly ItemModel items;
    private readonly IReadOnlyList<BriefItem> shown;
    private readonly ComparisonsModel comparisons;

    private BriefModel(Brief brief, RenderOptions options)
    {
        this.brief = brief;
        this.options = options;
        language = Language.Of(options.Language ?? brief.Language);
        items = new ItemModel(language);
        shown = [.. brief.Items.Where(i => i.State != "dismissed" && (options.IncludeRestricted || !i.Restricted))];
        comparisons = new ComparisonsModel(brief, shown, language, items);
    }

    public static Row Of(Brief brief, RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(brief);
        ArgumentNullException.ThrowIfNull(options);
        return new BriefModel(brief, options).Build();
    }

    public static Row Labels(Language language)
    {
        var labels = new Row();
        foreach (var (key, text) in Language.English.Texts)
        {
            if (key.StartsWith("label.", StringComparison.Ordinal)) labels[key[6..]] = language.Texts.GetValueOrDefault(key, text);
        }

        return labels;
    }

    private Row Build() => new()
    {
        ["t"] = Labels(language),
        ["lang"] = language.Code,
        ["title"] = language.Say("title", Displayed.Clean(brief.Account.Name)),
        ["account"] = Displayed.Clean(brief.Account.Name),
        ["deal"] = Displayed.Clean(brief.Deal.Name),
        ["facts"] = Facts(),
        ["version"] = brief.Version,
        ["status"] = brief.Status,
        ["statusLabel"] = language.Word("state", brief.Status),
        ["notice"] = brief.Status == "confirmed" ? null : language.Say("notice." + brief.Status, Displayed.Clean(brief.Deal.OwnerName ?? language.Say("owner"))),
        ["link"] = options.Link is { Scheme: "http" or "https" } link ? link.AbsoluteUri : null,
        ["summary"] = brief.Summary.Split('\n').Select(l => Displayed.Clean(l)).Where(l => l.Length > 0).Select(Lead).ToList(),
        ["readiness"] = new Row { ["score"] = brief.Readiness.Score, ["band"] = brief.Readiness.Score >= 80 ? "good" : brief.Readiness.Score >= 55 ? "fair" : "poor", ["missing"] = brief.Readiness.Missing.ToList(), ["missingLine"] = string.Join("; ", brief.Readiness.Missing) },
        ["changes"] = brief.Changes.Select(c => Displayed.Clean(c.Text)).Distinct(StringComparer.Ordinal).ToList(),
        ["changesSince"] = brief.Changes.Count == 0 ? null : language.Say("changed", brief.Version - 1),
        ["customer"] = Customer(),
        ["signed"] = comparisons.Signed(),
        ["urgency"] = items.Of(Kind("urgency").OrderBy(i => CalendarSpan.LastDay(i.Due) ?? DateOnly.MaxValue)),
        ["people"] = new PeopleModel(brief, shown, options.IncludeRestricted, language, items).Build(),
        ["commitments"] = comparisons.Commitments(),
        ["roadmap"] = comparisons.Roadmap(),
        ["terms"] = comparisons.Terms(),
        ["risks"] = items.Of(Kind("risk")),
        ["owed"] = Owed(),
        ["journey"] = Journey(),
        ["first"] = First(),
        ["evidence"] = Evidence(),
        ["drawings"] = new Row
        {
            ["scope"] = ScopeBar.Draw(Kind("commitment"), language),
            ["urgency"] = UrgencyLine.Draw(brief, shown, options.Today, language),
            ["people"] = options.IncludeRestricted ? PeopleMap.Draw(brief, shown, language) : null,
            ["journey"] = JourneyLine.Draw(brief, language),
        },
    };

    // "Why now: …": the words before the first colon lead the line.
    private static Row Lead(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon is > 0 and < 24 ? new() { ["lead"] = line[..colon], ["text"] = line[(colon + 2)..] } : new() { ["lead"] = null, ["text"] = line };
    }

    private string Facts()
    {
        var facts = new List<string> { language.Word("dealKind", brief.Deal.Kind) };
        if (brief.Deal.Amount is { } amount) facts.Add(language.Money(amount, brief.Deal.Currency));
        if (brief.Deal.TermMonths is { } months) facts.Add(language.Count("months", months));
        facts.Add(language.Say("signedOn", language.Date(brief.Deal.WonAt)));
        if (brief.Deal.OwnerName is { Length: > 0 } owner) facts.Add(Displayed.Clean(owner));
        return string.Join(" · ", facts);
    }

    private Row Customer()
    {
        // Success measures stand in the next section; nothing is said twice.
        var needs = Kind("need").Where(n => !ReadVoice.IsSuccessMeasure(n.Text)).ToList();
        var voice = brief.Items.Count == 0 ? null : brief.Voice;
        return new()
        {
            ["any"] = needs.Count > 0 || voice is not null,
            ["own"] = items.Of(needs.Where(n => n.Said == "by-customer")),
            ["reported"] = items.Of(needs.Where(n => n.Said != "by-customer")),
            ["voice"] = voice is null ? null : language.Say("voice.share", (int)Math.Round(voice.CustomerShare * 100)),
            ["answered"] = voice is null ? null : Asked("voice.answered", voice.Questions.Where(q => q.Items.Count > 0)),
            ["notAsked"] = voice is null ? null : Asked("voice.notAsked", voice.Questions.Where(q => q.Items.Count == 0)),
        };
    }

    private string? Asked(string key, IEnumerable<BriefVoiceQuestion> questions) =>
        string.Join(language.Say("voice.separator"), questions.Select(q => language.Say("voice." + q.Question))) is { Length: > 0 } list ? language.Say(key, list) : null;

    // What should have come before the signature is the first thing to ask for.
    private List<Row> Owed()
    {
        var signed = DateOnly.FromDateTime(brief.Deal.WonAt.DateTime);
        return [.. Kind("customer_commitment").Select(i =>
        {
            var row = items.Of(i);
            row["past"] = CalendarSpan.LastDay(i.Due) < signed ? language.Say("owed.past") : null;
            return row;
        })];
    }

    private Row? Journey()
    {
        if (brief.Timeline.Count == 0 || brief.Journey is not { } j) return null;
        return new()
        {
            ["line"] = language.Say("journey.line", j.Contacts, j.Days, j.CustomerContacts),
            ["silences"] = j.Silences.Select(s => language.Say("journey.silence", s.Days, language.Date(s.From), language.Date(s.To))).ToList(),
            ["quiet"] = j.WentQuiet.Select(q => Displayed.Clean(q)).ToList(),
            ["remarks"] = j.Remarks.Select(r => Displayed.Clean(r)).ToList(),
            ["engagement"] = j.Engagement is { } e ? language.Say("engagement." + e) : null,
            ["reasons"] = j.EngagementReasons.ToList(),
            ["contacts"] = brief.Timeline.Select(t => new Row
            {
                ["at"] = language.Date(t.At), ["type"] = items.Type(t.Type), ["side"] = language.Word("side", t.Side),
                ["who"] = string.Join(", ", t.Who.Select(w => Displayed.Clean(w))),
            }).ToList(),
        };
    }

    private Row First() => new()
    {
        ["any"] = brief.FirstDays.Count + brief.OpenQuestions.Count > 0,
        ["agenda"] = brief.FirstDays.Select(p => new Row
        {
            ["text"] = Displayed.Clean(p.Text), ["owner"] = Displayed.Clean(p.Owner), ["due"] = p.Due is { } due ? language.Due(due) : null,
        }).ToList(),
        ["questions"] = brief.OpenQuestions.Select(q => new Row
        {
            ["id"] = q.Id, ["text"] = Displayed.Clean(q.Text), ["why"] = Displayed.Clean(q.Why), ["answer"] = Displayed.Clean(q.Answer), ["by"] = Displayed.Clean(q.AnsweredBy),
        }).ToList(),
    };

    private Row Evidence() => new()
    {
        ["line"] = language.Say("evidence.line", brief.Version, language.Date(brief.CreatedAt), brief.Sources.Count, brief.Items.Sum(i => i.Proofs.Count)),
        ["engine"] = brief.Engine is { } engine ? language.Say("evidence.engine", Displayed.Clean(engine)) : null,
        ["remarks"] = brief.Remarks.Select(r => Displayed.Clean(r)).ToList(),
        ["dismissed"] = brief.Items.Where(i => i.State == "dismissed" && (options.IncludeRestricted || !i.Restricted)).Select(i => new Row { ["text"] = items.Short(i), ["reason"] = Displayed.Clean(i.DismissedBecause) }).ToList(),
        ["sources"] = brief.Sources.Select(s => new Row
        {
            ["id"] = Displayed.Clean(s.DocumentId), ["type"] = items.Type(s.Type), ["subject"] = Displayed.Clean(s.Subject),
            ["at"] = s.At is { } at ? language.Date(at) : null, ["author"] = Displayed.Clean(s.Author), ["hash"] = s.Sha256.Length > 12 ? s.Sha256[..12] : s.Sha256,
        }).ToList(),
    };

    private List<BriefItem> Kind(string kind) => [.. shown.Where(i => i.Kind == kind)];
}

using HandoffBridge.Languages;

namespace HandoffBridge.Stages.Briefs;

/// <summary>"What we heard" as templates see it.</summary>
internal static class WhatWeHeardModel
{
    public static Row Of(WhatWeHeard heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        var language = Language.Of(heard.Language);
        return new()
        {
            ["t"] = BriefModel.Labels(language),
            ["lang"] = language.Code,
            ["account"] = Displayed.Clean(heard.AccountName),
            ["intro"] = language.Say("heard.intro", Displayed.Clean(heard.AccountName), language.Date(heard.Signed)),
            ["contact"] = heard.OwnerName is { } owner ? language.Say("heard.contact", Displayed.Clean(owner)) : null,
            ["needs"] = Rows(heard.Needs, language),
            ["measures"] = Rows(heard.Measures, language),
            ["dates"] = Rows(heard.Dates, language),
            ["ours"] = Rows(heard.Ours, language),
            ["theirs"] = Rows(heard.Theirs, language),
            ["order"] = heard.Order.Select(o => Displayed.Clean(o)).ToList(),
        };
    }

    private static List<Row> Rows(IReadOnlyList<Heard> rows, Language language) =>
        [.. rows.Select(r => new Row
        {
            ["text"] = r.Edited ? Displayed.Clean(r.Quote) : language.Say("quoted", Displayed.Clean(r.Quote)),
            ["due"] = r.Due is { } due ? language.Due(due) : null,
            ["on"] = r.Edited ? null : language.Say("heard.on", language.Date(r.On)),
        })];
}

using HandoffBridge.Connectors.Crm.Dataverse.Calls;

namespace HandoffBridge.Connectors.Crm.Dataverse.Watching;

/// <summary>One win of a deal.</summary>
/// <param name="Id">The newest won opportunityclose; the close date where the deal was won without one.</param>
/// <param name="At">When it was won, as the business says.</param>
/// <param name="RecordedAt">When that was entered: a back-dated win is news all the same.</param>
internal sealed record Win(string Id, DateTimeOffset At, DateTimeOffset RecordedAt)
{
    /// <summary>Not every environment has it.</summary>
    public const string StateColumn = "opportunitystatecode";

    /// <summary>What is read of a close activity.</summary>
    public static string Select(bool withState) => "$select=activityid,_opportunityid_value,createdon" + (withState ? "," + StateColumn : "");

    /// <summary>The newest close that is not known to be a loss; its creation is stamped by the service.</summary>
    public static Row? Newest(IEnumerable<Row> closes)
    {
        Row? newest = null;
        foreach (var close in closes)
        {
            if (close.Id("activityid") is null || close.Code(StateColumn) == 2) continue;
            if (newest is { } n && (close.Instant("createdon"), close.Id("activityid")!.Value).CompareTo((n.Instant("createdon"), n.Id("activityid")!.Value)) <= 0) continue;
            newest = close;
        }

        return newest;
    }

    /// <summary>
    /// The win of a won opportunity. actualclosedate is a day typed by people: where it agrees with the close activity, the
    /// activity's instant is the better word; where it does not, the day is what the business goes by.
    /// </summary>
    public static Win Of(Row opportunity, Row? close)
    {
        var day = opportunity.Day("actualclosedate");
        var noon = day is { } d ? new DateTimeOffset(d.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero) : (DateTimeOffset?)null;
        if (close is { } c && c.Instant("createdon") is { } recorded)
        {
            var agrees = noon is not { } n || (recorded - n).Duration() <= TimeSpan.FromHours(26);
            return new(c.Id("activityid")!.Value.ToString("D"), agrees ? recorded : noon!.Value, recorded);
        }

        var at = noon ?? opportunity.Instant("modifiedon") ?? DateTimeOffset.UnixEpoch;
        return new("won-" + (day is { } only ? only.ToString("O", System.Globalization.CultureInfo.InvariantCulture) : "undated"), at, noon is { } m ? m.AddHours(12) : at);
    }
}

using HandoffBridge.Commands;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Notices;

namespace HandoffBridge.Stages.Notices;

/// <summary>Lines of <c>check</c> about mail, channels and the words of mails.</summary>
internal sealed class NoticesHealth(IEnumerable<INoticeSender> senders, NoticeTemplates templates) : IHealthLine
{
    public string Subject => "Notices";

    public async Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken)
    {
        var lines = new List<CheckLine>();
        foreach (var sender in senders) lines.AddRange(await sender.CheckAsync(cancellationToken));
        if (lines.Count == 0) lines.Add(new("Mail", null, "no Mail:Host; notices are shown in the app"));
        lines.AddRange(templates.Faults.Select(f => new CheckLine("Notice templates", false, f)));
        return lines;
    }
}

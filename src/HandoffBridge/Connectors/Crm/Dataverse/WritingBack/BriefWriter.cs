using System.Net;
using System.Text.Json;
using HandoffBridge.Connectors.Crm.Dataverse.Calls;

namespace HandoffBridge.Connectors.Crm.Dataverse.WritingBack;

/// <summary>
/// One note on the opportunity and one task for its owner, under keys of our own with If-None-Match: a replay finds them
/// there (412) and changes nothing (learn.microsoft.com/power-apps/developer/data-platform/webapi/perform-conditional-operations-using-web-api).
/// </summary>
internal sealed class BriefWriter(DataverseClient client)
{
    // annotation.subject 500, task.subject 200, annotation.notetext 100,000, task.description 2,000 (table references).
    private const int NoteSubject = 500, TaskSubject = 200, NoteText = 100_000, TaskText = 2_000;

    /// <summary>Writes both, unless they are there.</summary>
    public async Task WriteAsync(CrmWriteBack brief, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(brief.Key.DealId, out var id)) throw new ConnectorException(FailureKind.Permanent, "The deal's id is none of Dataverse's.");
        var deal = await client.GetAsync($"opportunities({id:D})?$select=opportunityid,_ownerid_value", null, cancellationToken);
        if (deal.Status == HttpStatusCode.NotFound) throw new ConnectorException(FailureKind.Permanent, "The opportunity is no longer in Dataverse; nothing was written back.");
        if (!deal.Ok) throw ServiceErrors.Refused(deal);
        var text = brief.Text.Contains(brief.Link.AbsoluteUri, StringComparison.Ordinal) ? brief.Text : brief.Text + "\n" + brief.Link.AbsoluteUri;
        await PutAsync("annotations", brief, "note", json =>
        {
            json.WriteString("subject", Cut(brief.Subject, NoteSubject));
            json.WriteString("notetext", Cut(text, NoteText));
            json.WriteString("objectid_opportunity@odata.bind", $"/opportunities({id:D})");
        }, cancellationToken);
        var row = new Row(deal.Json);
        await PutAsync("tasks", brief, "task", json =>
        {
            json.WriteString("subject", Cut(brief.Subject, TaskSubject));
            json.WriteString("description", Cut(text, TaskText));
            json.WriteString("regardingobjectid_opportunity_task@odata.bind", $"/opportunities({id:D})");
            if (brief.Due is { } due) json.WriteString("scheduledend", Queries.Instant(due));
            if (row.Id("_ownerid_value") is { } owner && row.Target("_ownerid_value") is "systemuser" or "team" && row.Id("_ownerid_value") is { } who)
                json.WriteString("ownerid_task@odata.bind", row.Target("_ownerid_value") == "team" ? $"/teams({who:D})" : $"/systemusers({owner:D})");
        }, cancellationToken);
    }

    private async Task PutAsync(string set, CrmWriteBack brief, string kind, Action<Utf8JsonWriter> columns, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            columns(json);
            json.WriteEndObject();
        }

        var key = OwnKey.Of(brief.Key.Organisation, brief.Key.DealId, brief.HandoffId, kind);
        var answer = await client.CreateOnceAsync($"{set}({key:D})", body.ToArray(), cancellationToken);
        if (!answer.Ok && answer.Status != HttpStatusCode.PreconditionFailed) throw ServiceErrors.Refused(answer);
    }

    private static string Cut(string text, int max) => text.Length <= max ? text : text[..(max - 1)] + "…";
}

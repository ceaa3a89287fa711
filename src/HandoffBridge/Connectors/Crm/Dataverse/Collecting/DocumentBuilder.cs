using System.Globalization;
using System.Text.RegularExpressions;
using HandoffBridge.Connectors.Crm.Dataverse.Calls;
using HandoffBridge.Connectors.Crm.Dataverse.Watching;
using HandoffBridge.Connectors.Crm.Dataverse.WritingBack;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Connectors.Crm.Dataverse.Collecting;

/// <summary>Makes a deal's rows into documents, in the order they were written.</summary>
internal sealed partial class DocumentBuilder(DataverseOptions options, DealRows rows, string? sellerDomain, List<string> unread)
{
    /// <summary>Characters of one document; a book has about a million.</summary>
    public const int MaxCharacters = 2_000_000;

    private static readonly (string Column, string Subject)[] Memos =
    [
        ("description", "Description"), ("customerneed", "Customer need"), ("customerpainpoints", "Customer pain points"), ("currentsituation", "Current situation"),
        ("proposedsolution", "Proposed solution"), ("qualificationcomments", "Qualification comments"), ("quotecomments", "Quote comments"),
    ];

    // Read from their own tables; a close activity is no contact with the customer.
    private static readonly string[] OwnTables = ["email", "appointment", "phonecall", "task", "opportunityclose", "chat"];

    private readonly List<Document> _documents = [];

    /// <summary>All documents of a deal.</summary>
    public List<Document> Of(Guid id, Row opportunity, Win win, Person? owner)
    {
        OpportunityColumns(id, opportunity, win, owner);
        foreach (var close in Rows(DossierTable.Closes, id))
            if (close.Words("description") is { } text) Add(Key(close, "activityid"), "note", close.Words("subject"), Parties.Writer(close, rows.Found), close.Instant("createdon") ?? win.At, text);
        foreach (var quote in Rows(DossierTable.Quotes, id).Where(q => q.Code("statecode") == 2))
            if (quote.Words("description") is { } text) Add(Key(quote, "quoteid"), "sow", quote.Words("name"), Parties.Writer(quote, rows.Found), quote.Instant("createdon") ?? win.At, text);
        foreach (var note in Rows(DossierTable.Notes, id)) Note(note, win);
        foreach (var mail in Rows(DossierTable.Emails, id)) Mail(mail, win);
        foreach (var meeting in Rows(DossierTable.Appointments, id)) Spoken(meeting, "meeting", win);
        foreach (var call in Rows(DossierTable.PhoneCalls, id)) Spoken(call, "call", win);
        foreach (var task in Rows(DossierTable.Tasks, id)) Activity(task, "task", Parties.Writer(task, rows.Found), task.Instant("createdon") ?? win.At);
        foreach (var chat in Rows(DossierTable.Chats, id))
            Add(Key(chat, "activityid"), "chat", chat.Words("subject"), Parties.AuthorOf(chat, rows.Found, sellerDomain), chat.Instant("createdon") ?? win.At, chat.Words("eventssummary") ?? chat.Words("description") ?? "");
        // Post sources: 1 automatic, written by the system itself.
        foreach (var post in Rows(DossierTable.Posts, id).Where(p => p.Code("source") != 1))
            if ((post.Words("largetext") ?? post.Words("text")) is { } text) Add(Key(post, "postid"), "chat", null, Parties.Writer(post, rows.Found), post.Instant("createdon") ?? win.At, text);
        foreach (var other in Rows(DossierTable.Activities, id).Where(a => !OwnTables.Contains(a.Text("activitytypecode"), StringComparer.OrdinalIgnoreCase)))
            if (other.Words("description") is { } text) Add(Key(other, "activityid"), "note", other.Words("subject"), Parties.Writer(other, rows.Found), other.Instant("scheduledstart") ?? other.Instant("createdon") ?? win.At, text);
        return [.. _documents.OrderBy(d => d.At).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    private IEnumerable<Row> Rows(DossierTable table, Guid id) => rows.Tables[table][id];

    private void OpportunityColumns(Guid id, Row opportunity, Win win, Person? owner)
    {
        // Nobody says when a column was written: not after the win, not after the row's last change.
        var at = opportunity.Instant("modifiedon") is { } modified && modified < win.At ? modified : win.At;
        var author = new Author(owner?.Name, "seller");
        foreach (var (column, subject) in Memos)
            if (!options.Columns.ContainsKey(column) && opportunity.Words(column) is { } text) Add($"{id:D}/{column}", "note", subject, author, at, text);
        foreach (var (column, meaning) in options.Columns)
        {
            if (meaning.Equals("kind", StringComparison.OrdinalIgnoreCase) || meaning.Equals("termMonths", StringComparison.OrdinalIgnoreCase) || opportunity.Words(column) is not { } text) continue;
            var sow = meaning.Equals("sow", StringComparison.OrdinalIgnoreCase);
            Add($"{id:D}/{column}", sow ? "sow" : "note", sow ? "Statement of work" : char.ToUpperInvariant(meaning[0]) + meaning[1..], author, at, text);
        }
    }

    private void Note(Row note, Win win)
    {
        var id = note.Id("annotationid");
        if (id is not { } known || OwnKey.IsOurs(known)) return;
        var author = Parties.Writer(note, rows.Found);
        var at = note.Instant("createdon") ?? win.At;
        var file = rows.Files.GetValueOrDefault(known);
        if (note.Words("notetext") is { } text || (file is null && note.Words("subject") is not null))
            Add(known.ToString("D"), IsStatementOfWork(note.Words("subject")) ? "sow" : "note", note.Words("subject"), author, at, note.Words("notetext") ?? "");
        if (file is not null) File(known.ToString("D") + "/file", file, note.Words("subject"), author, at);
    }

    private void File(string id, AttachedFile file, string? subject, Author author, DateTimeOffset at)
    {
        if (file.Unread is { } why) unread.Add(why);
        else Add(id, IsStatementOfWork(file.Name) || IsStatementOfWork(subject) ? "sow" : "note", file.Name, author, at, file.Text!, file.Format);
    }

    private void Mail(Row mail, Win win)
    {
        // E-mail status reasons: 1 draft, 5 canceled, 8 failed: never sent, so never said.
        if (mail.Code("statuscode") is 1 or 5 or 8)
        {
            unread.Add("An e-mail that was never sent was left out.");
            return;
        }

        var at = mail.Instant("senton") ?? mail.Instant("createdon") ?? win.At;
        var author = Parties.AuthorOf(mail, rows.Found, sellerDomain);
        Activity(mail, "email", author, at);
        foreach (var attached in rows.Found.MailFiles.Where(f => f.Id("_objectid_value") == mail.Id("activityid")))
            if (attached.Id("activitymimeattachmentid") is { } id && rows.Files.TryGetValue(id, out var file)) File(id.ToString("D"), file, null, author, at);
    }

    private void Spoken(Row activity, string type, Win win)
    {
        // Activity state 2: canceled, so it never took place.
        if (activity.Code("statecode") == 2)
        {
            unread.Add($"A canceled {type} was left out.");
            return;
        }

        Activity(activity, type, Parties.AuthorOf(activity, rows.Found, sellerDomain), activity.Instant("scheduledstart") ?? activity.Instant("createdon") ?? win.At);
    }

    private void Activity(Row activity, string type, Author author, DateTimeOffset at)
    {
        if (activity.Id("activityid") is { } id && !OwnKey.IsOurs(id)) Add(id.ToString("D"), type, activity.Words("subject"), author, at, activity.Words("description") ?? "");
    }

    private void Add(string id, string type, string? subject, Author author, DateTimeOffset at, string text, string? format = null)
    {
        if (text.Length > MaxCharacters)
        {
            unread.Add(string.Create(CultureInfo.InvariantCulture, $"A {type} of {text.Length:#,0} characters was read up to {MaxCharacters:#,0}."));
            text = text[..(char.IsHighSurrogate(text[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters)];
        }

        _documents.Add(new(id, type, subject, format ?? (Tags().IsMatch(text) ? "html" : "text"), author, at, text));
    }

    private bool IsStatementOfWork(string? name) => name is not null && options.StatementOfWork.Any(
        word => word.Length > 0 && Regex.IsMatch(name, $@"(?<![\p{{L}}\p{{Nd}}]){Regex.Escape(word)}(?![\p{{L}}\p{{Nd}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200)));

    private static string Key(Row row, string column) => row.Id(column)?.ToString("D") ?? Guid.NewGuid().ToString("D");

    // The same column holds plain text from one form and HTML from another; plain text may hold "<" and "a < b > c".
    [GeneratedRegex(@"<(?:!doctype|html|head|body|div|p|br|span|table|tbody|tr|td|th|ul|ol|li|a|b|i|u|strong|em|font|h[1-6]|blockquote|pre|img|style|meta|hr)(?:\s[^<>]*)?/?>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Tags();
}

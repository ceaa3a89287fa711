using System.Globalization;
using System.Text;
using HandoffBridge.Connectors.Crm.Dataverse.Calls;

namespace HandoffBridge.Connectors.Crm.Dataverse.Collecting;

/// <summary>A file hanging on a note or an e-mail.</summary>
/// <param name="Name">File name.</param>
/// <param name="Text">What it says; null where it was not read.</param>
/// <param name="Format">"text" or "html".</param>
/// <param name="Unread">Why it was not read, in one sentence; null where it was.</param>
internal sealed record AttachedFile(string Name, string? Text, string Format, string? Unread);

/// <summary>Reads the files worth reading: bodies come one by one on demand, never in lists, within a size limit.</summary>
internal sealed class FileReader(DataverseClient client, DataverseOptions options)
{
    private const int BytesPerBatch = 8 * 1024 * 1024;

    /// <summary>The files of notes (by note) and of e-mails (by attachment).</summary>
    public async Task<IReadOnlyDictionary<Guid, AttachedFile>> ReadAsync(IEnumerable<Row> notes, IEnumerable<Row> mailFiles, CancellationToken cancellationToken)
    {
        var files = new Dictionary<Guid, AttachedFile>();
        var wanted = new List<(Guid Id, string Name, string? Mime, long Size, string Path, string Column)>();
        void Consider(Row row, string key, string set, string column)
        {
            if (row.Id(key) is not { } id) return;
            var name = row.Words("filename") ?? "a file without a name";
            var size = (long)(row.Number("filesize") ?? 0);
            if (FileTexts.KindOf(name, row.Text("mimetype")) is null) files[id] = Unread(name, size, "only text, Markdown, HTML and .docx files are read");
            else if (size > options.MaxAttachmentMegabytes * 1024L * 1024L) files[id] = Unread(name, size, string.Create(CultureInfo.InvariantCulture, $"it is larger than {options.MaxAttachmentMegabytes} MB (Crm:Dataverse:MaxAttachmentMegabytes)"));
            else wanted.Add((id, name, row.Text("mimetype"), size, $"{set}({id:D})?$select={column}", column));
        }

        foreach (var note in notes.Where(n => n.Flag("isdocument") == true || n.Words("filename") is not null)) Consider(note, "annotationid", "annotations", "documentbody");
        foreach (var file in mailFiles) Consider(file, "activitymimeattachmentid", "activitymimeattachments", "body");

        for (var i = 0; i < wanted.Count;)
        {
            var start = i;
            for (long bytes = 0; i < wanted.Count && i - start < 100 && (i == start || bytes + (wanted[i].Size * 4 / 3) <= BytesPerBatch); i++) bytes += wanted[i].Size * 4 / 3;
            var some = wanted[start..i];
            var answers = await client.BatchAsync([.. some.Select(w => new BatchGet(w.Path))], cancellationToken);
            for (var j = 0; j < some.Count; j++)
            {
                var file = some[j];
                files[file.Id] = answers[j].Ok ? Text(file.Name, file.Mime, file.Size, new Row(answers[j].Json).Text(file.Column)) : Unread(file.Name, file.Size, "it is no longer there");
            }
        }

        return files;
    }

    private AttachedFile Text(string name, string? mime, long size, string? base64)
    {
        if (string.IsNullOrEmpty(base64)) return Unread(name, size, "it is empty");
        var bytes = new byte[(base64.Length * 3L / 4) + 3];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) return Unread(name, size, "its content is damaged");
        if (length > options.MaxAttachmentMegabytes * 1024L * 1024L) return Unread(name, length, "it is larger than it says");
        var kind = FileTexts.KindOf(name, mime)!.Value;
        return FileTexts.Read(kind, bytes.AsMemory(0, length)) is { } text
            ? new(name, text, kind == FileKind.Html ? "html" : "text", null)
            : Unread(name, length, "its content is not what its name says");
    }

    private static AttachedFile Unread(string name, long size, string why) =>
        new(name, null, "text", string.Create(CultureInfo.InvariantCulture, $"The file {name} ({Math.Ceiling(size / 1024m):0} KB) was not read: {why}."));
}

/// <summary>Kinds of files that are read.</summary>
internal enum FileKind
{
    /// <summary>Plain text, Markdown, CSV.</summary>
    Text,
    /// <summary>HTML.</summary>
    Html,
    /// <summary>Word (Office Open XML).</summary>
    Docx,
}

/// <summary>What files say.</summary>
internal static class FileTexts
{
    /// <summary>The kind by name, else by type; null where it is not read.</summary>
    public static FileKind? KindOf(string name, string? mime) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".TXT" or ".MD" or ".MARKDOWN" or ".CSV" or ".LOG" => FileKind.Text,
        ".HTML" or ".HTM" => FileKind.Html,
        ".DOCX" => FileKind.Docx,
        "" => mime?.Split(';')[0].Trim().ToUpperInvariant() switch
        {
            "TEXT/PLAIN" or "TEXT/MARKDOWN" or "TEXT/CSV" => FileKind.Text,
            "TEXT/HTML" => FileKind.Html,
            "APPLICATION/VND.OPENXMLFORMATS-OFFICEDOCUMENT.WORDPROCESSINGML.DOCUMENT" => FileKind.Docx,
            _ => null,
        },
        _ => null,
    };

    /// <summary>The text; null where the content is something else.</summary>
    public static string? Read(FileKind kind, ReadOnlyMemory<byte> bytes)
    {
        if (kind == FileKind.Docx) return DocxText.Read(bytes);
        var span = bytes.Span;
        if (span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(span[2..]);
        if (span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(span[2..]);
        if (span.StartsWith("\uFEFF"u8)) span = span[3..];
        if (span.Contains((byte)0)) return null;
        // Old editors write the Windows code page; Latin-1 reads its letters.
        return System.Text.Unicode.Utf8.IsValid(span) ? Encoding.UTF8.GetString(span) : Encoding.Latin1.GetString(span);
    }
}

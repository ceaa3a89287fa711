using System.IO.Compression;
using System.Text;
using System.Xml;

namespace HandoffBridge.Connectors.Crm.Dataverse.Collecting;

/// <summary>
/// The text of a .docx: paragraphs as lines, table cells apart, deleted text left out (ECMA-376 part 1, WordprocessingML).
/// A packed file is hostile until read: no DTD, no outside references, a limit on what comes out.
/// </summary>
internal static class DocxText
{
    private const string Namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string StrictNamespace = "http://purl.oclc.org/ooxml/wordprocessingml/main";

    /// <summary>Characters of XML that are read; about a thousand pages of text.</summary>
    public const int MaxCharacters = 32 * 1024 * 1024;

    /// <summary>The text; null where the file is no readable .docx or unpacks to more than is read.</summary>
    public static string? Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file.ToArray(), writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > 10_000 || zip.GetEntry("word/document.xml") is not { } entry || entry.Length > MaxCharacters) return null;
            using var stream = entry.Open();
            using var xml = XmlReader.Create(stream, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = MaxCharacters,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
            });
            return Text(xml);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Text(XmlReader xml)
    {
        var text = new StringBuilder();
        while (xml.Read())
        {
            if (xml.NamespaceURI is not (Namespace or StrictNamespace)) continue;
            if (xml.NodeType == XmlNodeType.Element)
            {
                if (xml.LocalName == "t" && !xml.IsEmptyElement) text.Append(xml.ReadString());
                else if (xml.LocalName == "tab") text.Append('\t');
                else if (xml.LocalName is "br" or "cr") text.Append('\n');
                else if (xml.LocalName == "noBreakHyphen") text.Append('-');
            }
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "p") text.Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}

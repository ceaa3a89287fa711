using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Features;

/// <summary>Takes a document's units as passages: what may speak, in what form and in whose voice.</summary>
internal static class Outline
{
    /// <summary>Writes the passages of a structure, one a unit, in order.</summary>
    public static void Read(Structure structure, List<Passage> passages)
    {
        passages.Clear();
        var block = -1;
        var order = 0;
        foreach (var u in structure.Units)
        {
            order = u.Block == block ? order + 1 : 0;
            block = u.Block;
            passages.Add(new Passage
            {
                Start = u.Start,
                End = u.End,
                Place = u.Zone is Zone.Body or Zone.Forwarded && u.Kind != UnitKind.Heading ? Place.Body : Place.Silent,
                Layout = u.Kind switch
                {
                    UnitKind.Bullet => Layout.Bullet,
                    UnitKind.Turn => Layout.Turn,
                    UnitKind.Heading => Layout.Heading,
                    UnitKind.TableRow => Layout.Row,
                    _ => Layout.Sentence,
                },
                Voice = u.SpeakerSide switch { Side.Seller => Voice.Seller, Side.Customer => Voice.Customer, _ => Voice.Unknown },
                Heading = u.Heading ?? -1,
                Line = u.Block,
                Order = order,
            });
        }
    }
}

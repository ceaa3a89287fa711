using System.Numerics;
using HandoffBridge.Extraction.Models;

namespace HandoffBridge.Extraction.Features;

/// <summary>
/// What the network knows of a passage beside its words: its meaning, its word classes and its neighbours', the frame, and what the first model thinks of the passages around.
/// </summary>
internal static class PassageFacts
{
    /// <summary>What the meaning of a neighbour counts.</summary>
    public const float NeighbourShare = 0.4f;

    private const float MeaningScale = 4.2f;
    private const int Around = 2;
    private const float ScoreScale = 1 / 3f;
    private const float NoNeighbour = -2f;
    private const int FrameLength = 40;
    private static readonly string[] Types = ["note", "email", "call", "meeting", "chat", "task"];

    /// <summary>Length of the three meanings.</summary>
    public static int MeaningLength { get; } = 3 * Meaning.Length;

    /// <summary>Length of the facts, a whole multiple of eight.</summary>
    public static int Length { get; } = Meaning.Length + (3 * 64) + FrameLength + (LinearTable.Kinds * ((2 * Around) + 1));

    /// <summary>Writes the meanings of a passage, the one before and the one after.</summary>
    public static void ReadMeaning(DocumentReading doc, int index, Span<float> meaning)
    {
        var n = Meaning.Length;
        doc.MeaningOf(index).CopyTo(meaning);
        Neighbour(doc, index - 1, meaning.Slice(n, n));
        Neighbour(doc, index + 1, meaning.Slice(2 * n, n));
    }

    /// <summary>Writes everything but the scores of the passages around.</summary>
    public static void Read(DocumentReading doc, int index, Span<float> facts)
    {
        facts.Clear();
        var meaning = doc.MeaningOf(index);
        for (var i = 0; i < meaning.Length; i++) facts[i] = meaning[i] * MeaningScale;
        var at = meaning.Length;
        Classes(doc, index, 1f, facts.Slice(at, 64));
        Classes(doc, index - 1, 0.5f, facts.Slice(at + 64, 64));
        Classes(doc, index + 1, 0.5f, facts.Slice(at + 128, 64));
        Frame(doc, index, facts.Slice(at + 192, FrameLength));
    }

    /// <summary>Writes the first model's scores of the speaking passages around; scores come kind by kind, passage after passage.</summary>
    /// <param name="scores">Log-odds of all speaking passages of the document.</param>
    /// <param name="position">The passage's place among them.</param>
    /// <param name="facts">The facts to complete.</param>
    public static void ReadScores(ReadOnlySpan<float> scores, int position, Span<float> facts)
    {
        var to = facts[(Length - (LinearTable.Kinds * ((2 * Around) + 1)))..];
        var count = scores.Length / LinearTable.Kinds;
        for (var step = -Around; step <= Around; step++)
        {
            var from = position + step;
            for (var k = 0; k < LinearTable.Kinds; k++)
            {
                to[((step + Around) * LinearTable.Kinds) + k] = from < 0 || from >= count
                    ? NoNeighbour
                    : Math.Clamp(scores[(from * LinearTable.Kinds) + k] * ScoreScale, -3f, 3f);
            }
        }
    }

    private static void Neighbour(DocumentReading doc, int index, Span<float> to)
    {
        to.Clear();
        if (index >= 0 && index < doc.Passages.Count) VectorMath.AddScaled(to, doc.MeaningOf(index), NeighbourShare);
    }

    private static void Classes(DocumentReading doc, int index, float value, Span<float> to)
    {
        if (index < 0 || index >= doc.Passages.Count) return;
        var seen = 0UL;
        foreach (var c in doc.ClassesOf(doc.Passages[index])) seen |= c;
        for (; seen != 0; seen &= seen - 1) to[BitOperations.TrailingZeroCount(seen)] = value;
    }

    private static void Frame(DocumentReading doc, int index, Span<float> to)
    {
        var p = doc.Passages[index];
        var tokens = doc.TokensOf(p);
        for (var i = 0; i < Types.Length; i++) to[i] = doc.Document.Type == Types[i] ? 1 : 0;
        to[6] = doc.Document.Author?.Side == "customer" ? 1 : 0;
        to[7] = p.Voice == Voice.Customer ? 1 : 0;
        to[8] = p.Voice == Voice.Seller ? 1 : 0;
        to[9 + (int)p.Layout] = 1;
        to[14] = Math.Min(p.Order, 4) / 2f;
        to[15] = BitOperations.Log2((uint)tokens.Length + 1) / 3f;
        to[16] = (float)index / Math.Max(1, doc.Passages.Count);
        to[17] = tokens.Length > 0 && tokens[^1].Mark == '?' ? 1 : 0;
        var numbers = 0;
        foreach (ref readonly var t in tokens)
        {
            if (t.Role != Role.None) to[18 + (int)t.Role] = 1;
            if (t.Shape == TokenShape.Number) numbers++;
            if (t.Mark is '%' or '$' or '€' or '£') to[26] = 1;
            if (t.Mark is '"' or '“') to[27] = 1;
        }

        to[25] = Math.Min(numbers, 3) / 2f;
    }
}

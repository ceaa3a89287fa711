using System.Runtime.InteropServices;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Features;
using HandoffBridge.Extraction.Models;

namespace HandoffBridge.Extraction.Signals;

/// <summary>A signal before its attributes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Found(Document Document, SignalKind Kind, int Start, int End, double Confidence, string? Person, string? Stance);

/// <summary>
/// Reads a document twice: hashed features score every passage; where they see something, the networks read the
/// passage again, knowing what was seen around it. Not safe for several threads: each has its own.
/// </summary>
internal sealed class PassageScorer(SignalModel model)
{
    private const int Kinds = LinearTable.Kinds;
    private readonly FeatureList _features = new();
    private readonly FeatureList _stanceFeatures = new();
    private readonly ConvNet.Workspace _workspace = new();
    private readonly float[] _meaning = new float[PassageFacts.MeaningLength];
    private readonly float[] _facts = new float[PassageFacts.Length];
    private readonly float[] _stances = new float[StanceModel.Stances];
    private readonly List<int> _speaking = [];
    private float[] _first = [];

    /// <summary>Appends what a document holds, by offset and then by kind.</summary>
    public void Find(DocumentReading reading, List<Found> found)
    {
        _speaking.Clear();
        for (var i = 0; i < reading.Passages.Count; i++)
        {
            if (reading.Passages[i].Place == Place.Body) _speaking.Add(i);
        }

        if (_first.Length < _speaking.Count * Kinds) _first = new float[_speaking.Count * Kinds * 2];
        for (var i = 0; i < _speaking.Count; i++) ScoreFirst(reading, _speaking[i], _first.AsSpan(i * Kinds, Kinds));
        Span<float> joined = stackalloc float[Kinds];
        for (var i = 0; i < _speaking.Count; i++)
        {
            if (!Join(reading, i, joined)) continue;
            Keep(reading, _speaking[i], joined, found);
        }
    }

    /// <summary>The first model's log-odds.</summary>
    private void ScoreFirst(DocumentReading reading, int index, Span<float> scores)
    {
        FeatureReader.Read(reading, index, _features);
        PassageFacts.ReadMeaning(reading, index, _meaning);
        model.Bias.CopyTo(scores);
        model.Table.Score(_features, scores);
        for (var k = 0; k < Kinds; k++) scores[k] += VectorMath.Dot(model.Meaning.AsSpan(k * _meaning.Length, _meaning.Length), _meaning);
    }

    /// <summary>The mean of both models' log-odds; false where the first saw nothing.</summary>
    private bool Join(DocumentReading reading, int position, Span<float> joined)
    {
        var first = _first.AsSpan(position * Kinds, Kinds);
        var any = false;
        foreach (var s in first) any |= s > model.Gate;
        if (!any) return false;
        var index = _speaking[position];
        PassageFacts.ReadMeaning(reading, index, _meaning);
        PassageFacts.Read(reading, index, _meaning, _facts);
        PassageFacts.ReadScores(_first.AsSpan(0, _speaking.Count * Kinds), position, _facts);
        var p = reading.Passages[index];
        joined.Clear();
        Array.Clear(_stances);
        foreach (var net in model.Nets) net.Score(reading.TokensOf(p), reading.ClassesOf(p), _facts, _workspace, joined, _stances);
        foreach (ref var s in _stances.AsSpan()) s /= model.Nets.Count;
        for (var k = 0; k < Kinds; k++) joined[k] = JoinedLogOdds(joined[k] / model.Nets.Count, first[k]);
        return true;
    }

    /// <summary>The networks' probability and the first model's log-odds, half and half.</summary>
    public static float JoinedLogOdds(float probability, float first)
    {
        var p = Math.Clamp(probability, 1e-6f, 1 - 1e-6f);
        return 0.5f * (MathF.Log(p / (1 - p)) + Math.Clamp(first, -14f, 14f));
    }

    private void Keep(DocumentReading reading, int index, ReadOnlySpan<float> joined, List<Found> found)
    {
        var p = reading.Passages[index];
        for (var k = 0; k < Kinds; k++)
        {
            if (joined[k] <= model.Threshold[k]) continue;
            var confidence = Math.Round(1 / (1 + Math.Exp(-((model.Calibration[2 * k] * joined[k]) + model.Calibration[(2 * k) + 1]))), 4);
            string? person = null;
            string? stance = null;
            if ((SignalKind)k == SignalKind.Politics)
            {
                person = PersonName.Find(reading, p);
                FeatureReader.Read(reading, index, _features);
                StanceReader.Read(reading, index, _features, _stanceFeatures);
                stance = model.Stances.Decide(_stanceFeatures, reading.MeaningOf(index), _stances) is >= 0 and var s ? SignalNames.Stances[s] : null;
            }

            found.Add(new Found(reading.Document, (SignalKind)k, p.Start, p.End, confidence, person, stance));
        }
    }
}

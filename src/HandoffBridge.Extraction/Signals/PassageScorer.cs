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
    private readonly FirstModel.Workspace _seen = new();
    private readonly Networks.Workspace _workspace = new();
    private readonly float[] _facts = new float[PassageFacts.Length];
    private readonly float[] _kinds = new float[Networks.Rows * Kinds];
    private readonly float[] _stances = new float[Networks.Rows * StanceModel.Stances];
    private readonly List<int> _speaking = [];
    private readonly List<int> _open = [];
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
        model.First.Score(reading, _speaking, _seen, _first);
        _open.Clear();
        for (var i = 0; i < _speaking.Count; i++)
        {
            if (VectorMath.Highest(_first.AsSpan(i * Kinds, Kinds)) > model.Gate) _open.Add(i);
        }

        for (var from = 0; from < _open.Count; from += Networks.Rows) Join(reading, from, Math.Min(Networks.Rows, _open.Count - from), found);
    }

    /// <summary>Has the networks read some of the passages in which the first model saw something, and keeps what both find.</summary>
    private void Join(DocumentReading reading, int from, int count, List<Found> found)
    {
        for (var row = 0; row < count; row++)
        {
            var position = _open[from + row];
            var index = _speaking[position];
            PassageFacts.Read(reading, index, _facts);
            PassageFacts.ReadScores(_first.AsSpan(0, _speaking.Count * Kinds), position, _facts);
            var p = reading.Passages[index];
            model.Nets.Put(row, reading.TokensOf(p), reading.ClassesOf(p), _facts, _workspace);
        }

        model.Nets.Read(count, _workspace, _kinds, _stances);
        for (var row = 0; row < count; row++)
        {
            var position = _open[from + row];
            var joined = _kinds.AsSpan(row * Kinds, Kinds);
            for (var k = 0; k < Kinds; k++) joined[k] = JoinedLogOdds(joined[k], _first[(position * Kinds) + k]);
            Keep(reading, _speaking[position], joined, _stances.AsSpan(row * StanceModel.Stances, StanceModel.Stances), found);
        }
    }

    /// <summary>The networks' probability and the first model's log-odds, half and half.</summary>
    public static float JoinedLogOdds(float probability, float first)
    {
        var p = Math.Clamp(probability, 1e-6f, 1 - 1e-6f);
        return 0.5f * (VectorMath.Log(p / (1 - p)) + Math.Clamp(first, -14f, 14f));
    }

    private void Keep(DocumentReading reading, int index, ReadOnlySpan<float> joined, ReadOnlySpan<float> stances, List<Found> found)
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
                stance = model.Stances.Decide(_stanceFeatures, reading.MeaningOf(index), stances) is >= 0 and var s ? SignalNames.Stances[s] : null;
            }

            found.Add(new Found(reading.Document, (SignalKind)k, p.Start, p.End, confidence, person, stance));
        }
    }
}

using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Features;
using HandoffBridge.Extraction.Models;

namespace HandoffBridge.Extraction.Signals;

/// <summary>A signal before its attributes.</summary>
internal readonly record struct Found(Document Document, SignalKind Kind, int Start, int End, double Confidence);

/// <summary>Scores the passages of a document and keeps those above the kinds' thresholds.</summary>
internal sealed class PassageScorer(SignalModel model)
{
    private readonly FeatureList _features = new();
    private readonly float[] _scores = new float[LinearTable.Kinds];

    /// <summary>Appends what a document holds, by offset and then by kind.</summary>
    public void Find(DocumentReading reading, List<Found> found)
    {
        for (var i = 0; i < reading.Passages.Count; i++)
        {
            var p = reading.Passages[i];
            if (p.Place != Place.Body) continue;
            Score(reading, i);
            for (var k = 0; k < _scores.Length; k++)
            {
                if (_scores[k] <= model.Threshold[k]) continue;
                found.Add(new Found(reading.Document, (SignalKind)k, p.Start, p.End, Math.Round(1 / (1 + Math.Exp(-_scores[k])), 4)));
            }
        }
    }

    private void Score(DocumentReading reading, int index)
    {
        model.Bias.CopyTo(_scores, 0);
        FeatureReader.Read(reading, index, _features);
        model.Table.Score(_features, _scores);
        var dense = DenseReader.Read(reading, index);
        for (var k = 0; k < _scores.Length; k++)
        {
            for (var d = 0; d < dense.Length; d++) _scores[k] += model.Dense[k * dense.Length + d] * dense[d];
        }
    }
}

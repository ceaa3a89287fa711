using System.Diagnostics;
using System.Text;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Features;
using HandoffBridge.Extraction.Models;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Extraction.Texts;
namespace HandoffBridge.Training;
internal static class ProfileRun
{
    public static int Print(string path)
    {
        var deal = SpeedRun.Wrap(File.ReadAllText(path));
        var size = deal.Documents.Sum(d => Encoding.UTF8.GetByteCount(d.Text)) / 1e6;
        var roles = new RoleNames(deal); var people = DealPeople.Of(deal);
        for (var pass = 0; pass < 4; pass++)
        {
            var t = new double[8];
            var reading = new DocumentReading(); var f = new FeatureList(); var m = new float[PassageFacts.MeaningLength];
            var sc = new PassageScorer(SignalModel.Shared); var found = new List<Found>();
            var scores = new float[8]; long feats = 0, passages = 0;
            double T() => Process.GetCurrentProcess().UserProcessorTime.TotalSeconds;
            var a = T();
            foreach (var d in deal.Documents) { DocumentStructure.Of(d, people); }
            var b = T(); t[0] = b - a; a = b;
            foreach (var d in deal.Documents) reading.Read(d, roles, people);
            b = T(); t[1] = b - a - t[0]; a = b;
            double f0 = 0, f1 = 0, f2 = 0, f3 = 0;
            foreach (var d in deal.Documents)
            {
                reading.Read(d, roles, people);
                var s0 = Stopwatch.GetTimestamp();
                for (var i = 0; i < reading.Passages.Count; i++) if (reading.Passages[i].Place == Place.Body) { FeatureReader.Read(reading, i, f); feats += f.Length; passages++; }
                var s1 = Stopwatch.GetTimestamp();
                for (var i = 0; i < reading.Passages.Count; i++) if (reading.Passages[i].Place == Place.Body) { FeatureReader.Read(reading, i, f); SignalModel.Shared.Table.Score(f, scores); }
                var s2 = Stopwatch.GetTimestamp();
                for (var i = 0; i < reading.Passages.Count; i++) if (reading.Passages[i].Place == Place.Body) { PassageFacts.ReadMeaning(reading, i, m); for (var k = 0; k < 8; k++) scores[k] += VectorMath.Dot(SignalModel.Shared.Meaning.AsSpan(k * m.Length, m.Length), m); }
                var s3 = Stopwatch.GetTimestamp();
                sc.Find(reading, found);
                var s4 = Stopwatch.GetTimestamp();
                f0 += s1 - s0; f1 += s2 - s1 - (s1 - s0); f2 += s3 - s2; f3 += s4 - s3 - (s2 - s1) - (s3 - s2);
            }
            var q = 1.0 / Stopwatch.Frequency;
            a = T();
            var asm = new SignalAssembly(deal, deal.Documents.ToDictionary(d => d.Id, VisibleText.Of));
            foreach (var x in found) asm.Complete(x);
            t[4] = T() - a;
            Console.WriteLine($"{size:F2} MB, passages {passages} feats/p {feats / (double)passages:F0} found {found.Count}; per MB ms: structure {t[0] / size * 1e3:F0} tokens {t[1] / size * 1e3:F0} features {f0 * q / size * 1e3:F0} table {f1 * q / size * 1e3:F0} meaning {f2 * q / size * 1e3:F0} nets {f3 * q / size * 1e3:F0} assembly {t[4] / size * 1e3:F0}");
        }
        return 0;
    }
}

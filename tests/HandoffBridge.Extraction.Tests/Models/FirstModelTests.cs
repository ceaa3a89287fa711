using HandoffBridge.Extraction.Features;
using HandoffBridge.Extraction.Models;
using HandoffBridge.Extraction.Tests.Signals;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Tests.Models;

public sealed class FirstModelTests
{
    [Fact]
    public void Says_of_every_passage_what_its_features_and_meaning_say()
    {
        var model = SignalModel.Shared;
        var seen = new FirstModel.Workspace();
        var reading = new DocumentReading();
        var features = new FeatureList();
        var meaning = new float[PassageFacts.MeaningLength];
        foreach (var deal in TestDeals.HeldOut().Append(TestDeals.With(Long())))
        {
            var (roles, people) = (new RoleNames(deal), DealPeople.Of(deal));
            foreach (var document in deal.Documents)
            {
                reading.Read(document, roles, people);
                var all = Enumerable.Range(0, reading.Passages.Count).ToList();
                var scores = new float[all.Count * LinearTable.Kinds];
                model.First.Score(reading, all, seen, scores);
                foreach (var i in all)
                {
                    FeatureReader.Read(reading, i, features);
                    PassageFacts.ReadMeaning(reading, i, meaning);
                    var wanted = (float[])model.Bias.Clone();
                    model.Table.Score(features, wanted);
                    for (var k = 0; k < wanted.Length; k++)
                    {
                        wanted[k] += VectorMath.Dot(model.Meaning.AsSpan(k * meaning.Length, meaning.Length), meaning);
                        scores[(i * LinearTable.Kinds) + k].ShouldBe(wanted[k], 0.0001f);
                    }
                }
            }
        }
    }

    /// <summary>A sentence too long for 16-bit sums between short ones.</summary>
    private static string Long() => "We will train them. " + string.Concat(Enumerable.Repeat("and we promised the go-live by June ", 60)) + ". They agreed.";
}

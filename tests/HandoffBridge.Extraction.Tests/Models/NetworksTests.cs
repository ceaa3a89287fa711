using HandoffBridge.Extraction.Features;
using HandoffBridge.Extraction.Models;
using HandoffBridge.Extraction.Tests.Signals;
using HandoffBridge.Extraction.Texts;
using Token = HandoffBridge.Extraction.Features.Token;

namespace HandoffBridge.Extraction.Tests.Models;

public sealed class NetworksTests
{
    private static readonly SignalModel Model = SignalModel.Shared;

    [Fact]
    public void Whole_numbers_say_what_the_networks_say_in_floats()
    {
        var worst = 0f;
        var sum = 0f;
        var count = 0;
        foreach (var (reading, i, facts) in Passages().Take(400))
        {
            var p = reading.Passages[i];
            var (kinds, stances) = Read([(reading, i, facts)]);
            var wanted = new float[LinearTable.Kinds];
            foreach (var net in Model.Nets.Nets) Score(net, reading.TokensOf(p), reading.ClassesOf(p), facts, wanted);
            for (var k = 0; k < wanted.Length; k++)
            {
                var off = Math.Abs((wanted[k] / Model.Nets.Nets.Count) - kinds[k]);
                (worst, sum, count) = (Math.Max(worst, off), sum + off, count + 1);
            }

            stances.Sum().ShouldBe(1f, 0.001f);
        }

        (sum / count).ShouldBeLessThan(0.003f);
        worst.ShouldBeLessThan(0.1f);
    }

    [Fact]
    public void A_passage_is_told_the_same_beside_others_and_after_many_others()
    {
        var passages = Passages().Take(203).ToList();
        var fresh = passages.ConvertAll(p => Read([p]).Kinds);
        var (workspace, kinds, stances) = Buffers();
        for (var from = 0; from < passages.Count; from += Networks.Rows)
        {
            var rows = Math.Min(Networks.Rows, passages.Count - from);
            for (var row = 0; row < rows; row++) Put(passages[from + row], row, workspace);
            Model.Nets.Read(rows, workspace, kinds, stances);
            for (var row = 0; row < rows; row++)
                kinds.AsSpan(row * LinearTable.Kinds, LinearTable.Kinds).ToArray().ShouldBe(fresh[from + row][..LinearTable.Kinds]);
        }
    }

    private static (float[] Kinds, float[] Stances) Read(List<(DocumentReading, int, float[])> passages)
    {
        var (workspace, kinds, stances) = Buffers();
        for (var row = 0; row < passages.Count; row++) Put(passages[row], row, workspace);
        Model.Nets.Read(passages.Count, workspace, kinds, stances);
        return (kinds, stances[..StanceModel.Stances]);
    }

    private static (Networks.Workspace, float[], float[]) Buffers() => (new(), new float[Networks.Rows * LinearTable.Kinds], new float[Networks.Rows * StanceModel.Stances]);

    private static void Put((DocumentReading Reading, int Index, float[] Facts) passage, int row, Networks.Workspace workspace)
    {
        var p = passage.Reading.Passages[passage.Index];
        Model.Nets.Put(row, passage.Reading.TokensOf(p), passage.Reading.ClassesOf(p), passage.Facts, workspace);
    }

    private static IEnumerable<(DocumentReading Reading, int Index, float[] Facts)> Passages()
    {
        foreach (var deal in TestDeals.HeldOut())
        {
            var (roles, people) = (new RoleNames(deal), DealPeople.Of(deal));
            foreach (var document in deal.Documents)
            {
                var reading = new DocumentReading();
                reading.Read(document, roles, people);
                var all = Enumerable.Range(0, reading.Passages.Count).ToList();
                var scores = new float[all.Count * LinearTable.Kinds];
                Model.First.Score(reading, all, new FirstModel.Workspace(), scores);
                foreach (var i in all)
                {
                    var facts = new float[PassageFacts.Length];
                    PassageFacts.Read(reading, i, facts);
                    PassageFacts.ReadScores(scores, i, facts);
                    yield return (reading, i, facts);
                }
            }
        }
    }

    /// <summary>The network as it is trained, plainly.</summary>
    private static void Score(ConvNet net, ReadOnlySpan<Token> tokens, ReadOnlySpan<ulong> classes, float[] facts, float[] kinds)
    {
        var stride = WordVectors.Shared.Stride;
        var count = Math.Min(ConvNet.MaxTokens, tokens.Length);
        var input = new float[net.Filters + facts.Length];
        facts.CopyTo(input, net.Filters);
        var vector = new float[stride];
        var marks = new byte[24];
        for (var i = 0; i < count; i++)
        {
            var answers = (float[])net.FilterBias.Clone();
            for (var place = 0; place < ConvNet.Window; place++)
            {
                var at = i + place - 1;
                if (at < 0 || at >= count) continue;
                Array.Clear(vector);
                if (tokens[at].Role == Role.None && tokens[at].Vector >= 0) WordVectors.Shared.Read(tokens[at].Vector, vector);
                var n = TokenMarks.Read(tokens[at], classes[at], marks);
                for (var f = 0; f < net.Filters; f++)
                {
                    answers[f] += VectorMath.Dot(net.Words.AsSpan(((f * ConvNet.Window) + place) * stride, stride), vector);
                    foreach (var m in marks.AsSpan(0, n)) answers[f] += net.Marks[(((place * TokenMarks.Count) + m) * net.Filters) + f];
                }
            }

            for (var f = 0; f < net.Filters; f++) input[f] = Math.Max(input[f], answers[f]);
        }

        var z = new float[ConvNet.Outputs];
        net.SecondBias.CopyTo(z, 0);
        for (var h = 0; h < net.Hidden; h++)
        {
            var a = Math.Max(0, net.FirstBias[h] + VectorMath.Dot(net.First.AsSpan(h * input.Length, input.Length), input));
            for (var k = 0; k < z.Length; k++) z[k] += net.Second[(k * net.Hidden) + h] * a;
        }

        ConvNet.Softmax(z.AsSpan(0, ConvNet.KindOutputs));
        for (var k = 1; k < ConvNet.KindOutputs; k++) kinds[k - 1] += z[k];
    }
}

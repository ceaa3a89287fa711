using System.Text;
using BenchmarkDotNet.Attributes;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Benchmarks;

/// <summary>Extraction over the sample deals: bytes of document text in MB/s follow from the mean and <see cref="Megabytes"/>, which the set-up prints.</summary>
[MemoryDiagnoser]
public class ExtractionBenchmarks
{
    private readonly SignalEngine _engine = new();
    private List<DealFile> _deals = [];

    /// <summary>Size of all texts of one pass.</summary>
    public double Megabytes { get; private set; }

    /// <summary>Reads the sample deals.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _deals = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples", "deals"), "*.json").Order(StringComparer.Ordinal).Select(f => DealFileReader.Read(File.ReadAllBytes(f)).Deal!)];
        Megabytes = _deals.Sum(d => d.Documents.Sum(x => Encoding.UTF8.GetByteCount(x.Text))) / 1e6;
        Console.WriteLine($"one pass: {Megabytes:F4} MB in {_deals.Sum(d => d.Documents.Count)} documents");
    }

    /// <summary>Every sample deal once.</summary>
    [Benchmark]
    public int AllSampleDeals() => _deals.Sum(d => _engine.Extract(d).Signals.Count);
}

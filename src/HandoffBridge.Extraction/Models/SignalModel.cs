using System.Runtime.InteropServices;

namespace HandoffBridge.Extraction.Models;

/// <summary>The trained model: hashed weights, networks, thresholds and calibration.</summary>
internal sealed class SignalModel
{
    /// <summary>First bytes of the file.</summary>
    private const int Magic = 0x32424853;

    private static readonly Lazy<SignalModel> Loaded = new(LoadShipped);

    private FirstModel? _first;

    /// <summary>Weights of hashed features.</summary>
    public required LinearTable Table { get; init; }
    public required float[] Bias { get; init; }
    /// <summary>Kind after kind, one weight for each number of the meaning.</summary>
    public required float[] Meaning { get; init; }
    /// <summary>Reads every passage by the table, the bias and the meaning.</summary>
    public FirstModel First => _first ??= new FirstModel(Table, Bias, Meaning);
    /// <summary>Networks whose probabilities are averaged.</summary>
    public required Networks Nets { get; init; }
    /// <summary>Log-odds of the first model below which no kind of a passage is read by the networks.</summary>
    public required float Gate { get; init; }
    /// <summary>Joined log-odds from which a kind counts.</summary>
    public required float[] Threshold { get; init; }
    /// <summary>Slope and offset that turn joined log-odds into a probability (Platt, 1999), kind after kind.</summary>
    public required float[] Calibration { get; init; }
    /// <summary>Stances of politics.</summary>
    public required StanceModel Stances { get; init; }

    /// <summary>Checksum of the file, for the evidence section.</summary>
    public uint Checksum { get; private set; }

    /// <summary>The shipped model.</summary>
    public static SignalModel Shared => Loaded.Value;

    /// <summary>Reads a model file.</summary>
    /// <exception cref="InvalidDataException">The file is not of this version.</exception>
    public static SignalModel Read(byte[] file)
    {
        using var r = new BinaryReader(new MemoryStream(file));
        if (r.ReadInt32() != Magic) throw new InvalidDataException("This is no model file of this version.");
        var model = new SignalModel
        {
            Table = ReadTable(r),
            Bias = Floats(r),
            Meaning = Floats(r),
            Nets = new Networks([.. Enumerable.Range(0, r.ReadInt32()).Select(_ => ReadNet(r))]),
            Gate = r.ReadSingle(),
            Threshold = Floats(r),
            Calibration = Floats(r),
            Stances = new StanceModel(ReadTable(r), Floats(r), Floats(r)),
        };
        model.Checksum = Features.Hashing.Of(MemoryMarshal.Cast<byte, char>(file.AsSpan(0, file.Length & ~1)));
        return model;
    }

    /// <summary>Writes a model file: the same model gives the same bytes.</summary>
    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using var w = new BinaryWriter(stream);
        w.Write(Magic);
        Write(w, Table);
        Write(w, Bias);
        Write(w, Meaning);
        w.Write(Nets.Nets.Count);
        foreach (var net in Nets.Nets)
        {
            w.Write(net.Filters);
            w.Write(net.Hidden);
            foreach (var part in (float[][])[net.Words, net.Marks, net.FilterBias, net.First, net.FirstBias, net.Second, net.SecondBias]) Write(w, part);
        }

        w.Write(Gate);
        Write(w, Threshold);
        Write(w, Calibration);
        Write(w, Stances.Table);
        Write(w, Stances.Bias);
        Write(w, Stances.Meaning);
        return stream.ToArray();
    }

    private static ConvNet ReadNet(BinaryReader r) => new()
    {
        Filters = r.ReadInt32(),
        Hidden = r.ReadInt32(),
        Words = Floats(r),
        Marks = Floats(r),
        FilterBias = Floats(r),
        First = Floats(r),
        FirstBias = Floats(r),
        Second = Floats(r),
        SecondBias = Floats(r),
    };

    private static LinearTable ReadTable(BinaryReader r)
    {
        var bits = r.ReadInt32();
        var weights = MemoryMarshal.Cast<byte, sbyte>(r.ReadBytes(LinearTable.Kinds << bits)).ToArray();
        return new LinearTable(bits, weights, Floats(r));
    }

    private static void Write(BinaryWriter w, LinearTable table)
    {
        w.Write(table.Bits);
        w.Write(MemoryMarshal.AsBytes(table.Weights.AsSpan()));
        Write(w, table.Scale);
    }

    private static void Write(BinaryWriter w, float[] part)
    {
        w.Write(part.Length);
        foreach (var x in part) w.Write(x);
    }

    private static float[] Floats(BinaryReader r)
    {
        var a = new float[r.ReadInt32()];
        for (var i = 0; i < a.Length; i++) a[i] = r.ReadSingle();
        return a;
    }

    private static SignalModel LoadShipped()
    {
        using var stream = typeof(SignalModel).Assembly.GetManifestResourceStream("signals.model")
            ?? throw new InvalidOperationException("The trained model is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Read(bytes);
    }
}

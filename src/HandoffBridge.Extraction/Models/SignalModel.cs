using System.Runtime.InteropServices;

namespace HandoffBridge.Extraction.Models;

/// <summary>The trained model: hashed weights, weights of meaning, thresholds and calibration.</summary>
internal sealed class SignalModel
{
    /// <summary>First bytes of the file.</summary>
    public const int Magic = 0x31424853;

    private static readonly Lazy<SignalModel> Loaded = new(LoadShipped);

    public required int Bits { get; init; }
    public required sbyte[] Weights { get; init; }
    public required float[] Scale { get; init; }
    public required float[] Bias { get; init; }
    /// <summary>Kind after kind, one weight for each number of the meaning.</summary>
    public required float[] Dense { get; init; }
    public required float[] Threshold { get; init; }
    public LinearTable Table { get; private set; } = null!;

    /// <summary>Checksum of the file, for the evidence section.</summary>
    public uint Checksum { get; private set; }

    /// <summary>The shipped model.</summary>
    public static SignalModel Shared => Loaded.Value;

    /// <summary>Reads a model file.</summary>
    public static SignalModel Read(byte[] file)
    {
        using var r = new BinaryReader(new MemoryStream(file));
        if (r.ReadInt32() != Magic) throw new InvalidDataException("This is no model file of this version.");
        var bits = r.ReadInt32();
        var model = new SignalModel
        {
            Bits = bits,
            Weights = MemoryMarshal.Cast<byte, sbyte>(r.ReadBytes(LinearTable.Kinds << bits)).ToArray(),
            Scale = Floats(r), Bias = Floats(r), Dense = Floats(r), Threshold = Floats(r),
            Checksum = Features.Hashing.Of(MemoryMarshal.Cast<byte, char>(file.AsSpan(0, file.Length & ~1))),
        };
        model.Table = new LinearTable(bits, model.Weights, model.Scale);
        return model;
    }

    /// <summary>Writes a model file: the same model gives the same bytes.</summary>
    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using var w = new BinaryWriter(stream);
        w.Write(Magic);
        w.Write(Bits);
        w.Write(MemoryMarshal.AsBytes(Weights.AsSpan()));
        foreach (var part in (float[][])[Scale, Bias, Dense, Threshold])
        {
            w.Write(part.Length);
            foreach (var x in part) w.Write(x);
        }

        return stream.ToArray();
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
